import { SUBSCRIPTION, TENANT, uuid } from './ids'

type Json = Readonly<Record<string, unknown>>

/** Who calls, as the claims of the token and the role assignment show it. */
export interface AzureCaller {
  readonly caller: string
  readonly claims: Json
  readonly evidence: Json
  readonly ip: string
}

const MICROSOFT = 'http://schemas.microsoft.com/identity/claims/'
const SOAP = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/'

const AZURE_CLI = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'
export const AZURE_PORTAL = 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c'
/** @internal */
export const OFFICE = 'd3590ed6-52b3-4102-aeff-aad2292ab01c'

export interface PersonOptions {
  readonly ip: string
  readonly client?: string
  readonly tenant?: string
  /** Type of the role assignment's principal: User, Group, ForeignGroup. */
  readonly through?: string
}

/** A person; `number` makes the object id. */
export const person = (
  name: string,
  number: number,
  { ip, client = AZURE_CLI, tenant = TENANT, through = 'User' }: PersonOptions,
): AzureCaller => ({
  caller: name,
  claims: {
    [`${MICROSOFT}objectidentifier`]: uuid(number),
    [`${MICROSOFT}tenantid`]: tenant,
    [`${MICROSOFT}scope`]: 'user_impersonation',
    [`${SOAP}upn`]: name,
    [`${SOAP}name`]: name,
    'http://schemas.microsoft.com/claims/authnmethodsreferences': 'pwd,mfa',
    appid: client,
    idtyp: 'user',
    ipaddr: ip,
  },
  evidence: {
    role: 'Virtual Machine Contributor',
    principalId: uuid(through === 'User' ? number : 0xf00 + number).replaceAll('-', ''),
    principalType: through,
  },
  ip,
})

/** A service principal; `number` makes its object and application ids. */
export const application = (number: number, ip: string): AzureCaller => ({
  caller: uuid(number),
  claims: {
    [`${MICROSOFT}objectidentifier`]: uuid(number),
    [`${MICROSOFT}tenantid`]: TENANT,
    appid: uuid(0xc00 + number),
    idtyp: 'app',
  },
  evidence: { role: 'Contributor', principalId: uuid(number).replaceAll('-', ''), principalType: 'ServicePrincipal' },
  ip,
})

export interface OperationOptions {
  /** Results of the records after the Start, with their seconds after it; one success after 30 seconds if not given. */
  readonly ends?: readonly (readonly ['Accept' | 'Success' | 'Failure', number, string?])[]
  /** Body of the request, where the resource provider logs it. */
  readonly requestBody?: Json
  readonly tenant?: string
}

const SIGNATURES = {
  Start: 'Started.',
  Accept: 'Accepted.Accepted',
  Success: 'Succeeded.OK',
  Failure: 'Failed.Conflict',
} as const

/**
 * Writes the records of an operation as the diagnostic setting exports them: a Start with
 * the caller, then its end without.
 */
export const activityLog =
  (nextId: () => string) =>
  (
    at: string,
    by: AzureCaller,
    operation: string,
    resourceId: string,
    { ends = [['Success', 30]], requestBody, tenant = TENANT }: OperationOptions = {},
  ): readonly Json[] => {
    const correlationId = nextId()
    const record = (
      result: keyof typeof SIGNATURES,
      seconds: number,
      signature: string = SIGNATURES[result],
    ): Json => ({
      // The export writes seven digits.
      time: new Date(Date.parse(at) + seconds * 1_000).toISOString().replace('Z', '0000Z'),
      resourceId: resourceId.toUpperCase(),
      operationName: operation.toUpperCase(),
      category: 'Administrative',
      resultType: result,
      resultSignature: signature,
      durationMs: String(seconds * 1_000),
      ...(result === 'Start' ? { callerIpAddress: by.ip } : {}),
      correlationId,
      identity:
        result === 'Start'
          ? { authorization: { scope: resourceId, action: operation, evidence: by.evidence }, claims: by.claims }
          : {},
      level: 'Information',
      location: 'global',
      properties: {
        eventCategory: 'Administrative',
        entity: resourceId,
        message: operation,
        hierarchy: `${tenant}/${SUBSCRIPTION}`,
        ...(result === 'Start' && requestBody !== undefined ? { requestbody: JSON.stringify(requestBody) } : {}),
      },
      tenantId: tenant,
    })
    return [record('Start', 0), ...ends.map(([result, seconds, signature]) => record(result, seconds, signature))]
  }

/** A record of the export as `az monitor activity-log list` prints it. */
export const asListEntry = (record: Json, by: AzureCaller, nextId: () => string): Json => {
  const words = { Start: 'Started', Accept: 'Accepted', Success: 'Succeeded', Failure: 'Failed' } as const
  const status = words[record['resultType'] as keyof typeof words]
  const properties = record['properties'] as Json
  const operation = { value: properties['message'], localizedValue: properties['message'] }
  return {
    authorization: { action: properties['message'], scope: properties['entity'] },
    caller: by.caller,
    channels: 'Operation',
    claims: by.claims,
    correlationId: record['correlationId'],
    eventDataId: nextId(),
    eventName: { value: status === 'Started' ? 'BeginRequest' : 'EndRequest', localizedValue: '' },
    category: { value: 'Administrative', localizedValue: 'Administrative' },
    eventTimestamp: record['time'],
    ...(status === 'Started' ? { httpRequest: { clientIpAddress: by.ip, method: 'POST' } } : {}),
    level: 'Informational',
    operationName: operation,
    resourceGroupName: String(properties['entity']).split('/')[4],
    resourceId: properties['entity'],
    status: { value: status, localizedValue: status },
    subStatus: { value: status === 'Succeeded' ? 'OK' : '', localizedValue: '' },
    subscriptionId: SUBSCRIPTION,
    tenantId: record['tenantId'],
    properties,
  }
}
