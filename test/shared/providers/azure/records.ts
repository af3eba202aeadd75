import type { Activity } from '../../../../shared/model/activity'
import type { Normalized, Stage } from '../../../../shared/model/normalized'
import type { RawRecord } from '../../../../shared/model/provider'
import { normalizeAzure } from '../../../../shared/providers/azure/normalize'

export const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001'
export const TENANT = '00000000-0000-0000-0000-000000000002'
export const ALICE = '00000000-0000-0000-0000-000000000011'
export const CLI = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'
export const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-Prod`
export const VM = `${GROUP}/providers/Microsoft.Compute/virtualMachines/vm-Web-01`
export const ACCOUNT = `${GROUP}/providers/Microsoft.Automation/automationAccounts/Ops`

export const OBJECT_ID = 'http://schemas.microsoft.com/identity/claims/objectidentifier'
export const TENANT_ID = 'http://schemas.microsoft.com/identity/claims/tenantid'
export const IDENTITY_PROVIDER = 'http://schemas.microsoft.com/identity/claims/identityprovider'
export const METHODS = 'http://schemas.microsoft.com/claims/authnmethodsreferences'
export const UPN = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn'
export const EMAIL = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress'

export const ALICE_CLAIMS = {
  [OBJECT_ID]: ALICE,
  [TENANT_ID]: TENANT,
  [UPN]: 'alice@example.com',
  appid: CLI,
  idtyp: 'user',
}

/** A flat record as the export writes it, a Start of an action run command unless given otherwise. */
export const hubRecord = (overrides: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => ({
  time: '2026-01-31T09:00:00.1234567Z',
  resourceId: VM.toUpperCase(),
  operationName: 'MICROSOFT.COMPUTE/VIRTUALMACHINES/RUNCOMMAND/ACTION',
  category: 'Administrative',
  resultType: 'Start',
  resultSignature: 'Started.',
  callerIpAddress: '198.51.100.7',
  correlationId: '00000000-0000-0000-0000-0000000000a1',
  identity: { authorization: { scope: VM }, claims: ALICE_CLAIMS },
  properties: { entity: VM, hierarchy: `${TENANT}/${SUBSCRIPTION}` },
  ...overrides,
})

export const rawOf = (body: unknown): RawRecord => ({ format: 'event-hub', body, account: null })

export const normalized = (body: unknown): Normalized => normalizeAzure(rawOf(body))

/** The stage a record becomes; fails the test when it becomes something else. */
export const stageOf = (body: unknown): Stage => {
  const result = normalized(body)
  if (result.kind !== 'stage') throw new Error(`record became ${JSON.stringify(result)}, expected a stage`)
  return result.stage
}

export const activityOf = (overrides: Readonly<Record<string, unknown>> = {}): Activity =>
  stageOf(hubRecord(overrides)).activity
