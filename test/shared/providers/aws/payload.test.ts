import type { Payload } from '../../../../shared/model/activity'
import { textOfParameters } from '../../../../shared/providers/aws/parameters-text'
import { ACCOUNT, readCall, readersOf, type Body } from './fixture'

const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS'

const payloadOf = (operation: string, request: unknown, over: Body = {}): Payload => {
  const readers = readersOf(operation)
  const record = readCall(operation, request, over)
  return readers.payload(record, readers.document(record, ACCOUNT))
}

/** `none`, `hidden`, or the text itself. */
const summary = (payload: Payload): string => (payload.kind === 'text' ? `text: ${payload.text}` : payload.kind)

describe('the reader of payloads', () => {
  it.each<[string, string, unknown, string]>([
    ['a command, masked', 'ssm:SendCommand', { documentName: 'AWS-RunShellScript', parameters: HIDDEN }, 'hidden'],
    [
      'a command, shown',
      'ssm:SendCommand',
      { parameters: { commands: ['id', 'uname -a'], executionTimeout: ['3600'] } },
      'text: id\nuname -a',
    ],
    ['a command without parameters', 'ssm:SendCommand', { documentName: 'Example' }, 'none'],
    ['a denied command', 'ssm:SendCommand', null, 'hidden'],
    ['a command left out for its size', 'ssm:SendCommand', { omitted: true }, 'hidden'],
    ['a shell session', 'ssm:StartSession', { target: 'i-0123456789abcdef0' }, 'hidden'],
    [
      'a session with a command',
      'ssm:StartSession',
      { documentName: 'AWS-StartInteractiveCommand', parameters: { command: ['sudo -i'] } },
      'text: sudo -i',
    ],
    [
      'a session with a custom document',
      'ssm:StartSession',
      { documentName: 'Example', parameters: { user: ['root'] } },
      'text: {"user":["root"]}',
    ],
    [
      'a port forward',
      'ssm:StartSession',
      { documentName: 'AWS-StartPortForwardingSession', parameters: { portNumber: ['3389'] } },
      'none',
    ],
    [
      'a port forward to another host',
      'ssm:StartSession',
      { documentName: 'AWS-StartPortForwardingSessionToRemoteHost', parameters: { host: ['db'], portNumber: ['1'] } },
      'none',
    ],
    [
      'an SSH session through Systems Manager',
      'ssm:StartSession',
      { documentName: 'AWS-StartSSHSession', parameters: { portNumber: ['22'] } },
      'none',
    ],
    ['a resumed session', 'ssm:ResumeSession', { sessionId: 'x' }, 'hidden'],
    ['a key push', 'ec2-instance-connect:SendSSHPublicKey', { instanceId: 'x' }, 'hidden'],
    ['a tunnel', 'ec2-instance-connect:OpenTunnel', { remotePort: '22' }, 'none'],
    ['a command in a container', 'ecs:ExecuteCommand', { command: '/bin/sh', interactive: true }, 'text: /bin/sh'],
    ['a container command that is not shown', 'ecs:ExecuteCommand', null, 'hidden'],
    [
      'an automation with commands',
      'ssm:StartAutomationExecution',
      { parameters: { InstanceId: ['i-1'], Commands: ['id'] } },
      'text: id',
    ],
    [
      'an automation with other parameters',
      'ssm:StartAutomationExecution',
      { parameters: { b: ['2'], a: ['1'] } },
      'text: {"a":["1"],"b":["2"]}',
    ],
    ['an automation without parameters', 'ssm:StartAutomationExecution', { documentName: 'x' }, 'none'],
    ['an automation, masked', 'ssm:StartAutomationExecution', { parameters: HIDDEN }, 'hidden'],
    [
      'the runbooks of a change request',
      'ssm:StartChangeRequestExecution',
      { runbooks: [{ parameters: { Script: ['id'] } }, { parameters: { Script: ['pwd'] } }] },
      'text: id\npwd',
    ],
    ['an association, masked', 'ssm:CreateAssociation', { name: 'x', parameters: HIDDEN }, 'hidden'],
    ['an association without parameters', 'ssm:CreateAssociation', { name: 'x' }, 'none'],
    [
      'a batch, masked in one entry',
      'ssm:CreateAssociationBatch',
      { entries: [{ name: 'x' }, { name: 'y', parameters: HIDDEN }] },
      'hidden',
    ],
    [
      'a task, masked',
      'ssm:RegisterTaskWithMaintenanceWindow',
      { taskInvocationParameters: { runCommand: { parameters: HIDDEN } } },
      'hidden',
    ],
    [
      'a task of which nothing is shown',
      'ssm:RegisterTaskWithMaintenanceWindow',
      { taskInvocationParameters: { lambda: { payload: HIDDEN } } },
      'hidden',
    ],
    [
      'a task that starts an automation, shown',
      'ssm:UpdateMaintenanceWindowTask',
      { taskInvocationParameters: { automation: { parameters: { commands: ['id'] } } } },
      'text: id',
    ],
    ['a window', 'ssm:CreateMaintenanceWindow', { name: 'nightly' }, 'none'],
    ['a document, masked', 'ssm:CreateDocument', { name: 'x', content: HIDDEN }, 'hidden'],
    [
      'a document, shown',
      'ssm:UpdateDocument',
      { name: 'x', content: 'schemaVersion: "2.2"' },
      'text: schemaVersion: "2.2"',
    ],
    ['a default version', 'ssm:UpdateDocumentDefaultVersion', { name: 'x', documentVersion: '2' }, 'none'],
    ['user data, removed', 'ec2:ModifyInstanceAttribute', { userData: '<sensitiveDataRemoved>' }, 'hidden'],
    [
      'user data, shown',
      'ec2:ModifyInstanceAttribute',
      { userData: { value: '<powershell>whoami</powershell>' } },
      'text: <powershell>whoami</powershell>',
    ],
    [
      'user data in the older form',
      'ec2:ModifyInstanceAttribute',
      { attribute: 'userData', value: '<sensitiveDataRemoved>' },
      'hidden',
    ],
    [
      'user data of a launch template',
      'ec2:CreateLaunchTemplate',
      { CreateLaunchTemplateRequest: { LaunchTemplateData: { UserData: '<sensitiveDataRemoved>' } } },
      'hidden',
    ],
    ['a read', 'ssm:ListCommands', {}, 'none'],
    ['a protection operation left out for its size', 'events:PutTargets', { omitted: true }, 'none'],
  ])('reads %s', (_name, operation, request, expected) => {
    expect(summary(payloadOf(operation, request))).toBe(expected)
  })

  it('knows a command by target to be masked when only the answer says so', () => {
    expect(
      payloadOf(
        'ssm:SendCommand',
        { documentName: 'Example', targets: [] },
        { responseElements: { command: { parameters: HIDDEN } } },
      ).kind,
    ).toBe('hidden')
  })
})

describe('textOfParameters', () => {
  it.each<[string, unknown, string | null]>([
    [
      'the place a remote script comes from before its command line',
      { sourceType: ['S3'], sourceInfo: ['{"path":"https://example.com/a.sh"}'], commandLine: ['a.sh'] },
      '{"path":"https://example.com/a.sh"}\na.sh',
    ],
    [
      'every parameter of a document that runs another',
      { sourceType: ['SSMDocument'], documentParameters: ['x'] },
      '{"documentParameters":["x"],"sourceType":["SSMDocument"]}',
    ],
    ['one text that is no list', { commands: 'id' }, 'id'],
    ['an empty list of commands', { commands: [] }, '{"commands":[]}'],
    ['no parameters', {}, null],
    ['a mask', HIDDEN, null],
    ['a list', ['id'], null],
    ['nothing', undefined, null],
  ])('gives %s', (_name, parameters, expected) => {
    expect(textOfParameters(parameters)).toBe(expected)
  })

  it('does not depend on the order of the parameters', () => {
    expect(textOfParameters({ b: ['2'], a: ['1'] })).toBe(textOfParameters({ a: ['1'], b: ['2'] }))
  })
})
