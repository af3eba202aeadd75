const SUBSCRIPTION_ID = '00000000-0000-0000-0000-000000000001'
const TENANT = '00000000-0000-0000-0000-000000000002'
const GROUP_ID = `/subscriptions/${SUBSCRIPTION_ID}/resourceGroups/rg-prod`

export const vmId = (name: string): string => `${GROUP_ID}/providers/Microsoft.Compute/virtualMachines/${name}`

/** A zero-filled UUID for a number. */
export const uuid = (number: number): string => `00000000-0000-0000-0000-${String(number).padStart(12, '0')}`

export interface RecordOptions {
  /** `Microsoft.Compute/virtualMachines/runCommand/action`. */
  readonly operation?: string
  readonly resourceId?: string
  readonly result?: 'Start' | 'Accept' | 'Success' | 'Failure'
  readonly signature?: string
  readonly time?: string
  readonly correlationId?: string
  /** Sign-in name; its object id is made of `person`. */
  readonly user?: string
  readonly person?: number
  readonly ip?: string
  readonly clientId?: string
  readonly callerTenant?: string
}

const OBJECT_ID = 'http://schemas.microsoft.com/identity/claims/objectidentifier'
const TENANT_ID = 'http://schemas.microsoft.com/identity/claims/tenantid'
const UPN = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn'
const AZURE_CLI = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'

/**
 * One record as the diagnostic setting exports it: only the Start names the caller, as with most resource providers.
 */
export const activityLogRecord = ({
  operation = 'Microsoft.Compute/virtualMachines/runCommand/action',
  resourceId = vmId('vm-web-01'),
  result = 'Start',
  signature,
  time = '2026-03-02T10:00:00.1234567Z',
  correlationId = uuid(0xa1),
  user = 'alice@example.com',
  person = 11,
  ip = '192.0.2.10',
  clientId = AZURE_CLI,
  callerTenant = TENANT,
}: RecordOptions = {}) => ({
  time,
  resourceId: resourceId.toUpperCase(),
  operationName: operation.toUpperCase(),
  category: 'Administrative',
  resultType: result,
  resultSignature:
    signature ??
    { Start: 'Started.', Accept: 'Accepted.Accepted', Success: 'Succeeded.OK', Failure: 'Failed.Conflict' }[result],
  durationMs: '0',
  correlationId,
  ...(result === 'Start' ? { callerIpAddress: ip } : {}),
  identity:
    result === 'Start'
      ? {
          authorization: {
            scope: resourceId,
            action: operation,
            evidence: { role: 'Contributor', principalId: uuid(person).replaceAll('-', ''), principalType: 'User' },
          },
          claims: {
            [OBJECT_ID]: uuid(person),
            [TENANT_ID]: callerTenant,
            [UPN]: user,
            appid: clientId,
            idtyp: 'user',
            ipaddr: ip,
          },
        }
      : {},
  level: 'Information',
  location: 'global',
  properties: {
    eventCategory: 'Administrative',
    entity: resourceId,
    message: operation,
    hierarchy: `${TENANT}/${SUBSCRIPTION_ID}`,
  },
  tenantId: TENANT,
})

/** A message as Azure Monitor writes it. */
export const message = (...records: readonly unknown[]) => ({ records })

/** The stages of one operation, in the order they are written. */
export const stages = (options: RecordOptions = {}): readonly ReturnType<typeof activityLogRecord>[] => [
  activityLogRecord({ ...options, result: 'Start', time: '2026-03-02T10:00:00.1234567Z' }),
  activityLogRecord({ ...options, result: 'Accept', time: '2026-03-02T10:00:01.5000000Z' }),
  activityLogRecord({ ...options, result: 'Success', time: '2026-03-02T10:00:33.0000000Z' }),
]

/** A record of another log that shares the hub. */
export const signInRecord = () => ({
  time: '2026-03-02T10:00:00Z',
  resourceId: `/tenants/${TENANT}/providers/Microsoft.aadiam`,
  operationName: 'Sign-in activity',
  category: 'SignInLogs',
  resultType: '0',
  identity: 'Alice Example',
  Level: 4,
})

/** A process that the run command agent of a machine started, as Elastic Defend reports it. */
export const processEvent = (host = 'vm-web-01', time = '2026-03-02T10:00:12.0000000Z') => ({
  '@timestamp': time,
  'ecs.version': '8.10.0',
  'event.id': `NxTMNKv+${host}`,
  'event.category': 'process',
  'event.type': ['start'],
  'event.action': 'start',
  'process.name': 'whoami.exe',
  'process.executable': 'C:\\Windows\\System32\\whoami.exe',
  'process.command_line': 'whoami /all',
  'process.entity_id': `e-${host}`,
  'process.parent.name': 'powershell.exe',
  'process.parent.executable': 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
  'process.parent.command_line': 'powershell  -ExecutionPolicy Unrestricted -File script12.ps1',
  'host.name': `${host}.corp.example.com`,
  'host.hostname': host,
  'cloud.provider': 'azure',
  'cloud.instance.id': uuid(0xd1),
  'cloud.instance.name': host,
  'cloud.account.id': SUBSCRIPTION_ID,
  'cloud.region': 'westeurope',
})
