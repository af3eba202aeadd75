import { isPrivateAddress, parseAddress, type ParsedAddress } from './ip-address'
import { classifyNetwork } from './network-class'
import { lookupNetwork, type NetworkTable } from './network-table'
import type { NetworkLookup } from './source-network'

type Matcher = (address: ParsedAddress, asn: number | null) => boolean

const bits = (address: ParsedAddress): readonly number[] => (address.version === 4 ? [address.value] : address.words)

/** Whether the first `length` bits of two addresses of one version are equal. */
const sharesPrefix = (a: ParsedAddress, b: ParsedAddress, length: number): boolean => {
  if (a.version !== b.version) return false
  const other = bits(b)
  return bits(a).every((word, place) => {
    const covered = Math.min(32, Math.max(0, length - place * 32))
    return covered === 0 || word >>> (32 - covered) === other[place]! >>> (32 - covered)
  })
}

const matcher = (entry: string): Matcher => {
  const asNumber = /^AS(\d+)$/i.exec(entry)?.[1]
  if (asNumber !== undefined) return (_address, asn) => asn === Number(asNumber)
  const [range = '', length = ''] = entry.split('/')
  const start = parseAddress(range)
  return (address) => start !== null && sharesPrefix(start, address, Number(length))
}

/** Looks addresses up in the compiled table and among the operator's own networks (CIDR ranges and AS numbers). */
export const networkLookup = (table: NetworkTable, knownNetworks: readonly string[]): NetworkLookup => {
  const known = knownNetworks.map(matcher)
  return (ip) => {
    const address = parseAddress(ip)
    if (address === null) return { asn: null, organization: null, class: 'unknown', ours: false }
    const network = isPrivateAddress(address) ? null : lookupNetwork(table, ip)
    const asn = network?.asn ?? null
    return {
      asn,
      organization: network?.organization ?? null,
      class: classifyNetwork(network),
      ours: known.some((matches) => matches(address, asn)),
    }
  }
}
