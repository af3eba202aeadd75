import { isPrivateAddress, parseAddress } from './ip-address'

/** The network an address is announced by. */
export interface Network {
  /** Autonomous system number. */
  readonly asn: number
  readonly organization: string
}

/** A parsed table: views onto the bytes it was read from, and the networks decoded so far. */
export interface NetworkTable {
  /** Data set the table was built from: `@ip-location-db/asn@2.3.2026061719`. */
  readonly source: string
  /** First address of each segment, ascending from 0; a segment ends where the next begins. */
  readonly v4Starts: Uint32Array
  /** Network number of each segment; 0 is a gap. */
  readonly v4Networks: Uint32Array
  /** First /64 of each segment, upper and lower half. */
  readonly v6High: Uint32Array
  readonly v6Low: Uint32Array
  readonly v6Networks: Uint32Array
  /** AS number of each network number. */
  readonly asns: Uint32Array
  /** Where in `names` each network's organisation stands: one length byte, then UTF-8. */
  readonly nameOffsets: Uint32Array
  readonly names: Uint8Array
  /** Names are decoded on first sight: few of the 90,000 are ever asked for. */
  readonly decoded: Map<number, Network>
}

// The layout is written by scripts/network-encoder.mjs.
const MAGIC = 0x544e5752
const VERSION = 1
const HEADER_BYTES = 64
const SOURCE_START = 24

const utf8 = new TextDecoder()

/**
 * Reads a table compiled by scripts/build-networks.mjs without copying it (bytes that do not start on a
 * multiple of four in their buffer are copied once). Throws when the bytes are no such table, are of
 * another version or are cut short.
 */
export const parseNetworkTable = (bytes: Uint8Array): NetworkTable => {
  if (bytes.byteLength < HEADER_BYTES)
    throw unreadable(`got ${bytes.byteLength} bytes, expected at least ${HEADER_BYTES}`)
  // Not bytes.slice(): on a Node Buffer that shares memory instead of copying.
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes)
  const header = new Uint32Array(aligned.buffer, aligned.byteOffset, SOURCE_START / 4)
  const field = (index: number): number => header[index]!
  if (field(0) !== MAGIC) throw unreadable('got bytes that do not begin as one')
  if (field(1) !== VERSION) throw unreadable(`got version ${field(1)}, expected ${VERSION}`)
  const [v4Count, v6Count, networkCount, nameBytes] = [field(2), field(3), field(4), field(5)]
  const expected = HEADER_BYTES + 4 * (2 * v4Count + 3 * v6Count + 2 * networkCount) + nameBytes
  if (aligned.byteLength !== expected) throw unreadable(`got ${aligned.byteLength} bytes, expected ${expected}`)

  let offset = aligned.byteOffset + HEADER_BYTES
  const take = (count: number): Uint32Array => {
    const view = new Uint32Array(aligned.buffer, offset, count)
    offset += view.byteLength
    return view
  }
  return {
    source: utf8.decode(aligned.subarray(SOURCE_START, HEADER_BYTES)).replace(/\0+$/, ''),
    v4Starts: take(v4Count),
    v4Networks: take(v4Count),
    v6High: take(v6Count),
    v6Low: take(v6Count),
    v6Networks: take(v6Count),
    asns: take(networkCount),
    nameOffsets: take(networkCount),
    names: new Uint8Array(aligned.buffer, offset, nameBytes),
    decoded: new Map(),
  }
}

const unreadable = (detail: string): Error =>
  new Error(`cannot read the network table: ${detail}; build it again with npm run build`)

/**
 * The network that announces an address, in about a microsecond; IPv6 is resolved to its /64. Null when the text is no
 * address, when the address is private or reserved (ip-address.ts), and when no network announces it.
 */
export const lookupNetwork = (table: NetworkTable, ip: string): Network | null => {
  const address = parseAddress(ip)
  if (address === null || isPrivateAddress(address)) return null
  const network =
    address.version === 4
      ? table.v4Networks[findIpv4(table.v4Starts, address.value)]!
      : table.v6Networks[findIpv6(table, address.words[0], address.words[1])]!
  return network === 0 ? null : networkAt(table, network)
}

/** Index of the last segment that starts at or before the address; the first starts at 0, so there always is one. */
const findIpv4 = (starts: Uint32Array, value: number): number => {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if (starts[middle]! <= value) low = middle
    else high = middle - 1
  }
  return low
}

const findIpv6 = ({ v6High, v6Low }: NetworkTable, upper: number, lower: number): number => {
  let low = 0
  let high = v6High.length - 1
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    const start = v6High[middle]!
    if (start < upper || (start === upper && v6Low[middle]! <= lower)) low = middle
    else high = middle - 1
  }
  return low
}

const networkAt = (table: NetworkTable, index: number): Network => {
  const known = table.decoded.get(index)
  if (known !== undefined) return known
  const offset = table.nameOffsets[index]!
  const start = offset + 1
  const network = {
    asn: table.asns[index]!,
    organization: utf8.decode(table.names.subarray(start, start + table.names[offset]!)),
  }
  table.decoded.set(index, network)
  return network
}
