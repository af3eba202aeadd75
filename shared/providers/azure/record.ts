import { asObject, asParsedObject, asText, membersOf, type JsonObject, type Members } from '../json'
import { firstTimestamp } from '../timestamp'
import { callerAddress } from './caller-address'
import { readClaims } from './claims'
import type { CallerFields } from './principal'
import type { ResultWords } from './result'

/** One Activity Log record, whichever of the three shapes it came in; null is what it does not say. */
export interface ActivityRecord extends CallerFields {
  /** Lower-cased operation name. */
  readonly operation: string
  readonly result: ResultWords
  readonly correlationId: string | null
  /** As written; the Event Hubs export writes it in upper case. */
  readonly resourceId: string | null
  /** Other writings of the resource's id, in the case its owner gave it: authorization scope, entity. */
  readonly originalIds: readonly string[]
  readonly address: string | null
  readonly subscription: string | null
  readonly resourceGroup: string | null
  /** Tenant of the resource. */
  readonly tenant: string | null
  readonly region: string | null
  /** Bodies of the request and of the response, when the resource provider logs them. */
  readonly bodies: readonly JsonObject[]
}

/** `{"value": x}` of the REST shape or plain x. */
const plain = (value: unknown): string | null => asText(asObject(value)?.['value'] ?? value)

const first = (members: Members, ...names: readonly string[]): string | null =>
  names.map((name) => plain(members.get(name))).find((text) => text !== null) ?? null

/** Lower-cased operation name. Log Analytics keeps a display text under `OperationName`, which is none. */
export const operationOf = (members: Members): string | null =>
  first(members, 'operationnamevalue', 'operationname')?.toLowerCase() ?? null

const TIMES = ['time', 'eventtimestamp', 'timegenerated', 'timegenerated [utc]'] as const

/** When the record was written, as far as it can be read. */
export const timeOf = (members: Members): ReturnType<typeof firstTimestamp> =>
  firstTimestamp(TIMES.map((name) => asText(members.get(name))))

/**
 * Reads a record whose operation is known. Sources of the three shapes: record-formats 3.1 and
 * the Azure Monitor schema pages.
 */
export const readRecord = (members: Members, operation: string): ActivityRecord => {
  const identity = membersOf(members.get('identity'))
  const properties = membersOf(firstObject(members.get('properties'), members.get('properties_d')))
  const authorization = membersOf(
    firstObject(identity.get('authorization'), members.get('authorization'), members.get('authorization_d')),
  )
  const evidence = membersOf(authorization.get('evidence'))
  const claims = readClaims(firstObject(identity.get('claims'), members.get('claims'), members.get('claims_d')))
  const [scope, entity] = [asText(authorization.get('scope')), asText(properties.get('entity'))]
  return {
    operation,
    result: resultWords(members, properties),
    correlationId: first(members, 'correlationid'),
    resourceId: first(members, 'resourceid', 'resourceuri', '_resourceid') ?? scope ?? entity,
    originalIds: [scope, entity].filter((id) => id !== null),
    caller: first(members, 'caller'),
    claims,
    evidencePrincipal: asText(evidence.get('principalid')),
    evidenceType: asText(evidence.get('principaltype')),
    address: callerAddress([
      first(members, 'calleripaddress'),
      asText(membersOf(members.get('httprequest')).get('clientipaddress')),
      claims.address,
    ]),
    subscription: first(members, 'subscriptionid')?.toLowerCase() ?? null,
    resourceGroup: first(members, 'resourcegroupname', 'resourcegroup')?.toLowerCase() ?? null,
    tenant: tenantOf(members, properties),
    region: regionOf(members),
    bodies: ['requestbody', 'responsebody']
      .map((name) => asParsedObject(properties.get(name)))
      .filter((body) => body !== null),
  }
}

/** The first that is an object or the JSON text of one. */
const firstObject = (...values: readonly unknown[]): JsonObject | null => {
  for (const value of values) {
    const object = asParsedObject(value)
    if (object !== null) return object
  }
  return null
}

const resultWords = (members: Members, properties: Members): ResultWords => {
  const message = membersOf(properties.get('statusmessage'))
  return {
    type: first(members, 'resulttype', 'status', 'activitystatusvalue', 'activitystatus'),
    signature: first(members, 'resultsignature', 'substatus', 'activitysubstatusvalue', 'activitysubstatus'),
    statusCode: asText(properties.get('statuscode')),
    errorCode: asText(membersOf(message.get('error')).get('code')) ?? asText(message.get('code')),
  }
}

/** First segment of a hierarchy of at least two. */
const HIERARCHY_ROOT = /^\/?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/[^/]/i

/**
 * Tenant of the resource: named by the record, else the first segment of the management group hierarchy, whose root
 * group has the tenant's id. `TenantId` of a Log Analytics row is the workspace's id and no tenant.
 */
const tenantOf = (members: Members, properties: Members): string | null => {
  const named = members.has('operationnamevalue') ? null : first(members, 'tenantid')
  const hierarchy = asText(properties.get('hierarchy')) ?? first(members, 'hierarchy')
  return (named ?? HIERARCHY_ROOT.exec(hierarchy ?? '')?.[1])?.toLowerCase() ?? null
}

/** `location` of the export: mostly missing or `global`, which is no region. */
const regionOf = (members: Members): string | null => {
  const location = first(members, 'location')?.toLowerCase().replaceAll(' ', '') ?? null
  return location === 'global' ? null : location
}
