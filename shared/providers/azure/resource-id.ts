/** What an Azure resource id says, in lower case but for `names`. */
export interface ResourceId {
  readonly id: string
  readonly subscription: string | null
  readonly resourceGroup: string | null
  /** Id of the virtual machine, scale-set instance or Arc machine that it is or lies beneath. */
  readonly machine: string | null
  /** Id of the AKS cluster or scale set that it is or lies beneath. */
  readonly cluster: string | null
  /** Id of the automation account that it is or lies beneath. */
  readonly account: string | null
  /** Name of what lies directly beneath the machine, cluster or account: run command, extension, runbook, job. */
  readonly item: string | null
  /** Names by lower-case resource type: `runbooks` -> `Cleanup-Disks`. */
  readonly names: ReadonlyMap<string, string>
}

const MACHINES = [
  ['microsoft.compute', 'virtualmachinescalesets', 'virtualmachines'],
  ['microsoft.compute', 'virtualmachines'],
  ['microsoft.hybridcompute', 'machines'],
] as const
const CLUSTERS = [
  ['microsoft.containerservice', 'managedclusters'],
  ['microsoft.compute', 'virtualmachinescalesets'],
] as const
const ACCOUNTS = [['microsoft.automation', 'automationaccounts']] as const

/**
 * Reads a resource id written in any case, with whatever is missing as null. The Event Hubs export writes
 * ids in upper case, Log Analytics in lower case; `originals` are other writings (authorization scope,
 * entity), from which names take their case. Where the case is lost, names are in lower case like everything
 * else, so that one thing has one name.
 */
export const parseResourceId = (text: string, originals: readonly string[]): ResourceId => {
  const segments = segmentsOf(inOriginalCase(text, originals))
  const lower = segments.map((segment) => segment.toLowerCase())
  const end = (kinds: readonly (readonly string[])[]): number => Math.max(0, ...kinds.map((kind) => endOf(lower, kind)))
  const upTo = (count: number): string | null => (count === 0 ? null : pathOf(lower.slice(0, count)))
  const [machine, cluster, account] = [end(MACHINES), end(CLUSTERS), end(ACCOUNTS)]
  return {
    id: pathOf(lower),
    subscription: following(lower, 'subscriptions'),
    resourceGroup: following(lower, 'resourcegroups'),
    machine: upTo(machine),
    cluster: upTo(cluster),
    account: upTo(account),
    item: nameBeneath(segments, lower, machine || account || cluster),
    names: namesOf(segments, lower),
  }
}

/** Longest text that is read as an id: real ones have a few hundred characters. */
const MAX_LENGTH = 4_096

const segmentsOf = (text: string): readonly string[] =>
  text.length > MAX_LENGTH ? [] : text.split('/').filter((segment) => segment.trim() !== '')

const pathOf = (segments: readonly string[]): string => (segments.length === 0 ? '' : `/${segments.join('/')}`)

const inOriginalCase = (text: string, originals: readonly string[]): string => {
  const folded = pathOf(segmentsOf(text.toLowerCase()))
  const writings = [text, ...originals].filter((writing) => pathOf(segmentsOf(writing.toLowerCase())) === folded)
  return writings.find((writing) => writing !== writing.toUpperCase() && writing !== writing.toLowerCase()) ?? folded
}

const following = (lower: readonly string[], keyword: string): string | null => {
  const at = lower.indexOf(keyword)
  return at < 0 ? null : (lower[at + 1] ?? null)
}

/**
 * Number of segments up to the name of the first resource of a kind (namespace, type, type
 * beneath); 0 when there is none.
 */
const endOf = (lower: readonly string[], [namespace, ...types]: readonly string[]): number => {
  const at = lower.findIndex((segment, index) => segment === namespace && lower[index - 1] === 'providers')
  if (at < 0 || !types.every((type, index) => lower[at + 1 + 2 * index] === type)) return 0
  const count = at + 1 + 2 * types.length
  return count <= lower.length ? count : 0
}

const nameBeneath = (segments: readonly string[], lower: readonly string[], end: number): string | null => {
  if (end === 0) return null
  const type = lower[end] === 'providers' ? end + 2 : end
  return segments[type + 1] ?? null
}

const namesOf = (segments: readonly string[], lower: readonly string[]): ReadonlyMap<string, string> => {
  const names = new Map<string, string>()
  for (let at = lower.indexOf('providers') + 2; at > 1 && at + 1 < lower.length; at += 2) {
    const [type, name] = [lower[at] ?? '', segments[at + 1] ?? '']
    if (type !== 'providers' && !names.has(type)) names.set(type, name)
  }
  return names
}
