import type { Activity, Source, Targets } from '../../../../shared/model/activity'
import type { Normalized } from '../../../../shared/model/normalized'
import { activityOf, call, fixtureNames, MACHINE, normalizeBody, normalizeFixture, readFixture } from './fixture'

const sourceText = (source: Source): string =>
  source.kind === 'address' ? source.ip : source.kind === 'service' ? source.name : 'unknown'

const targetsText = (targets: Targets): string => {
  if (targets.kind === 'listed') return targets.ids.join(' ')
  return targets.kind === 'unknown'
    ? targets.reason
    : targets.selectors.map(({ key, values }) => `${key}=${values.join(',')}`).join(' ')
}

/** One activity on one line: operation, family, outcome, caller, source, targets, document, payload, item. */
const line = ({ operation, family, outcome, actor, source, targets, document, payload, item }: Activity): string =>
  [
    operation,
    family,
    outcome,
    actor.key.replace('aws:123456789012:', ''),
    sourceText(source),
    targetsText(targets),
    document?.name ?? '-',
    payload.kind === 'text' ? payload.text : payload.kind,
    item ?? '-',
  ].join(' | ')

const summary = (result: Normalized): string => {
  switch (result.kind) {
    case 'activity':
      return line(result.activity)
    case 'step':
      return `step ${result.step.operation} ${result.step.subjects.join(' ')}`
    case 'native':
      return `native ${result.native.commandId}`
    case 'ignored':
      return `ignored: ${result.reason}`
    case 'rejected':
      return `rejected: ${result.problem}`
    case 'stage':
      return 'stage'
  }
}

const SENT = 'ssm:SendCommand | command'
const ALICE = 'user/alice | 203.0.113.7'

const EXPECTED: Readonly<Record<string, string>> = {
  'assume-role-by-service': 'ignored: a service assumed its role',
  'assume-role-foreign': 'step sts:AssumeRole ASIAIOSFODNN7FOREIGN',
  'associate-instance-profile':
    `ec2:AssociateIamInstanceProfile | identity | succeeded | user/alice | 203.0.113.7 | ${MACHINE} | ` +
    '- | none | -',
  'attach-managed-policy':
    'iam:AttachRolePolicy | identity | succeeded | user/alice | 203.0.113.7 | Example-Web | - | none | ' +
    'AmazonSSMManagedInstanceCore',
  'caller-root': `${SENT} | succeeded | root | 203.0.113.7 | ${MACHINE} | AWS-RunShellScript | hidden | -`,
  'caller-web-identity':
    `ssm:SendCommand | command | succeeded | federated/000000000000000000001 | 203.0.113.7 | ${MACHINE} | ` +
    'AWS-RunShellScript | hidden | -',
  'create-association':
    'ssm:CreateAssociation | schedule | succeeded | user/alice | 203.0.113.7 | resource-groups:Name=web | ' +
    'AWS-RunShellScript | hidden | 00000000-0000-0000-0000-000000000904',
  'create-document':
    'ssm:CreateDocument | document | succeeded | user/alice | 203.0.113.7 | not in the record | ' +
    'Example-Maintenance | hidden | -',
  'describe-instance-information':
    'ssm:DescribeInstanceInformation | discovery | succeeded | user/alice | 203.0.113.7 | not in the record | - ' +
    '| none | -',
  'disable-rule':
    'events:DisableRule | protection | succeeded | user/alice | 203.0.113.7 | Runwarden-ssm | - | none | -',
  'ecs-execute-command':
    'ecs:ExecuteCommand | command | succeeded | role/Example-Operations | 203.0.113.7 | ' +
    "ecs:example-cluster_0123456789abcdef0123456789abcdef_app | - | /bin/bash -c 'id; uname -a' | " +
    'ecs-execute-command-0123456789abcdef0',
  'enable-serial-console':
    'ec2:EnableSerialConsoleAccess | configuration | succeeded | sso/Administrator/alice@example.com | ' +
    '203.0.113.7 | not in the record | - | none | -',
  'eventbridge-send-command':
    `ssm:SendCommand | command | succeeded | user/alice | 203.0.113.7 | ${MACHINE} | ` +
    'AWS-RunShellScript | hidden | -',
  'get-document-by-agent': 'ignored: background of the Systems Manager agent',
  'instance-connect-key':
    `ec2-instance-connect:SendSSHPublicKey | session | succeeded | user/alice | 203.0.113.7 | ${MACHINE} | - | ` +
    'hidden | ec2-user',
  'instance-connect-tunnel':
    'ec2-instance-connect:OpenTunnel | session | succeeded | user/alice | 203.0.113.7 | 10.0.1.1 | - | none | ' +
    '10.0.1.1:22',
  'instance-state-change': 'ignored: the event is neither a CloudTrail record nor one of Systems Manager',
  'launch-template-version':
    'ec2:CreateLaunchTemplateVersion | boot | succeeded | user/alice | 203.0.113.7 | not in the record | - | ' +
    'hidden | lt-0123456789abcdef0',
  'maintenance-window-task':
    'ssm:RegisterTaskWithMaintenanceWindow | schedule | succeeded | user/alice | 203.0.113.7 | ' +
    'WindowTargetIds=00000000-0000-0000-0000-000000000905 | AWS-RunPowerShellScript | hidden | ' +
    'mw-0123456789abcdef0/00000000-0000-0000-0000-000000000906',
  'native-association': 'ignored: judged by its CloudTrail call',
  'native-automation': 'ignored: judged by its CloudTrail call',
  'native-automation-step': 'ignored: judged by its CloudTrail call',
  'native-command': 'native 00000000-0000-0000-0000-000000000910',
  'native-invocation': 'native 00000000-0000-0000-0000-000000000910',
  'put-role-policy':
    'iam:PutRolePolicy | protection | succeeded | user/alice | 203.0.113.7 | Runwarden-Detector | - | none | example',
  'remote-desktop':
    'ssm-guiconnect:StartConnection | session | succeeded | sso/Administrator/alice@example.com | 203.0.113.7 | ' +
    `${MACHINE} | - | hidden | 00000000-0000-0000-0000-000000000902`,
  'send-command':
    `ssm:SendCommand | command | succeeded | user/alice | 203.0.113.7 | ${MACHINE} i-0123456789abcdef1 | ` +
    'AWS-RunShellScript | hidden | -',
  'send-command-by-automation':
    'ssm:SendCommand | command | succeeded | aws:service/ssm.amazonaws.com/role/Example-Automation | ' +
    `ssm.amazonaws.com | ${MACHINE} | AWS-RunShellScript | hidden | -`,
  'send-command-by-instance-target': `${SENT} | succeeded | ${ALICE} | ${MACHINE} | Example-Deploy | hidden | -`,
  'send-command-by-tag':
    'ssm:SendCommand | command | succeeded | user/alice | 203.0.113.7 | tag:Environment=production | ' +
    'Example-Deploy | hidden | -',
  'send-command-denied-document':
    'ssm:SendCommand | command | denied | user/alice | 203.0.113.7 | not in the record | AWS-RunShellScript | ' +
    'hidden | -',
  'send-command-denied-instance': `${SENT} | denied | role/Example-Web | 203.0.113.7 | ${MACHINE} | - | hidden | -`,
  'send-command-foreign-document':
    `ssm:SendCommand | command | succeeded | user/alice | 203.0.113.7 | ${MACHINE} | ` +
    'Shared-Maintenance | hidden | -',
  'send-command-invalid-instance':
    `ssm:SendCommand | command | failed | user/alice | 203.0.113.7 | ${MACHINE} | AWS-RunPowerShellScript | ` +
    'hidden | -',
  'send-command-omitted':
    'ssm:SendCommand | command | succeeded | user/alice | 203.0.113.7 | omitted for size | AWS-RunShellScript | ' +
    'hidden | -',
  'send-command-star-state-manager':
    'ssm:SendCommand | command | succeeded | aws:service/ssm.amazonaws.com/role/AWSServiceRoleForAmazonSSM | ' +
    'ssm.amazonaws.com | InstanceIds=* | AWS-RunPatchBaselineAssociation | hidden | -',
  'serial-console-key':
    'ec2-instance-connect:SendSerialConsoleSSHPublicKey | session | succeeded | ' +
    `sso/Administrator/alice@example.com | 203.0.113.7 | ${MACHINE} | - | hidden | -`,
  'share-document':
    'ssm:ModifyDocumentPermission | document | succeeded | user/alice | 203.0.113.7 | not in the record | ' +
    'Example-Maintenance | none | all',
  'start-automation':
    `ssm:StartAutomationExecution | automation | succeeded | user/alice | 203.0.113.7 | ${MACHINE} | ` +
    `AWS-RunShellScript-Automation | id\nuname -a | 00000000-0000-0000-0000-000000000903`,
  'start-automation-by-event-rule':
    'ssm:StartAutomationExecution | automation | denied | ' +
    'aws:service/events.amazonaws.com/role/EventBridge-ExecutionRunbook | events.amazonaws.com | not in the ' +
    'record | Example-Runbook | hidden | -',
  'start-instances': `step ec2:StartInstances ${MACHINE}`,
  'start-session':
    `ssm:StartSession | session | succeeded | user/alice | 203.0.113.7 | ${MACHINE} | - | hidden | ` +
    'alice-0123456789abcdef0',
  'start-session-command':
    `ssm:StartSession | session | succeeded | user/alice | 203.0.113.7 | ${MACHINE} | ` +
    'AWS-StartNonInteractiveCommand | cat /etc/shadow | alice-0123456789abcdef2',
  'start-session-denied':
    'ssm:StartSession | session | denied | user/alice | 203.0.113.7 | mi-0123456789abcdef0 | - | hidden | -',
  'start-session-port-forward':
    `ssm:StartSession | session | succeeded | user/alice | 203.0.113.7 | ${MACHINE} | ` +
    'AWS-StartPortForwardingSessionToRemoteHost | none | db.example.com:5432',
  'start-session-single-sign-on':
    'ssm:StartSession | session | succeeded | sso/Administrator/alice@example.com | 203.0.113.7 | ' +
    'mi-0123456789abcdef0 | - | hidden | alice@example.com-0123456789abcdef3',
  'stop-instances': `step ec2:StopInstances ${MACHINE}`,
  'table-write':
    'dynamodb:UpdateItem | protection | succeeded | user/alice | 203.0.113.7 | Runwarden-State ' +
    'arn:aws:dynamodb:eu-west-1:123456789012:table/Runwarden-State | - | none | -',
  'terminate-session':
    'ssm:TerminateSession | cleanup | succeeded | user/alice | 203.0.113.7 | not in the record | - | none | ' +
    'alice-0123456789abcdef0',
  'update-function-code':
    'lambda:UpdateFunctionCode | protection | succeeded | user/alice | 203.0.113.7 | Runwarden-Detector ' +
    'arn:aws:lambda:eu-west-1:123456789012:function:Runwarden-Detector | - | none | -',
  'update-instance-information': 'ignored: the operation is not watched',
  'user-data': `ec2:ModifyInstanceAttribute | boot | succeeded | ${ALICE} | ${MACHINE} | - | hidden | -`,
}

describe('normalizeAws', () => {
  it.each(fixtureNames)('makes of fixture %s what it says', (name) => {
    expect(summary(normalizeFixture(name))).toBe(EXPECTED[name])
  })

  it('keeps everything of a command that a rule may ask for', () => {
    const body = readFixture('send-command-foreign-document')
    expect(activityOf(normalizeFixture('send-command-foreign-document'))).toMatchObject({
      id: body['eventID'],
      cloud: 'aws',
      at: Date.UTC(2026, 0, 10, 3, 14),
      errorCode: null,
      userAgent: body['userAgent'],
      clientId: null,
      scope: { account: '123456789012', region: 'eu-west-1', tenant: null, resourceGroup: null },
      document: { name: 'Shared-Maintenance', version: '3', owner: '111122223333' },
      rates: { concurrency: '50', errors: '0' },
      commandId: (body['responseElements'] as { command: { commandId: string } }).command.commandId,
      automatic: false,
      omitted: false,
      process: null,
      origin: { format: 'cloudtrail-record', records: [body['eventID']], addendum: false },
    })
  })

  it('keeps the rates a caller asked for before those that were granted', () => {
    expect(activityOf(normalizeFixture('send-command-by-tag')).rates).toEqual({ concurrency: '50', errors: '100%' })
    expect(activityOf(normalizeFixture('start-session')).rates).toBeNull()
  })

  it('gives a command id to the command alone, not to calls that name it', () => {
    expect(
      activityOf(normalizeBody(call('ssm:CancelCommand', { commandId: '00000000-0000-0000-0000-000000000001' }))),
    ).toMatchObject({ commandId: null, item: '00000000-0000-0000-0000-000000000001' })
  })

  it('marks an evasion by size and a correction', () => {
    expect(activityOf(normalizeFixture('send-command-omitted')).omitted).toBe(true)
    expect(
      activityOf(normalizeBody({ ...readFixture('send-command'), addendum: { reason: 'UPDATED_DATA' } })).origin
        .addendum,
    ).toBe(true)
  })

  it('names a record without eventID by its content', () => {
    const { eventID: _, ...body } = readFixture('send-command')
    const { id, origin } = activityOf(normalizeBody(body))
    expect(id).toBe(origin.hash)
    expect(origin.records).toEqual([])
    expect(activityOf(normalizeBody({ ...body, eventTime: '2026-01-10T03:14:01Z' })).id).not.toBe(id)
  })

  it.each([
    ['the record', { recipientAccountId: '444455556666' }, '111122223333', '444455556666'],
    ['the envelope', { recipientAccountId: undefined }, '111122223333', '111122223333'],
    ['the caller', { recipientAccountId: undefined }, null, '123456789012'],
    ['nobody', { recipientAccountId: undefined, userIdentity: null }, null, null],
  ])('takes the account from %s', (_name, over, envelope, account) => {
    expect(activityOf(normalizeBody({ ...readFixture('send-command'), ...over }, envelope)).scope.account).toBe(account)
  })

  it('returns the time of what it ignores, when the record has one', () => {
    const noise = readFixture('update-instance-information')
    expect(normalizeBody(noise)).toMatchObject({ kind: 'ignored', at: Date.UTC(2026, 0, 10, 3, 14) })
    expect(normalizeBody({ ...noise, eventTime: 'soon' })).toMatchObject({ kind: 'ignored', at: null })
  })

  it.each([
    ['ISO 8601', '2025-02-19T16:32:39Z'],
    ['nanoseconds without a zone', '2025-02-19 16:32:39.000000000'],
    ['an epoch', 1_739_982_759],
  ])('reads a time as %s', (_name, eventTime) => {
    expect(activityOf(normalizeBody({ ...readFixture('send-command'), eventTime })).at).toBe(
      Date.UTC(2025, 1, 19, 16, 32, 39),
    )
  })

  it('reads the time that Logstash keeps', () => {
    const { eventTime, ...body } = readFixture('send-command')
    expect(activityOf(normalizeBody({ ...body, '@timestamp': eventTime })).at).toBe(Date.UTC(2026, 0, 10, 3, 14))
  })

  it.each([
    [
      'an unreadable time',
      { ...readFixture('send-command'), eventTime: 'soon' },
      'the time of ssm:SendCommand cannot be read: got "soon", expected a time such as 2026-01-10T03:14:00Z',
    ],
    [
      'no time',
      { ...readFixture('send-command'), eventTime: undefined },
      'the time of ssm:SendCommand cannot be read: got nothing, expected a time such as 2026-01-10T03:14:00Z',
    ],
    [
      'a time that is an object',
      { ...readFixture('stop-instances'), eventTime: {} },
      'the time of ec2:StopInstances cannot be read: got an object, expected a time such as 2026-01-10T03:14:00Z',
    ],
    ['a list', [], 'the record is a list, expected a JSON object'],
    ['a number', 5, 'the record is a number, expected a JSON object'],
    ['null', null, 'the record is null, expected a JSON object'],
    [
      'an object of another kind',
      {},
      'the record has no eventSource and eventName, expected those of a CloudTrail record',
    ],
  ])('rejects %s', (_name, body, problem) => {
    expect(normalizeBody(body)).toMatchObject({ kind: 'rejected', problem })
  })

  it('rejects a watched record that nests too deep, and keeps its time', () => {
    let deep: unknown = 'x'
    for (let depth = 0; depth < 10_000; depth++) deep = { deep }
    expect(normalizeBody({ ...readFixture('send-command'), requestParameters: deep })).toMatchObject({
      kind: 'rejected',
      at: Date.UTC(2026, 0, 10, 3, 14),
    })
    expect(normalizeBody({ ...readFixture('native-command'), deep })).toMatchObject({ kind: 'rejected' })
    expect(normalizeBody({ ...readFixture('update-instance-information'), requestParameters: deep })).toMatchObject({
      kind: 'ignored',
    })
  })

  it('is not misled by a prototype in the record', () => {
    const body: unknown = JSON.parse(
      JSON.stringify(readFixture('send-command')).replace(
        '"requestParameters":{',
        '"__proto__":{"errorCode":"AccessDenied"},"requestParameters":{"__proto__":{"omitted":true},',
      ),
    )
    expect(activityOf(normalizeBody(body))).toMatchObject({
      outcome: 'succeeded',
      omitted: false,
      targets: { kind: 'listed' },
    })
  })

  it('ignores a record of Insights, which names no operation', () => {
    expect(normalizeBody({ eventVersion: '1.08', eventID: 'x', eventTime: '2026-01-10T03:14:00Z' })).toEqual({
      kind: 'ignored',
      reason: 'the record names no operation',
      at: Date.UTC(2026, 0, 10, 3, 14),
    })
  })
})
