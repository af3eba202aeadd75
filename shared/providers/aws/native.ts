import { canonicalJson, isTooDeep } from '../../model/canonical'
import { sha256 } from '../../model/hash'
import type { NativeCommand, Normalized } from '../../model/normalized'
import type { RawRecord } from '../../model/provider'
import type { EpochMs } from '../../model/time'
import type { JsonObject } from '../json'
import { parseArn } from './arn'
import { parseEventTime, parseLocaleTime } from './event-time'
import { textOfParameters } from './parameters-text'
import { childOf, fieldOf, textOf, textsOf } from './read-field'

/** Events about one command and its machines. */
export const COMMAND_DETAIL_TYPES = [
  'EC2 Command Status-change Notification',
  'EC2 Command Invocation Status-change Notification',
] as const

/**
 * Why the other events of Systems Manager are left alone: the calls behind them are in CloudTrail, with their callers.
 */
const JUDGED_BY_CALL = /^(?:EC2 Automation|EC2 State Manager|Maintenance Window)/

export const isEventBridgeEvent = (fields: JsonObject): boolean =>
  textOf(fields, 'detail-type') !== null && textOf(fields, 'source') !== null

const instancesOf = (event: JsonObject, detail: JsonObject): readonly string[] => {
  const inResources = textsOf(event, 'resources').flatMap((arn) => {
    const [type, id] = parseArn(arn)?.resource.split('/') ?? []
    return (type === 'instance' || type === 'managed-instance') && id !== undefined ? [id] : []
  })
  return [...new Set([...textsOf(detail, 'instance-id'), ...textsOf(detail, 'instance-ids'), ...inResources])]
}

/** When the command was asked for, so that all events of one command have one time; else when its status changed. */
const timeOf = (event: JsonObject, detail: JsonObject): EpochMs | null => {
  const requested = textOf(detail, 'requested-date-time')
  const asked = requested === null ? null : (parseEventTime(requested) ?? parseLocaleTime(requested))
  return asked ?? parseEventTime(fieldOf(event, 'time'))
}

const readCommand = (event: JsonObject, detail: JsonObject, commandId: string, at: EpochMs): NativeCommand => ({
  id: textOf(event, 'id') ?? sha256(canonicalJson(event)),
  commandId,
  at,
  account: textOf(event, 'account'),
  region: textOf(event, 'region'),
  document: textOf(detail, 'document-name'),
  text: textOfParameters(fieldOf(detail, 'parameters')),
  instances: instancesOf(event, detail),
})

/**
 * An EventBridge event that is no CloudTrail record. Systems Manager's own events of a command carry its text in clear,
 * which CloudTrail hides, and its machines, but no caller.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-systems-manager-event-examples.html
 */
export const normalizeEvent = (event: JsonObject, raw: RawRecord): Normalized => {
  const detailType = textOf(event, 'detail-type') ?? ''
  const eventTime = parseEventTime(fieldOf(event, 'time'))
  if (textOf(event, 'source') !== 'aws.ssm')
    return {
      kind: 'ignored',
      reason: 'the event is neither a CloudTrail record nor one of Systems Manager',
      at: eventTime,
    }
  const detail = childOf(event, 'detail')
  const commandId = textOf(detail, 'command-id')
  const isCommand = COMMAND_DETAIL_TYPES.some((known) => known === detailType)
  if (detail === null || commandId === null) {
    if (isCommand) return { kind: 'rejected', problem: 'the event of a command has no command-id', at: eventTime }
    return {
      kind: 'ignored',
      reason: JUDGED_BY_CALL.test(detailType) ? 'judged by its CloudTrail call' : 'the event names no command',
      at: eventTime,
    }
  }
  if (isTooDeep(event))
    return {
      kind: 'rejected',
      problem: 'the event nests deeper than 64 levels, expected one of Systems Manager',
      at: eventTime,
    }
  const at = timeOf(event, detail)
  if (at === null)
    return {
      kind: 'rejected',
      problem: 'the time of the event cannot be read, expected one such as 2026-01-10T03:14:00Z',
      at: null,
    }
  const native = readCommand(event, detail, commandId, at)
  return { kind: 'native', native: { ...native, account: native.account ?? raw.account } }
}
