const MAGIC = [0x1f, 0x8b, 8] as const
const FIXED_BYTES = 10
const HEADER_CHECKSUM = 0x02
const EXTRA = 0x04
const NAME = 0x08
const COMMENT = 0x10

/** Whether bytes begin a gzip member that is compressed with deflate, the only method there is. */
export const isGzip = (bytes: Uint8Array): boolean => MAGIC.every((byte, index) => bytes[index] === byte)

/**
 * Length of the member header at the beginning of `bytes`; null when they do not hold all of it.
 * https://www.rfc-editor.org/rfc/rfc1952#section-2.3
 */
export const gzipHeaderLength = (bytes: Buffer): number | null => {
  if (bytes.length < FIXED_BYTES) return null
  const flags = bytes[3] as number
  let length = FIXED_BYTES
  if ((flags & EXTRA) !== 0) {
    if (bytes.length < length + 2) return null
    length += 2 + bytes.readUInt16LE(length)
  }
  for (const flag of [NAME, COMMENT]) {
    if ((flags & flag) === 0) continue
    const zero = bytes.indexOf(0, length)
    if (zero < 0) return null
    length = zero + 1
  }
  if ((flags & HEADER_CHECKSUM) !== 0) length += 2
  return length <= bytes.length ? length : null
}
