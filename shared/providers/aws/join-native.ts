import { NOTHING_KNOWN, type Activity, type Principal, type Targets } from '../../model/activity'
import { sha256 } from '../../model/hash'
import type { NativeCommand } from '../../model/normalized'

/** What several native events say of one command: the earliest time, the first text, all instances. */
export const mergeNatives = (natives: readonly NativeCommand[]): NativeCommand | null => {
  const ordered = natives.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  const first = ordered[0]
  if (first === undefined) return null
  return {
    ...first,
    account: known(ordered, ({ account }) => account),
    region: known(ordered, ({ region }) => region),
    document: known(ordered, ({ document }) => document),
    text: known(ordered, ({ text }) => text),
    instances: [...new Set(ordered.flatMap(({ instances }) => instances))].toSorted(),
  }
}

const known = (natives: readonly NativeCommand[], read: (native: NativeCommand) => string | null): string | null =>
  natives.map(read).find((value) => value !== null) ?? null

/** The call with the text and the machines that its native events know. `ids` are those of the events. */
export const withNative = (activity: Activity, native: NativeCommand, ids: readonly string[]): Activity => ({
  ...activity,
  payload:
    activity.payload.kind === 'text' || native.text === null ? activity.payload : { kind: 'text', text: native.text },
  targets: resolvedTargets(activity.targets, native.instances),
  origin: { ...activity.origin, records: [...new Set([...activity.origin.records, ...ids])].toSorted() },
})

const resolvedTargets = (targets: Targets, instances: readonly string[]): Targets => {
  if (instances.length === 0 || targets.kind === 'listed') return targets
  if (targets.kind === 'unknown') return { kind: 'listed', ids: instances }
  return targets.resolved === null ? { ...targets, resolved: instances, total: instances.length } : targets
}

/** A command of which only native events were seen. They carry no caller, so nobody is named. */
export const aloneActivity = (native: NativeCommand, ids: readonly string[]): Activity => ({
  id: `command/${native.commandId}`,
  cloud: 'aws',
  operation: 'ssm:SendCommand',
  family: 'command',
  at: native.at,
  outcome: 'pending',
  errorCode: null,
  actor: { ...NOBODY, key: `aws:${native.account ?? 'unknown'}:unknown` },
  source: { kind: 'unknown' },
  userAgent: null,
  clientId: null,
  scope: { account: native.account, region: native.region, tenant: null, resourceGroup: null },
  targets:
    native.instances.length > 0
      ? { kind: 'listed', ids: native.instances }
      : { kind: 'unknown', reason: 'not in the record' },
  document: native.document === null ? null : { name: native.document, version: null, owner: null },
  payload:
    native.text === null
      ? { kind: 'hidden', reason: 'the native event carried no parameters' }
      : { kind: 'text', text: native.text },
  rates: null,
  commandId: native.commandId,
  item: null,
  automatic: false,
  omitted: false,
  process: null,
  origin: {
    format: 'eventbridge-native',
    records: ids.toSorted(),
    addendum: false,
    hash: sha256(ids.toSorted().join(' ')),
  },
})

const NOBODY: Omit<Principal, 'key'> = {
  kind: 'unknown',
  display: 'an unknown caller',
  ...NOTHING_KNOWN,
  aliases: [],
}
