import { NOTHING_KNOWN, type Activity, type Cloud, type Principal } from '../../model/activity'
import { canonicalJson, isTooDeep, MAX_DEPTH } from '../../model/canonical'
import { sha256 } from '../../model/hash'
import type { Normalized } from '../../model/normalized'
import type { RawRecord } from '../../model/provider'
import type { EpochMs } from '../../model/time'
import { asObject, type JsonObject } from '../json'
import { firstTimestamp } from '../timestamp'
import { eventText } from './event-fields'
import { agentRunOf, type AgentRun } from './guest-agent'
import { machineNamesOf } from './machine-names'
import { notAStart, readProcessStart, type ProcessStart } from './process-event'

/**
 * A process event as an activity when a guest agent's script runner stands above the process (semantics.md, "Operations
 * and families"); every other event is ignored with a reason, and one that concerns us and has no readable time is
 * rejected.
 */
export const normalizeEndpoint = ({ body, format }: RawRecord): Normalized => {
  const event = asObject(body)
  if (event === null)
    return {
      kind: 'rejected',
      problem: `event is no object: got ${body === null ? 'null' : typeof body}, expected an ECS event`,
      at: null,
    }
  const { at, written } = firstTimestamp([
    eventText(event, '@timestamp'),
    eventText(event, 'event.created'),
    eventText(event, 'winlog.event_data.UtcTime'),
  ])
  const reason = notAStart(event)
  if (reason !== null) return { kind: 'ignored', reason, at }
  const start = readProcessStart(event)
  const run = agentRunOf(start)
  if (run === null) return { kind: 'ignored', reason: 'no script runner of a guest agent stands above the process', at }
  if (isTooDeep(event))
    return {
      kind: 'rejected',
      problem: `process event nests deeper than ${MAX_DEPTH} levels; look at it before it is sent again`,
      at,
    }
  if (at === null)
    return {
      kind: 'rejected',
      problem: `time of a process event cannot be read: got ${written}, expected ISO 8601 like 2026-01-31T09:00:00Z`,
      at,
    }
  return { kind: 'activity', activity: toActivity(event, format, start, run, at) }
}

const toActivity = (
  event: JsonObject,
  format: string,
  { program, parents }: ProcessStart,
  run: AgentRun,
  at: EpochMs,
): Activity => {
  const hash = sha256(canonicalJson(event))
  const eventId = eventText(event, 'event.id')
  const names = machineNamesOf(event, run.instanceId)
  // The agent shows which control plane sent the script: an SSM agent may run in Azure, and Arc on an EC2 instance.
  const cloud: Cloud = run.agent === 'ssm' ? 'aws' : 'azure'
  const account = eventText(event, 'cloud.account.id')?.toLowerCase() ?? null
  return {
    id: eventId ?? hash,
    cloud,
    operation: 'process:start',
    family: 'process',
    at,
    outcome: 'succeeded',
    errorCode: null,
    actor: { ...UNKNOWN_CALLER, key: cloud === 'aws' ? `aws:${account ?? 'unknown'}:unknown` : 'azure:unknown' },
    source: { kind: 'unknown' },
    userAgent: null,
    clientId: null,
    scope: { account, region: eventText(event, 'cloud.region'), tenant: null, resourceGroup: null },
    targets:
      names.best === null ? { kind: 'unknown', reason: 'not in the record' } : { kind: 'listed', ids: [names.best] },
    document: null,
    payload: program.commandLine === '' ? { kind: 'none' } : { kind: 'text', text: program.commandLine },
    rates: null,
    commandId: run.commandId,
    item: null,
    automatic: false,
    omitted: false,
    process: {
      agent: run.agent,
      machineNames: names.all,
      executable: program.executable,
      commandLine: program.commandLine,
      parents: parents.map(({ executable, commandLine }) => (commandLine === '' ? executable : commandLine)),
      commandId: run.commandId,
      background: run.background,
    },
    origin: { format, records: eventId === null ? [] : [eventId], addendum: false, hash },
  }
}

/** A process event says which local account runs the script, never who sent it. */
const UNKNOWN_CALLER: Omit<Principal, 'key'> = {
  kind: 'unknown',
  display: 'unknown',
  ...NOTHING_KNOWN,
  aliases: [],
}
