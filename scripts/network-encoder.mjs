/**
 * Encodes address ranges into the table that shared/enrich/network-table.ts reads: a header, then sorted segment starts
 * with a network number each, then AS numbers and organisation names. All numbers are unsigned 32-bit, little-endian.
 *
 *   bytes  0  magic 'RWNT'        12  IPv6 segments         24  source, UTF-8, zero-padded to byte 64
 *          4  version             16  networks
 *          8  IPv4 segments       20  bytes of names
 *
 * Network 0 stands for addresses nobody announces. A name is one length byte and at most 255 bytes of UTF-8.
 *
 * @typedef {{ start: bigint, end: bigint, asn: number, organization: string }} Range both ends inclusive
 * @typedef {{ source: string, v4: Iterable<Range>, v6: Iterable<Range> }} Ranges each sorted by start
 */

const MAGIC = 0x544e5752
const VERSION = 1
const SOURCE_START = 24
const SOURCE_BYTES = 40

export const HEADER_BYTES = SOURCE_START + SOURCE_BYTES

/**
 * IPv6 is kept to the /64. Where ranges overlap (within a /64 too) the earlier one wins; neighbours of one network are
 * merged. Throws on ranges out of order and on a source that does not fit.
 *
 * @param {Ranges} ranges
 * @returns {Uint8Array}
 */
export const encodeNetworkTable = ({ source, v4, v6 }) => {
  const networks = new NetworkNumbers()
  const v4Segments = segments(v4, 0n, 32n, networks)
  const v6Segments = segments(v6, 64n, 64n, networks)
  return concatenate([
    header(source, v4Segments.starts.length, v6Segments.starts.length, networks),
    words(v4Segments.starts.map(Number)),
    words(v4Segments.networks),
    words(v6Segments.starts.map((start) => Number(start >> 32n))),
    words(v6Segments.starts.map((start) => Number(start & 0xffffffffn))),
    words(v6Segments.networks),
    words(networks.asns),
    words(networks.nameOffsets),
    Uint8Array.from(networks.names),
  ])
}

/**
 * The source a table was built from, read from its first HEADER_BYTES; null when they are no header of this version.
 *
 * @param {Uint8Array} bytes
 * @returns {string | null}
 */
export const readTableSource = (bytes) => {
  if (bytes.byteLength < HEADER_BYTES) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES)
  if (view.getUint32(0, true) !== MAGIC || view.getUint32(4, true) !== VERSION) return null
  return new TextDecoder().decode(bytes.subarray(SOURCE_START, HEADER_BYTES)).replace(/\0+$/, '')
}

class NetworkNumbers {
  asns = [0]
  nameOffsets = [0]
  /** @type {number[]} */
  names = [0]
  #byAsn = new Map()
  #byName = new Map([['', 0]])
  #encoder = new TextEncoder()

  /** @param {Range} range */
  numberOf({ asn, organization }) {
    const known = this.#byAsn.get(asn)
    if (known !== undefined) return known
    const number = this.asns.push(asn) - 1
    this.nameOffsets.push(this.#offsetOf(organization))
    this.#byAsn.set(asn, number)
    return number
  }

  /** @param {string} name */
  #offsetOf(name) {
    const known = this.#byName.get(name)
    if (known !== undefined) return known
    const offset = this.names.length
    // encodeInto never writes half a character.
    const buffer = new Uint8Array(255)
    const { written } = this.#encoder.encodeInto(name, buffer)
    this.names.push(written, ...buffer.subarray(0, written))
    this.#byName.set(name, offset)
    return offset
  }
}

/**
 * Segments that cover all `bits` of address space, from 0 up, after dropping the lowest `shift` bits of the ranges.
 *
 * @param {Iterable<Range>} ranges
 * @param {bigint} shift
 * @param {bigint} bits
 * @param {NetworkNumbers} numbers
 */
const segments = (ranges, shift, bits, numbers) => {
  /** @type {bigint[]} */
  const starts = []
  /** @type {number[]} */
  const networks = []
  /** @param {bigint} start @param {number} network */
  const open = (start, network) => {
    if (networks.at(-1) === network) return
    starts.push(start)
    networks.push(network)
  }

  let next = 0n
  let previous = 0n
  for (const range of ranges) {
    if (range.start < previous || range.end < range.start) {
      throw new Error(
        `ranges out of order: got ${range.start}-${range.end} after ${previous}, expected ascending starts`,
      )
    }
    previous = range.start
    const start = range.start >> shift > next ? range.start >> shift : next
    const end = range.end >> shift
    if (end < start) continue
    if (start > next) open(next, 0)
    open(start, numbers.numberOf(range))
    next = end + 1n
  }
  if (next >> bits === 0n) open(next, 0)
  return { starts, networks }
}

/**
 * @param {string} source
 * @param {number} v4Count
 * @param {number} v6Count
 * @param {NetworkNumbers} networks
 */
const header = (source, v4Count, v6Count, networks) => {
  const bytes = new Uint8Array(HEADER_BYTES)
  const encoded = new TextEncoder().encode(source)
  if (encoded.length > SOURCE_BYTES)
    throw new Error(`source too long: got ${encoded.length} bytes, expected at most ${SOURCE_BYTES}`)
  bytes.set(words([MAGIC, VERSION, v4Count, v6Count, networks.asns.length, networks.names.length]))
  bytes.set(encoded, SOURCE_START)
  return bytes
}

/** @param {readonly number[]} values */
const words = (values) => {
  const bytes = new Uint8Array(values.length * 4)
  const view = new DataView(bytes.buffer)
  values.forEach((value, index) => view.setUint32(index * 4, value, true))
  return bytes
}

/** @param {readonly Uint8Array[]} parts */
const concatenate = (parts) => {
  const whole = new Uint8Array(parts.reduce((total, part) => total + part.length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}
