import type { Activity, Targets } from '../../model/activity'
import { canonicalJson, isTooDeep, MAX_DEPTH } from '../../model/canonical'
import { sha256 } from '../../model/hash'
import type { Normalized } from '../../model/normalized'
import type { OperationSpec } from '../../model/operation'
import type { RawRecord } from '../../model/provider'
import type { EpochMs } from '../../model/time'
import { asObject, membersOf, type JsonObject } from '../json'
import { activityId } from './activity-id'
import { azureOperation } from './operations'
import { openBody, readDocument, readPayload } from './payload'
import { readPrincipal } from './principal'
import { operationOf, readRecord, timeOf, type ActivityRecord } from './record'
import { parseResourceId, type ResourceId } from './resource-id'
import { readResult } from './result'

/**
 * One record of the Activity Log as one stage of its operation. Records of other logs that share an event hub, reads and
 * operations that Runwarden does not look at are ignored; a record that concerns us and has no readable time is rejected.
 */
export const normalizeAzure = (raw: RawRecord): Normalized => {
  const body = asObject(raw.body)
  if (body === null)
    return {
      kind: 'rejected',
      problem: `record is no object: got ${raw.body === null ? 'null' : typeof raw.body}, expected an Activity Log record`,
      at: null,
    }
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
  spec: OperationSpec,
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
    targets: targetsOf(spec, resource, record.originalIds),
    document: readDocument(spec, resource, bodies),
    payload: readPayload(spec, bodies),
    rates: null,
    commandId: null,
    item: resource.item,
    automatic: false,
    omitted: false,
    process: null,
    origin: { format, records: correlationId === null ? [] : [correlationId], addendum: false, hash },
  }
  return { kind: 'stage', stage: { foldKey, stage, activity } }
}

/**
 * What was aimed at. A serial port and an Arc endpoint may be named without their machine, which then stands in the
 * authorization scope or the entity. A gallery application is no machine, and the record names none.
 */
const targetsOf = (spec: OperationSpec, resource: ResourceId, originalIds: readonly string[]): Targets => {
  const id =
    idActedOn(spec, resource) ??
    originalIds.map((original) => idActedOn(spec, parseResourceId(original, []))).find((found) => found !== null)
  return id === undefined ? { kind: 'unknown', reason: 'not in the record' } : { kind: 'listed', ids: [id] }
}

const idActedOn = ({ acts, family }: OperationSpec, { id, machine, cluster, account }: ResourceId): string | null => {
  switch (acts) {
    case 'machine':
      return machine
    case 'cluster':
      return cluster
    case 'automation-account':
      return account
    default:
      return family === 'extension' || id === '' ? null : id
  }
}
