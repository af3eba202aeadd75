import { readCall, readersOf, type Body } from './fixture'

const itemOf = (operation: string, request: unknown, responseElements: Body | null = null): string | null =>
  readersOf(operation).item(readCall(operation, request, { responseElements }))

describe('the reader of items', () => {
  it.each<[string, string, unknown, Body | null, string | null]>([
    [
      'the session a machine opened',
      'ssm:StartSession',
      { target: 'i-0123456789abcdef0' },
      { sessionId: 'alice-1' },
      'alice-1',
    ],
    [
      'the far end of a port forward',
      'ssm:StartSession',
      { parameters: { host: ['db.example.com'], portNumber: ['5432'] } },
      { sessionId: 'alice-1' },
      'db.example.com:5432',
    ],
    [
      'a forwarded port of the machine itself',
      'ssm:StartSession',
      { parameters: { portNumber: ['3389'] } },
      null,
      'localhost:3389',
    ],
    ['nothing of a denied session', 'ssm:StartSession', null, null, null],
    ['the session that was resumed', 'ssm:ResumeSession', { sessionId: 'alice-1' }, null, 'alice-1'],
    [
      'the session of a container',
      'ecs:ExecuteCommand',
      {},
      { session: { sessionId: 'ecs-execute-command-1' } },
      'ecs-execute-command-1',
    ],
    [
      'the user of a key push',
      'ec2-instance-connect:SendSSHPublicKey',
      { instanceOSUser: 'ec2-user' },
      null,
      'ec2-user',
    ],
    [
      'the far end of a tunnel',
      'ec2-instance-connect:OpenTunnel',
      { privateIpAddress: '10.0.1.1', remotePort: '22' },
      null,
      '10.0.1.1:22',
    ],
    ['an automation execution', 'ssm:StartAutomationExecution', {}, { automationExecutionId: 'x' }, 'x'],
    ['the automation that was signalled', 'ssm:SendAutomationSignal', { automationExecutionId: 'x' }, null, 'x'],
    [
      'a new association',
      'ssm:CreateAssociation',
      { associationName: 'nightly' },
      { associationDescription: { associationId: 'x' } },
      'x',
    ],
    ['an association that failed', 'ssm:CreateAssociation', { associationName: 'nightly' }, null, 'nightly'],
    ['associations started at once', 'ssm:StartAssociationsOnce', { associationIds: ['x', 'y'] }, null, 'x, y'],
    ['a new window', 'ssm:CreateMaintenanceWindow', { name: 'nightly' }, { windowId: 'mw-1' }, 'mw-1'],
    ['a window that failed', 'ssm:CreateMaintenanceWindow', { name: 'nightly' }, null, 'nightly'],
    [
      'a new task of a window',
      'ssm:RegisterTaskWithMaintenanceWindow',
      { windowId: 'mw-1' },
      { windowTaskId: 'x' },
      'mw-1/x',
    ],
    [
      'changed targets of a window',
      'ssm:UpdateMaintenanceWindowTarget',
      { windowId: 'mw-1', windowTargetId: 'x' },
      null,
      'mw-1/x',
    ],
    [
      'the accounts a document is shared with',
      'ssm:ModifyDocumentPermission',
      { accountIdsToAdd: ['111122223333', 'all'] },
      null,
      '111122223333, all',
    ],
    ['a setting', 'ssm:UpdateServiceSetting', { settingId: '/ssm/x' }, null, '/ssm/x'],
    [
      'a launch template',
      'ec2:CreateLaunchTemplateVersion',
      { CreateLaunchTemplateVersionRequest: { LaunchTemplateId: 'lt-1' } },
      null,
      'lt-1',
    ],
    [
      'a new launch template',
      'ec2:CreateLaunchTemplate',
      { CreateLaunchTemplateRequest: { LaunchTemplateName: 'web' } },
      { CreateLaunchTemplateResponse: { launchTemplate: { launchTemplateId: 'lt-1' } } },
      'lt-1',
    ],
    [
      'the policy of a role',
      'iam:AttachRolePolicy',
      { roleName: 'Web', policyArn: 'arn:aws:iam::aws:policy/AmazonSSMFullAccess' },
      null,
      'AmazonSSMFullAccess',
    ],
    ['a user and a policy', 'iam:PutUserPolicy', { userName: 'alice', policyName: 'ssm' }, null, 'user/alice ssm'],
    [
      'a profile and a role',
      'iam:AddRoleToInstanceProfile',
      { instanceProfileName: 'SSM', roleName: 'Web' },
      null,
      'SSM/Web',
    ],
    ['the command that was cancelled', 'ssm:CancelCommand', { commandId: 'x' }, null, 'x'],
    ['nothing of a command', 'ssm:SendCommand', {}, { command: { commandId: 'x' } }, null],
    ['nothing of a wrong type', 'ssm:ResumeSession', { sessionId: { a: 1 } }, null, null],
  ])('names %s', (_name, operation, request, response, expected) => {
    expect(itemOf(operation, request, response)).toBe(expected)
  })
})
