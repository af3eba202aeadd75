interface Ipv4Address {
  readonly version: 4
  /** The address as one unsigned 32-bit number. */
  readonly value: number
}

interface Ipv6Address {
  readonly version: 6
  /** The address as four unsigned 32-bit numbers, most significant first. */
  readonly words: readonly [number, number, number, number]
}

export type ParsedAddress = Ipv4Address | Ipv6Address

const DOT = 0x2e
const COLON = 0x3a
const ZEROS: readonly number[] = [0, 0, 0, 0, 0, 0, 0, 0]

/**
 * Reads an address as providers write it: bare, with a port (`192.0.2.1:443`, `[2001:db8::1]:443`), in brackets, with a
 * zone id (dropped). An IPv4 address mapped into IPv6 comes back as IPv4. Octets are strict: `192.0.2.07` is malformed,
 * because some readers take a leading zero for octal. Null for everything else.
 */
export const parseAddress = (text: string): ParsedAddress | null => {
  if (text.startsWith('[')) return parseBracketed(text)
  const colon = text.indexOf(':')
  if (colon < 0) return parseIpv4(text, text.length)
  if (colon !== text.lastIndexOf(':')) return parseIpv6(text)
  return isPort(text, colon + 1) ? parseIpv4(text, colon) : null
}

const parseBracketed = (text: string): ParsedAddress | null => {
  const close = text.indexOf(']')
  if (close < 0) return null
  const end = close + 1
  if (end < text.length && !(text.charCodeAt(end) === COLON && isPort(text, end + 1))) return null
  return parseIpv6(text.slice(1, close))
}

const parseIpv4 = (text: string, end: number): Ipv4Address | null => {
  const value = readIpv4(text, 0, end)
  return value < 0 ? null : { version: 4, value }
}

const parseIpv6 = (text: string): ParsedAddress | null => {
  const percent = text.indexOf('%')
  const groups = readGroups(text, percent < 0 ? text.length : percent)
  if (groups === null) return null
  const words = [wordAt(groups, 0), wordAt(groups, 2), wordAt(groups, 4), wordAt(groups, 6)] as const
  const mapped = words[0] === 0 && words[1] === 0 && words[2] === 0xffff
  return mapped ? { version: 4, value: words[3] } : { version: 6, words }
}

const wordAt = (groups: readonly number[], index: number): number => groups[index]! * 0x10000 + groups[index + 1]!

/** Four decimal octets without leading zeros, as one number; -1 when it is not that. */
const readIpv4 = (text: string, start: number, end: number): number => {
  let value = 0
  let octet = 0
  let digits = 0
  let dots = 0
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at)
    if (code === DOT) {
      if (digits === 0 || ++dots > 3) return -1
      value = value * 256 + octet
      octet = 0
      digits = 0
      continue
    }
    if (!isDigit(code) || (digits > 0 && octet === 0)) return -1
    octet = octet * 10 + code - 0x30
    if (octet > 255) return -1
    digits++
  }
  return dots === 3 && digits > 0 ? value * 256 + octet : -1
}

/** The eight 16-bit groups, `::` filled in and a dotted tail turned into two groups. */
const readGroups = (text: string, end: number): readonly number[] | null => {
  const groups: number[] = []
  let gap = -1
  let at = 0
  if (text.startsWith('::')) {
    gap = 0
    at = 2
  }
  while (at < end) {
    const start = at
    let group = 0
    for (; at < end; at++) {
      const digit = hexDigit(text.charCodeAt(at))
      if (digit < 0) break
      group = group * 16 + digit
    }
    if (at < end && text.charCodeAt(at) === DOT) {
      const tail = readIpv4(text, start, end)
      if (tail < 0) return null
      groups.push(tail >>> 16, tail & 0xffff)
      break
    }
    if (at === start || at - start > 4 || groups.length === 8) return null
    groups.push(group)
    if (at === end) break
    if (text.charCodeAt(at) !== COLON || ++at === end) return null
    if (text.charCodeAt(at) === COLON) {
      if (gap >= 0) return null
      gap = groups.length
      at++
    }
  }
  if (gap < 0) return groups.length === 8 ? groups : null
  if (groups.length > 7) return null
  return [...groups.slice(0, gap), ...ZEROS.slice(groups.length), ...groups.slice(gap)]
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39

const hexDigit = (code: number): number => {
  if (isDigit(code)) return code - 0x30
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
}

const isPort = (text: string, start: number): boolean => {
  const length = text.length - start
  if (length < 1 || length > 5) return false
  let port = 0
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (!isDigit(code)) return false
    port = port * 10 + code - 0x30
  }
  return port <= 65535
}

/**
 * True for addresses that name no network on the internet: private, local, multicast, reserved, and the IPv6 transition
 * ranges, whose table entry is a relay and not the caller. Documentation ranges are false: no real table lists them,
 * so that examples and tests may give them a network.
 */
export const isPrivateAddress = (address: ParsedAddress): boolean =>
  address.version === 4 ? isLocalIpv4(address.value) : isLocalIpv6(address.words[0])

/** https://www.iana.org/assignments/iana-ipv4-special-registry, multicast and the reserved quarter. */
const isLocalIpv4 = (value: number): boolean =>
  within(value, 0x00000000, 8) || // 0.0.0.0/8 this network
  within(value, 0x0a000000, 8) || // 10.0.0.0/8 private
  within(value, 0x64400000, 10) || // 100.64.0.0/10 shared, carrier-grade NAT
  within(value, 0x7f000000, 8) || // 127.0.0.0/8 loopback
  within(value, 0xa9fe0000, 16) || // 169.254.0.0/16 link-local
  within(value, 0xac100000, 12) || // 172.16.0.0/12 private
  within(value, 0xc0000000, 24) || // 192.0.0.0/24 protocol assignments
  within(value, 0xc0586300, 24) || // 192.88.99.0/24 former 6to4 relays
  within(value, 0xc0a80000, 16) || // 192.168.0.0/16 private
  within(value, 0xc6120000, 15) || // 198.18.0.0/15 benchmarks
  within(value, 0xe0000000, 3) // 224.0.0.0/3 multicast and reserved

const within = (value: number, base: number, bits: number): boolean => (value ^ base) >>> (32 - bits) === 0

/** IANA has allocated 2000::/3 alone as global unicast: https://www.iana.org/assignments/ipv6-address-space */
const isLocalIpv6 = (first: number): boolean => {
  const globalUnicast = first >>> 29 === 1
  const teredo = first === 0x20010000
  const sixToFour = first >>> 16 === 0x2002
  return !globalUnicast || teredo || sixToFour
}
