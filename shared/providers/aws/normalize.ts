import type { Activity, Origin, RateControl, Step } from '../../model/activity'
import { canonicalJson, isTooDeep, MAX_DEPTH } from '../../model/canonical'
import { sha256 } from '../../model/hash'
import type { Normalized } from '../../model/normalized'
import type { RawRecord } from '../../model/provider'
import type { EpochMs } from '../../model/time'
import { type JsonObject, asObject } from '../json'
import { isAutomatic } from './automatic-call'
import { type CloudTrailRecord, eventTimeOf, readCloudTrail } from './cloudtrail'
import { parseEventTime } from './event-time'
import { isEventBridgeEvent, normalizeEvent } from './native'
import { findOperation, operationName } from './operations'
import type { AwsOperation } from './operations/row'
import { readOutcome } from './outcome'
import { readPrincipal } from './principal'
import { childOf, fieldOf, textOf } from './read-field'
import { readSource } from './source'
import { findStep, readStepSubjects } from './steps'

const ignored = (reason: string, at: EpochMs | null): Normalized => ({ kind: 'ignored', reason, at })

const rejected = (problem: string, at: EpochMs | null): Normalized => ({ kind: 'rejected', problem, at })

const describe = (value: unknown): string => {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 60))
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

/**
 * Account of the record: where the call took effect. Old records and some exports leave it
 * to the envelope or the caller.
 */
const accountOf = (record: CloudTrailRecord, raw: RawRecord): string | null =>
  record.recipientAccount ?? raw.account ?? textOf(record.identity, 'accountId')

const readRates = ({ request, response }: CloudTrailRecord): RateControl | null => {
  const command = childOf(response, 'command')
  const concurrency = textOf(request, 'maxConcurrency') ?? textOf(command, 'maxConcurrency')
  const errors = textOf(request, 'maxErrors') ?? textOf(command, 'maxErrors')
  return concurrency === null && errors === null ? null : { concurrency, errors }
}

const readOrigin = (record: CloudTrailRecord, raw: RawRecord): Origin => ({
  format: raw.format,
  records: record.eventId === null ? [] : [record.eventId],
  addendum: record.addendum,
  hash: sha256(canonicalJson(raw.body)),
})

const normalizeStep = (fields: JsonObject, raw: RawRecord, operation: Step['operation'], at: EpochMs): Normalized => {
  const record = readCloudTrail(fields)
  const account = accountOf(record, raw)
  const actor = readPrincipal(record, account)
  const found = readStepSubjects(record, operation, actor, account)
  if ('ignored' in found) return ignored(found.ignored, at)
  const id = record.eventId ?? sha256(canonicalJson(raw.body))
  return { kind: 'step', step: { id, at, operation, actor, account, subjects: found.subjects } }
}

const normalizeActivity = (fields: JsonObject, raw: RawRecord, operation: AwsOperation, at: EpochMs): Normalized => {
  const record = readCloudTrail(fields)
  const account = accountOf(record, raw)
  const actor = readPrincipal(record, account)
  const { readers } = operation
  const relevance = readers.relevance(record, actor, operation.family)
  if ('ignored' in relevance) return ignored(relevance.ignored, at)
  const document = readers.document(record, account)
  const origin = readOrigin(record, raw)
  const activity: Activity = {
    id: record.eventId ?? origin.hash,
    cloud: 'aws',
    operation: operation.name,
    family: relevance.family,
    at,
    outcome: readOutcome(record),
    errorCode: record.errorCode,
    actor,
    source: readSource(record.sourceAddress),
    userAgent: record.userAgent,
    clientId: null,
    scope: { account, region: record.region, tenant: null, resourceGroup: null },
    targets: readers.targets(record),
    document,
    payload: readers.payload(record, document),
    rates: readRates(record),
    commandId: textOf(childOf(record.response, 'command'), 'commandId'),
    item: readers.item(record),
    automatic: isAutomatic(record, actor),
    omitted: record.omitted,
    process: null,
    origin,
  }
  return { kind: 'activity', activity }
}

/**
 * One CloudTrail record or native Systems Manager event as Runwarden sees it. Never throws. A record of no watched
 * operation is ignored; a watched one is rejected when its time cannot be read or it nests too deep to be walked.
 */
export const normalizeAws = (raw: RawRecord): Normalized => {
  const fields = asObject(raw.body)
  if (fields === null) return rejected(`the record is ${describe(raw.body)}, expected a JSON object`, null)
  if (isEventBridgeEvent(fields)) return normalizeEvent(fields, raw)
  const time = eventTimeOf(fields)
  const at = parseEventTime(time)
  const source = textOf(fields, 'eventSource')
  const event = textOf(fields, 'eventName')
  if (source === null || event === null) {
    return fieldOf(fields, 'eventVersion') === undefined
      ? rejected('the record has no eventSource and eventName, expected those of a CloudTrail record', at)
      : ignored('the record names no operation', at)
  }
  const name = operationName(source, event)
  const watched = findOperation(name) ?? findStep(name)
  if (watched === undefined) return ignored('the operation is not watched', at)
  if (isTooDeep(fields))
    return rejected(`the record of ${name} nests deeper than ${MAX_DEPTH} levels, expected a CloudTrail record`, at)
  if (at === null)
    return rejected(
      `the time of ${name} cannot be read: got ${describe(time)}, expected a time such as 2026-01-10T03:14:00Z`,
      null,
    )
  return typeof watched === 'string'
    ? normalizeStep(fields, raw, watched, at)
    : normalizeActivity(fields, raw, watched, at)
}
