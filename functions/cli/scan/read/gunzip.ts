import { crc32, createInflateRaw, gunzipSync } from 'node:zlib'

const MAGIC = [0x1f, 0x8b, 8] as const
/** Bytes that show whether a file is gzip. */
export const MAGIC_BYTES = MAGIC.length
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
const headerLength = (bytes: Buffer): number | null => {
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

/** Why a gzip file could not be read to its end. */
export class GzipError extends Error {
  override readonly name = 'GzipError'

  constructor(
    readonly why: 'cut' | 'damaged' | 'trailing',
    message: string,
  ) {
    super(message)
  }
}

/** Compressed bytes given to zlib at once; no more than 1,032 times as many come out. */
const PIECE_BYTES = 32_768
const OUTPUT_BYTES = 262_144
const TRAILER_BYTES = 8
/** A header holds a file name and a comment, each as long as its writer likes. */
const MAX_HEADER_BYTES = 1_048_576

const asGzipError = (error: NodeJS.ErrnoException): GzipError =>
  error.code === 'Z_BUF_ERROR'
    ? new GzipError('cut', 'unexpected end of file')
    : new GzipError('damaged', error.message)

/** Deflate data, given and taken in turns, so that nothing is lost when it turns out to be damaged further on. */
const inflater = () => {
  const engine = createInflateRaw({ chunkSize: OUTPUT_BYTES })
  let ready: Buffer[] = []
  let error: Error | null = null
  let isOver = false
  let resume = (): void => {}
  engine.on('data', (chunk: Buffer) => ready.push(chunk))
  engine.on('error', (failure) => {
    error = asGzipError(failure)
    resume()
  })
  engine.on('end', () => {
    isOver = true
    resume()
  })
  /** Resolves when zlib has done what it can with what it was given. */
  const untilResumed = (act: (done: () => void) => void): Promise<void> =>
    new Promise((resolve) => {
      resume = resolve
      act(resolve)
    })
  return {
    write: (piece: Buffer) => untilResumed((done) => engine.write(piece, done)),
    end: () => untilResumed(() => engine.end()),
    take: (): readonly Buffer[] => {
      const taken = ready
      ready = []
      return taken
    },
    error: (): Error | null => error,
    isOver: () => isOver,
    /** Compressed bytes used so far; what follows the end of the data is not used. */
    used: () => engine.bytesWritten,
    close: () => engine.destroy(),
  }
}

const leadingZeros = (bytes: Buffer): number => {
  let count = 0
  while (bytes[count] === 0) count++
  return count
}

/**
 * The text of a gzip file of one or more members. Node's own gunzip throws at bytes that follow the last member and
 * takes the text before them with it; this one yields all text up to the fault and only then throws a GzipError. Zero
 * bytes at the end are padding, as for gzip(1).
 */
export async function* gunzipStream(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const iterator = source[Symbol.asyncIterator]()
  let rest: Buffer = Buffer.alloc(0)
  const more = async (): Promise<boolean> => {
    const next = await iterator.next()
    if (next.done === true) return false
    rest = rest.length === 0 ? next.value : Buffer.concat([rest, next.value])
    return true
  }

  /** Reads the header of a member; false when there is none but padding. */
  const openMember = async (isFirst: boolean): Promise<boolean> => {
    do rest = rest.subarray(isFirst ? 0 : leadingZeros(rest))
    while (rest.length === 0 && (await more()))
    if (rest.length === 0) return false
    while (rest.length < MAGIC_BYTES && (await more()));
    if (!isGzip(rest)) throw new GzipError(isFirst ? 'damaged' : 'trailing', 'no gzip member')
    let length = headerLength(rest)
    while (length === null && rest.length < MAX_HEADER_BYTES && (await more())) length = headerLength(rest)
    if (length === null)
      throw new GzipError(rest.length < MAX_HEADER_BYTES ? 'cut' : 'damaged', 'no end of the member header')
    rest = rest.subarray(length)
    return true
  }

  const closeMember = async (checksum: number, size: number): Promise<void> => {
    while (rest.length < TRAILER_BYTES && (await more()));
    if (rest.length < TRAILER_BYTES) throw new GzipError('cut', 'no checksum')
    if (rest.readUInt32LE(0) !== checksum || rest.readUInt32LE(4) !== size % 2 ** 32)
      throw new GzipError('damaged', 'wrong checksum')
    rest = rest.subarray(TRAILER_BYTES)
  }

  try {
    for (let isFirst = true; await openMember(isFirst); isFirst = false) {
      const member = inflater()
      let checksum = 0
      let size = 0
      try {
        while (!member.isOver()) {
          const isLast = rest.length === 0 && !(await more())
          const before = member.used()
          const piece = rest.subarray(0, PIECE_BYTES)
          await (isLast ? member.end() : member.write(piece))
          for (const chunk of member.take()) {
            checksum = crc32(chunk, checksum)
            size += chunk.length
            yield chunk
          }
          const error = member.error()
          if (error !== null) throw error
          rest = rest.subarray(member.isOver() ? member.used() - before : piece.length)
        }
      } finally {
        member.close()
      }
      await closeMember(checksum, size)
    }
  } finally {
    await iterator.return?.()
  }
}

const SMALLEST_CHUNK = 4_096

/**
 * The text of a sound gzip file in memory; null when it is damaged or its text is larger than `limit`. One
 * output chunk of the size that the file itself names saves zlib from copying; a file that lies costs no
 * more than `limit` for a moment.
 */
export const gunzipWhole = (bytes: Buffer, limit: number): Buffer | null => {
  if (bytes.length < 4) return null
  const named = bytes.readUInt32LE(bytes.length - 4)
  if (named > limit) return null
  try {
    return gunzipSync(bytes, { chunkSize: Math.max(SMALLEST_CHUNK, named + 1), maxOutputLength: limit })
  } catch {
    return null
  }
}

const { transfer } = ArrayBuffer.prototype as { readonly transfer?: (this: ArrayBuffer, length: number) => ArrayBuffer }

/**
 * Gives the memory of a buffer back at once, where Node can (22 and later); it must not be used any more. Left to the
 * garbage collector, which sees only a small object, tens of megabytes would pile up. Small buffers share a pool
 * (https://nodejs.org/api/buffer.html#class-property-bufferpoolsize) and are left alone.
 */
export const freeBuffer = ({ buffer }: Buffer): void => {
  if (buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize) transfer?.call(buffer, 0)
}
