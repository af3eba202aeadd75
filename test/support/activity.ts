import type { Activity, Principal } from '../../shared/model/activity'

/** 2026-03-02T10:00:00Z, a Monday. */
export const NOON = Date.UTC(2026, 2, 2, 10)

export const principal = (given: Partial<Principal> = {}): Principal => ({
  key: 'aws:123456789012:role/Deploy',
  kind: 'role',
  display: 'role/Deploy',
  session: 'build-1',
  human: null,
  mfa: null,
  homeAccount: '123456789012',
  homeTenant: null,
  viaService: null,
  instance: null,
  accessKeyId: null,
  assignedTo: null,
  aliases: ['arn:aws:iam::123456789012:role/Deploy'],
  ...given,
})

/** A SendCommand by role/Deploy on one machine, hidden text, from a documentation address; every field can be given. */
export const awsActivity = (given: Partial<Activity> = {}): Activity => ({
  id: '00000000-0000-0000-0000-000000000001',
  cloud: 'aws',
  operation: 'ssm:SendCommand',
  family: 'command',
  at: NOON,
  outcome: 'succeeded',
  errorCode: null,
  actor: principal(),
  source: { kind: 'address', ip: '192.0.2.10' },
  userAgent: 'aws-cli/2.17.32',
  clientId: null,
  scope: { account: '123456789012', region: 'eu-west-1', tenant: null, resourceGroup: null },
  targets: { kind: 'listed', ids: ['i-0123456789abcdef0'] },
  document: { name: 'AWS-RunShellScript', version: null, owner: null },
  payload: { kind: 'hidden', reason: 'CloudTrail hides the parameters of SendCommand' },
  rates: null,
  commandId: null,
  item: null,
  automatic: false,
  omitted: false,
  process: null,
  origin: { format: 'cloudtrail-file', records: ['00000000-0000-0000-0000-000000000001'], addendum: false, hash: 'h1' },
  ...given,
})

export const TENANT = '00000000-0000-0000-0000-0000000000aa'
export const SUBSCRIPTION = '00000000-0000-0000-0000-0000000000bb'
export const VM = `/subscriptions/${SUBSCRIPTION}/resourcegroups/prod/providers/microsoft.compute/virtualmachines/web01`

export const azureUser = (given: Partial<Principal> = {}): Principal =>
  principal({
    key: 'azure:00000000-0000-0000-0000-0000000000c1',
    kind: 'user',
    display: 'alice@example.com',
    session: null,
    human: true,
    homeAccount: null,
    homeTenant: TENANT,
    assignedTo: 'User',
    aliases: ['alice@example.com', '00000000-0000-0000-0000-0000000000c1'],
    ...given,
  })

/** An action run command by a user on one virtual machine; every field can be given. */
export const azureActivity = (given: Partial<Activity> = {}): Activity =>
  awsActivity({
    id: '00000000-0000-0000-0000-0000000000f1-0',
    cloud: 'azure',
    operation: 'microsoft.compute/virtualmachines/runcommand/action',
    actor: azureUser(),
    userAgent: null,
    clientId: 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c',
    scope: { account: SUBSCRIPTION, region: null, tenant: TENANT, resourceGroup: 'prod' },
    targets: { kind: 'listed', ids: [VM] },
    document: null,
    payload: { kind: 'hidden', reason: 'the Activity Log never carries the script of an action run command' },
    origin: { format: 'event-hub', records: ['00000000-0000-0000-0000-0000000000f1'], addendum: false, hash: 'h2' },
    ...given,
  })

/** A process that the guest agent of the virtual machine above started. */
export const agentProcess = (
  given: Partial<Activity> = {},
  process: Partial<NonNullable<Activity['process']>> = {},
): Activity =>
  azureActivity({
    id: 'process-1',
    operation: 'process:start',
    family: 'process',
    at: NOON + 30_000,
    actor: principal({ key: 'host/system', kind: 'unknown', display: 'SYSTEM', aliases: [], homeAccount: null }),
    source: { kind: 'unknown' },
    targets: { kind: 'listed', ids: ['web01'] },
    payload: { kind: 'none' },
    process: {
      agent: 'azure-run-command',
      machineNames: ['web01'],
      executable: 'powershell.exe',
      commandLine: 'powershell  -ExecutionPolicy Unrestricted -File script0.ps1',
      parents: ['cmd.exe', 'RunCommandExtension.exe'],
      commandId: null,
      background: false,
      ...process,
    },
    ...given,
  })
