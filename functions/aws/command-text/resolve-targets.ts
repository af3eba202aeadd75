import { DescribeInstanceInformationCommand, type InstanceInformationStringFilter, type SSMClient } from '@aws-sdk/client-ssm'
import type { Selector, Targets } from '../../../shared/model/activity'

/** Machines that are listed by name; beyond them only the count is known. */
const MAX_LISTED = 50

/** Pages of 50 that are read before the count is given as a lower bound. */
const MAX_PAGES = 40

/** Filters that mean what the selectors of a command mean; null when the call cannot tell (resource groups). */
const filtersOf = (selectors: readonly Selector[]): InstanceInformationStringFilter[] | null => {
  const filters: InstanceInformationStringFilter[] = []
  for (const { kind, key, values } of selectors) {
    if (kind === 'all') continue
    if (kind !== 'tag') return null
    filters.push(key.toLowerCase() === 'tag-key' ? { Key: 'tag-key', Values: [...values] } : { Key: key.toLowerCase().startsWith('tag:') ? key : `tag:${key}`, Values: [...values] })
  }
  return filters
}

/** The managed machines that selectors stand for right now. Resolves to the same targets when nobody can tell. */
export const resolveTargets = async (client: SSMClient, targets: Targets): Promise<Targets> => {
  if (targets.kind !== 'selected' || targets.resolved !== null) return targets
  const filters = filtersOf(targets.selectors)
  if (filters === null) return targets
  const resolved: string[] = []
  let total = 0
  let next: string | undefined
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await client.send(new DescribeInstanceInformationCommand({ MaxResults: 50, ...(filters.length === 0 ? {} : { Filters: filters }), ...(next === undefined ? {} : { NextToken: next }) }))
    const ids = (answer.InstanceInformationList ?? []).flatMap(({ InstanceId }) => (InstanceId === undefined ? [] : [InstanceId]))
    total += ids.length
    resolved.push(...ids.slice(0, Math.max(0, MAX_LISTED - resolved.length)))
    next = answer.NextToken
    if (next === undefined) break
  }
  return { ...targets, resolved, total }
}
