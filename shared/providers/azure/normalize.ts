import type { Activity } from '../../model/activity'
import { canonicalJson, isTooDeep, MAX_DEPTH } from '../../model/canonical'
import { sha256 } from '../../model/hash'
import type { Normalized } from '../../model/normalized'
import type { RawRecord } from '../../model/provider'
import type { EpochMs } from '../../model/time'
import { asObject, membersOf, type JsonObject } from '../json'
import { activityId } from './activity-id'
import { openBody } from './body'
import { azureOperation } from './operations'
import type { AzureOperation } from './operations/row'
import { readPrincipal } from './principal'
import { operationOf, readRecord, timeOf, type ActivityRecord } from './record'
import { parseResourceId } from './resource-id'
import { readResult } from './result'

/**
 * One record of the Activity Log as one stage of its operation. Records of other logs that share an event
 * hub, reads and operations that Runwarden does not look at are ignored; a record that concerns us and
 * has no readable time is rejected.
 */
export const normalizeAzure = (raw: RawRecord): Normalized => {
  const body = asObject(raw.body)
  const got = raw.body === null ? 'null' : typeof raw.body
  if (body === null)
    return { kind: 'rejected', problem: `record is no object: got ${got}, expected an Activity Log record`, at: null }
  const members = membersOf(body)
  const { at, written } = timeOf(members)
  const operation = operationOf(members)
  const spec = operation === null ? null : azureOperation(operation)
  if (operation === null || spec === null) return { kind: 'ignored', reason: reasonFor(operation), at }
  if (isTooDeep(body))
    return {
      kind: 'rejected',
      problem: `record of ${operation} nests deeper than ${MAX_DEPTH} levels; look at it before it is sent again`,
      at,
    }
  if (at === null)
    return {
      kind: 'rejected',
      problem: `time of ${operation} cannot be read: got ${written}, expected ISO 8601 like 2026-01-31T09:00:00Z`,
      at,
    }
  return toStage(raw, body, readRecord(members, operation), spec, at)
}

const reasonFor = (operation: string | null): string => {
  if (operation === null) return 'no operation name: a metric or another log that shares the event hub'
  if (!operation.includes('/')) return 'another log that shares the event hub'
  if (operation.endsWith('/read')) return 'a read changes nothing'
  return 'an operation that runs nothing on machines and prepares nothing that does'
}

const toStage = (
  { format }: RawRecord,
  body: JsonObject,
  record: ActivityRecord,
  spec: AzureOperation,
  at: EpochMs,
): Normalized => {
  const hash = sha256(canonicalJson(body))
  const resource = parseResourceId(record.resourceId ?? '', record.originalIds)
  const { stage, outcome, errorCode } = readResult(record.result)
  const { correlationId } = record
  const bodies = record.bodies.map(openBody)
  const foldKey =
    correlationId === null
      ? sha256(hash)
      : sha256(JSON.stringify([correlationId.toLowerCase(), spec.name, resource.id]))
  const activity: Activity = {
    id: activityId(foldKey, 0),
    cloud: 'azure',
    operation: spec.name,
    family: spec.family,
    at,
    outcome,
    errorCode,
    actor: readPrincipal(record),
    source: record.address === null ? { kind: 'unknown' } : { kind: 'address', ip: record.address },
    userAgent: null,
    clientId: record.claims.applicationId?.toLowerCase() ?? null,
    scope: {
      account: resource.subscription ?? record.subscription,
      region: record.region,
      tenant: record.tenant,
      resourceGroup: resource.resourceGroup ?? record.resourceGroup,
    },
    targets: spec.readers.targets(resource, record.originalIds),
    document: spec.readers.document(resource, bodies),
    payload: spec.readers.payload(bodies),
    rates: null,
    commandId: null,
    item: spec.readers.item(resource),
    automatic: false,
    omitted: false,
    process: null,
    origin: { format, records: correlationId === null ? [] : [correlationId], addendum: false, hash },
  }
  return { kind: 'stage', stage: { foldKey, stage, activity } }
}
