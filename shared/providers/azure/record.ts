import { asObject, asParsedObject, asText, caselessMember, type JsonObject } from '../json'
import { firstTimestamp } from '../timestamp'
import { callerAddress } from './caller-address'
import { readClaims } from './claims'
import type { CallerFacts } from './principal'
import type { ResultWords } from './result'

/** One Activity Log record, whichever of the three shapes it came in; null is what it does not say. */
export interface ActivityRecord extends CallerFacts {
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

/** Members of a record by lower-case name: the shapes differ in case as much as in names. */
type Members = ReadonlyMap<string, unknown>

/** The members of a raw record under lower-case names. */
export const membersOf = (body: JsonObject): Members => new Map(Object.entries(body).map(([name, value]) => [name.toLowerCase(), value]))

/** `{"value": x}` of the REST shape or plain x. */
const plain = (value: unknown): string | null => asText(asObject(value)?.['value'] ?? value)

const first = (members: Members, ...names: readonly string[]): string | null => names.map((name) => plain(members.get(name))).find((text) => text !== null) ?? null

/** Lower-cased operation name. Log Analytics keeps a display text under `OperationName`, which is none. */
export const operationOf = (members: Members): string | null => first(members, 'operationnamevalue', 'operationname')?.toLowerCase() ?? null

const TIMES = ['time', 'eventtimestamp', 'timegenerated', 'timegenerated [utc]'] as const

/** When the record was written, as far as it can be read. */
export const timeOf = (members: Members): ReturnType<typeof firstTimestamp> => firstTimestamp(TIMES.map((name) => asText(members.get(name))))

/** Reads a record whose operation is known. Sources of the three shapes: record-formats 3.1 and the Azure Monitor schema pages. */
export const readRecord = (members: Members, operation: string): ActivityRecord => {
  const identity = asParsedObject(members.get('identity'))
  const properties = asParsedObject(members.get('properties')) ?? asParsedObject(members.get('properties_d'))
  const authorization = [identity?.['authorization'], members.get('authorization'), members.get('authorization_d')].map(asParsedObject).find((found) => found !== null) ?? null
  const claims = readClaims([identity?.['claims'], members.get('claims'), members.get('claims_d')].find((found) => asParsedObject(found) !== null))
  const evidence = caselessMember(authorization, 'evidence')
  const scope = asText(caselessMember(authorization, 'scope'))
  const entity = asText(caselessMember(properties, 'entity'))
  return {
    operation,
    result: resultWords(members, properties),
    correlationId: first(members, 'correlationid'),
    resourceId: first(members, 'resourceid', 'resourceuri', '_resourceid') ?? scope ?? entity,
    originalIds: [scope, entity].filter((id) => id !== null),
    caller: first(members, 'caller'),
    claims,
    evidencePrincipal: asText(caselessMember(evidence, 'principalid')),
    evidenceType: asText(caselessMember(evidence, 'principaltype')),
    address: callerAddress([first(members, 'calleripaddress'), asText(caselessMember(members.get('httprequest'), 'clientipaddress')), claims.address]),
    subscription: first(members, 'subscriptionid')?.toLowerCase() ?? null,
    resourceGroup: first(members, 'resourcegroupname', 'resourcegroup')?.toLowerCase() ?? null,
    tenant: tenantOf(members, properties),
    region: regionOf(members),
    bodies: ['requestbody', 'responsebody'].map((name) => asParsedObject(caselessMember(properties, name))).filter((body) => body !== null),
  }
}

const resultWords = (members: Members, properties: JsonObject | null): ResultWords => {
  const message = caselessMember(properties, 'statusmessage')
  return {
    type: first(members, 'resulttype', 'status', 'activitystatusvalue', 'activitystatus'),
    signature: first(members, 'resultsignature', 'substatus', 'activitysubstatusvalue', 'activitysubstatus'),
    statusCode: asText(caselessMember(properties, 'statuscode')),
    errorCode: asText(caselessMember(message, 'error', 'code')) ?? asText(caselessMember(message, 'code')),
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Tenant of the resource: named by the record, else the first segment of the management group hierarchy, whose root
 * group has the tenant's id. `TenantId` of a Log Analytics row is the workspace's id and no tenant.
 */
const tenantOf = (members: Members, properties: JsonObject | null): string | null => {
  const named = members.has('operationnamevalue') ? null : first(members, 'tenantid')
  if (named !== null) return named.toLowerCase()
  const hierarchy = asText(caselessMember(properties, 'hierarchy')) ?? first(members, 'hierarchy')
  const [root, ...beneath] = (hierarchy ?? '').toLowerCase().split('/').filter((segment) => segment !== '')
  return root !== undefined && beneath.length > 0 && UUID.test(root) ? root : null
}

/** `location` of the export: mostly missing or `global`, which is no region. */
const regionOf = (members: Members): string | null => {
  const location = first(members, 'location')?.toLowerCase().replaceAll(' ', '') ?? null
  return location === 'global' ? null : location
}
