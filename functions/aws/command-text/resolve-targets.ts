import {
  DescribeInstanceInformationCommand,
  ListCommandInvocationsCommand,
  type InstanceInformationStringFilter,
  type SSMClient,
} from '@aws-sdk/client-ssm'
import type { Activity, Selector, Targets } from '../../../shared/model/activity'

/** Machines that are listed by name; beyond them only the count is known. */
const MAX_LISTED = 50

/**
 * Largest page (https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeInstanceInformation.html).
 */
const PAGE = 50

/** Pages that are read before the count is given as a lower bound. */
const MAX_PAGES = 40

/** One page of machines, and the token of the next. */
type ReadPage = (
  next: string | undefined,
) => Promise<{ readonly ids: readonly (string | undefined)[]; readonly next: string | undefined }>

/**
 * The machines that selectors stand for right now: managed nodes with these tags, or all of them. What only the
 * service can resolve, such as a resource group, is read from the invocations of the command, which fill as it is
 * dispatched, so that the count is a lower bound. Resolves to the same targets when nothing is known; rejects
 * when the first page cannot be had.
 */
export const resolveTargets = async (
  client: SSMClient,
  { targets, commandId }: Pick<Activity, 'targets' | 'commandId'>,
  abortSignal: AbortSignal,
): Promise<Targets> => {
  if (targets.kind !== 'selected' || targets.resolved !== null) return targets
  const filters = filtersOf(targets.selectors)
  const machines =
    filters === null
      ? await dispatched(client, commandId, abortSignal)
      : await collect(managedNodes(client, filters, abortSignal))
  return machines === null ? targets : { ...targets, resolved: machines.slice(0, MAX_LISTED), total: machines.length }
}

/** Filters that mean what the selectors of a command mean; null when no filter does. */
const filtersOf = (selectors: readonly Selector[]): readonly InstanceInformationStringFilter[] | null => {
  const chosen = selectors.filter(({ kind }) => kind !== 'all')
  return chosen.every(({ kind }) => kind === 'tag')
    ? chosen.map(({ key, values }) => ({ Key: filterKey(key), Values: [...values] }))
    : null
}

/** Records write keys in any case; a tag's own name has one. */
const filterKey = (key: string): string => (/^tag:/i.test(key) ? `tag:${key.slice('tag:'.length)}` : 'tag-key')

const managedNodes =
  (client: SSMClient, filters: readonly InstanceInformationStringFilter[], abortSignal: AbortSignal): ReadPage =>
  async (next) => {
    const input = {
      MaxResults: PAGE,
      ...(filters.length === 0 ? {} : { Filters: [...filters] }),
      ...(next === undefined ? {} : { NextToken: next }),
    }
    const { InstanceInformationList = [], NextToken } = await client.send(
      new DescribeInstanceInformationCommand(input),
      { abortSignal },
    )
    return { ids: InstanceInformationList.map(({ InstanceId }) => InstanceId), next: NextToken }
  }

const dispatched = async (
  client: SSMClient,
  CommandId: string | null,
  abortSignal: AbortSignal,
): Promise<readonly string[] | null> => {
  if (CommandId === null) return null
  const machines = await collect(async (next) => {
    const { CommandInvocations = [], NextToken } = await client.send(
      new ListCommandInvocationsCommand({
        CommandId,
        MaxResults: PAGE,
        ...(next === undefined ? {} : { NextToken: next }),
      }),
      { abortSignal },
    )
    return { ids: CommandInvocations.map(({ InstanceId }) => InstanceId), next: NextToken }
  })
  return machines.length === 0 ? null : machines
}

/** All pages. What was read stands when a later page cannot be had: a lower bound is better than nothing. */
const collect = async (read: ReadPage): Promise<readonly string[]> => {
  const found: string[] = []
  let next: string | undefined
  for (let page = 0; page < MAX_PAGES; page++) {
    try {
      const answer = await read(next)
      found.push(...answer.ids.filter((id) => id !== undefined))
      next = answer.next
    } catch (cause) {
      if (page === 0) throw cause
      return found
    }
    if (next === undefined) return found
  }
  return found
}
