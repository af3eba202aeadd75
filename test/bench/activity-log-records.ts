import type { Random } from './random'

const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001'
const RUN_COMMAND = {
  operation: 'MICROSOFT.COMPUTE/VIRTUALMACHINES/RUNCOMMAND/ACTION',
  type: 'MICROSOFT.COMPUTE/VIRTUALMACHINES',
} as const

const BACKGROUND = [
  { operation: 'MICROSOFT.COMPUTE/VIRTUALMACHINES/WRITE', type: 'MICROSOFT.COMPUTE/VIRTUALMACHINES' },
  { operation: 'MICROSOFT.RESOURCES/DEPLOYMENTS/WRITE', type: 'MICROSOFT.RESOURCES/DEPLOYMENTS' },
  {
    operation: 'MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/SECURITYRULES/WRITE',
    type: 'MICROSOFT.NETWORK/NETWORKSECURITYGROUPS',
  },
  { operation: 'MICROSOFT.STORAGE/STORAGEACCOUNTS/WRITE', type: 'MICROSOFT.STORAGE/STORAGEACCOUNTS' },
  { operation: 'MICROSOFT.KEYVAULT/VAULTS/WRITE', type: 'MICROSOFT.KEYVAULT/VAULTS' },
  {
    operation: 'MICROSOFT.CONTAINERSERVICE/MANAGEDCLUSTERS/LISTCLUSTERUSERCREDENTIAL/ACTION',
    type: 'MICROSOFT.CONTAINERSERVICE/MANAGEDCLUSTERS',
  },
] as const

/** One line of an Activity Log storage export. `at` is `YYYY-MM-DDTHH:MM:SSZ`. */
export const activityLogRecord = (random: Random, relevant: number, at: string): string => {
  const { operation, type } =
    random.next() < relevant
      ? RUN_COMMAND
      : random.pick<{ readonly operation: string; readonly type: string }>(BACKGROUND)
  const group = `GROUP-${random.below(40)}`
  const resource = `/SUBSCRIPTIONS/${SUBSCRIPTION}/RESOURCEGROUPS/${group}/PROVIDERS/${type}/NAME-${random.hex(6)}`
  const user = `user${random.below(80)}@example.com`
  const objectId = `00000000-0000-4000-8000-${random.hex(8)}${random.hex(4)}`
  return JSON.stringify({
    RoleLocation: 'West Europe',
    Stamp: 'FDWeb',
    ReleaseVersion: `6.2026.${random.below(50)}.${random.below(9)}+${random.hex(8)}.release_2026`,
    time: at.replace('Z', `.${String(random.below(10_000_000)).padStart(7, '0')}Z`),
    resourceId: resource,
    operationName: operation,
    category: 'Administrative',
    resultType: random.pick(['Start', 'Accept', 'Success']),
    resultSignature: random.pick(['Started.', 'Accepted.Accepted', 'Succeeded.OK']),
    durationMs: String(random.below(9000)),
    callerIpAddress: `203.0.113.${random.below(256)}`,
    correlationId: random.uuid(),
    identity: {
      authorization: {
        scope: resource.toLowerCase(),
        action: operation.toLowerCase(),
        evidence: {
          role: 'Contributor',
          roleAssignmentScope: `/subscriptions/${SUBSCRIPTION}`,
          roleAssignmentId: random.uuid().replaceAll('-', ''),
          roleDefinitionId: random.uuid().replaceAll('-', ''),
          principalId: objectId.replaceAll('-', ''),
          principalType: 'User',
        },
      },
      claims: {
        aud: 'https://management.core.windows.net/',
        iss: 'https://sts.windows.net/00000000-0000-0000-0000-000000000002/',
        iat: String(1_767_000_000 + random.below(1_000_000)),
        nbf: String(1_767_000_000 + random.below(1_000_000)),
        exp: String(1_768_000_000 + random.below(1_000_000)),
        'http://schemas.microsoft.com/claims/authnclassreference': '1',
        'http://schemas.microsoft.com/claims/authnmethodsreferences': 'pwd,mfa',
        appid: 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c',
        appidacr: '2',
        groups: Array.from({ length: 6 }, () => random.uuid()).join(','),
        'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname': `User ${random.below(80)}`,
        'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name': user,
        'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn': user,
        ipaddr: `203.0.113.${random.below(256)}`,
        name: user,
        'http://schemas.microsoft.com/identity/claims/objectidentifier': objectId,
        'http://schemas.microsoft.com/identity/claims/scope': 'user_impersonation',
        'http://schemas.microsoft.com/identity/claims/tenantid': '00000000-0000-0000-0000-000000000002',
        uti: `${random.hex(8)}${random.hex(8)}`,
        ver: '1.0',
        wids: random.uuid(),
      },
    },
    level: 'Information',
    properties: {
      statusCode: 'OK',
      serviceRequestId: random.uuid(),
      eventCategory: 'Administrative',
      entity: resource.toLowerCase(),
      message: operation.toLowerCase(),
      hierarchy: `00000000-0000-0000-0000-000000000002/${SUBSCRIPTION}`,
    },
    tenantId: '00000000-0000-0000-0000-000000000002',
  })
}
