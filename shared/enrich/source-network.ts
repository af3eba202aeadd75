import type { Activity } from '../model/activity'
import type { NetworkClass } from './network-class'

/** Where a call came from, as far as its address shows. */
export interface SourceNetwork {
  readonly asn: number | null
  readonly organization: string | null
  readonly class: NetworkClass
  /** One of the operator's own networks. */
  readonly ours: boolean
  /** What stands for the network in a term: the AS number, `service/<name>`, or `unknown`. */
  readonly term: string
}

/** Looks up one address; hosts build it from the compiled table and the configured networks. */
export type NetworkLookup = (ip: string) => Omit<SourceNetwork, 'term'>

const NOWHERE: Omit<SourceNetwork, 'term'> = { asn: null, organization: null, class: 'unknown', ours: false }

/** Network of an activity's source. Total: what cannot be known is `unknown`. */
export const sourceNetwork = (activity: Activity, lookup: NetworkLookup): SourceNetwork => {
  const { source } = activity
  if (source.kind === 'service') return { ...NOWHERE, term: `service/${source.name}` }
  if (source.kind === 'unknown') return { ...NOWHERE, term: 'unknown' }
  const found = lookup(source.ip)
  return { ...found, term: found.asn === null ? 'unknown' : String(found.asn) }
}
