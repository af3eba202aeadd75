import { MASKED, type ExpectedRow } from './expected-row'

const TASK = 'arn:aws:ecs:eu-west-1:123456789012:task/example/0123456789abcdef0123456789abcdef'
const REMOVED = '<sensitiveDataRemoved>'

export const RUNNING: Readonly<Record<string, ExpectedRow>> = {
  'ssm:SendCommand': {
    is: 'command machine ssm:ListCommands',
    request: { documentName: 'AWS-RunShellScript', instanceIds: ['i-0123456789abcdef0'], parameters: MASKED },
    response: { command: { commandId: '00000000-0000-0000-0000-0000000000c1', instanceIds: ['i-0123456789abcdef0'] } },
    reads: { item: null, document: 'AWS-RunShellScript', targets: 'i-0123456789abcdef0', payload: 'hidden' },
  },
  'ecs:ExecuteCommand': {
    is: 'command container record',
    request: { cluster: 'example', container: 'app', command: '/bin/sh', interactive: true, task: TASK },
    response: { session: { sessionId: 'ecs-execute-command-0a1b' }, taskArn: TASK, containerName: 'app' },
    reads: {
      item: 'ecs-execute-command-0a1b',
      document: null,
      targets: 'ecs:example_0123456789abcdef0123456789abcdef_app',
      payload: 'text',
    },
  },

  'ssm:StartSession': {
    is: 'session machine record',
    request: {
      target: 'i-0123456789abcdef0',
      documentName: 'AWS-StartInteractiveCommand',
      parameters: { command: ['id'] },
    },
    response: { sessionId: 'alice-0123456789abcdef0' },
    reads: {
      item: 'alice-0123456789abcdef0',
      document: 'AWS-StartInteractiveCommand',
      targets: 'i-0123456789abcdef0',
      payload: 'text',
    },
  },
  'ssm:ResumeSession': {
    is: 'session machine none',
    request: { sessionId: 'alice-0123456789abcdef0' },
    response: { sessionId: 'alice-0123456789abcdef0' },
    reads: { item: 'alice-0123456789abcdef0', document: null, targets: 'unknown', payload: 'hidden' },
  },
  'ssm:StartAccessRequest': {
    is: 'session machine none',
    request: { reason: 'INC-7', targets: [{ key: 'InstanceIds', values: ['i-0123456789abcdef0'] }] },
    response: { accessRequestId: 'oi-0123456789ab' },
    reads: { item: 'oi-0123456789ab', document: null, targets: 'i-0123456789abcdef0', payload: 'none' },
  },
  'ssm:GetAccessToken': {
    is: 'session machine none read-only',
    request: { accessRequestId: 'oi-0123456789ab' },
    reads: { item: 'oi-0123456789ab', document: null, targets: 'unknown', payload: 'none' },
  },
  'ssm-guiconnect:StartConnection': {
    is: 'session machine none',
    request: { AuthType: 'Credentials', Protocol: 'RDP', InstanceId: 'i-0123456789abcdef0' },
    response: { ConnectionArn: 'arn:aws:ssm-guiconnect:eu-west-1:123456789012:connection/conn-1' },
    reads: { item: 'conn-1', document: null, targets: 'i-0123456789abcdef0', payload: 'hidden' },
  },
  'ec2-instance-connect:SendSSHPublicKey': {
    is: 'session machine none',
    request: { instanceId: 'i-0123456789abcdef0', instanceOSUser: 'ec2-user', sSHPublicKey: 'ssh-ed25519 AAAA' },
    reads: { item: 'ec2-user', document: null, targets: 'i-0123456789abcdef0', payload: 'hidden' },
  },
  'ec2-instance-connect:SendSerialConsoleSSHPublicKey': {
    is: 'session machine none',
    request: { instanceId: 'i-0123456789abcdef0', serialPort: 0, sSHPublicKey: 'ssh-ed25519 AAAA' },
    reads: { item: null, document: null, targets: 'i-0123456789abcdef0', payload: 'hidden' },
  },
  'ec2-instance-connect:OpenTunnel': {
    is: 'session machine none',
    request: { instanceConnectEndpointId: 'eice-0123456789abcdef0', remotePort: '22', privateIpAddress: '10.0.1.1' },
    reads: { item: '10.0.1.1:22', document: null, targets: '10.0.1.1', payload: 'none' },
  },

  'ssm:StartAutomationExecution': {
    is: 'automation machine ssm:GetAutomationExecution',
    request: {
      documentName: 'arn:aws:ssm:eu-west-1:111122223333:document/Restart',
      parameters: { InstanceId: ['i-0123456789abcdef0'], commands: ['id'] },
    },
    response: { automationExecutionId: '00000000-0000-0000-0000-0000000000a1' },
    reads: {
      item: '00000000-0000-0000-0000-0000000000a1',
      document: 'Restart@111122223333',
      targets: 'i-0123456789abcdef0',
      payload: 'text',
    },
  },
  'ssm:StartChangeRequestExecution': {
    is: 'automation machine ssm:GetAutomationExecution',
    request: {
      documentName: 'AWS-HelloWorldChangeTemplate',
      changeRequestName: 'CHG-7',
      runbooks: [{ documentName: 'Restart', parameters: { InstanceId: ['i-0123456789abcdef0'] } }],
    },
    response: { automationExecutionId: '00000000-0000-0000-0000-0000000000a2' },
    reads: {
      item: '00000000-0000-0000-0000-0000000000a2',
      document: 'AWS-HelloWorldChangeTemplate',
      targets: 'i-0123456789abcdef0',
      payload: 'text',
    },
  },
  'ssm:SendAutomationSignal': {
    is: 'automation resource none',
    request: { automationExecutionId: '00000000-0000-0000-0000-0000000000a1', signalType: 'Approve' },
    reads: {
      item: '00000000-0000-0000-0000-0000000000a1',
      document: null,
      targets: 'unknown',
      payload: 'none',
    },
  },

  'ssm:CreateAssociation': {
    is: 'schedule machine ssm:DescribeAssociation',
    request: {
      name: 'AWS-RunShellScript',
      targets: [{ key: 'resource-groups:Name', values: ['web'] }],
      parameters: MASKED,
      associationName: 'nightly',
    },
    response: { associationDescription: { associationId: '00000000-0000-0000-0000-0000000000b1' } },
    reads: {
      item: '00000000-0000-0000-0000-0000000000b1',
      document: 'AWS-RunShellScript',
      targets: 'resource-groups:Name=web',
      payload: 'hidden',
    },
  },
  'ssm:CreateAssociationBatch': {
    is: 'schedule machine ssm:DescribeAssociation',
    request: { entries: [{ name: 'AWS-RunShellScript', instanceId: 'i-0123456789abcdef0', parameters: MASKED }] },
    response: { successful: [{ associationId: '00000000-0000-0000-0000-0000000000b2', name: 'AWS-RunShellScript' }] },
    reads: {
      // The answer names the associations; no reader takes them yet.
      item: null,
      document: 'AWS-RunShellScript',
      targets: 'i-0123456789abcdef0',
      payload: 'hidden',
    },
  },
  'ssm:UpdateAssociation': {
    is: 'schedule machine ssm:DescribeAssociation',
    request: {
      associationId: '00000000-0000-0000-0000-0000000000b1',
      name: 'AWS-RunShellScript',
      documentVersion: '3',
      parameters: MASKED,
    },
    response: {
      associationDescription: {
        associationId: '00000000-0000-0000-0000-0000000000b1',
        targets: [{ key: 'tag:Env', values: ['web'] }],
      },
    },
    reads: {
      item: '00000000-0000-0000-0000-0000000000b1',
      document: 'AWS-RunShellScript:3',
      targets: 'tag:Env=web',
      payload: 'hidden',
    },
  },
  'ssm:StartAssociationsOnce': {
    is: 'schedule machine ssm:DescribeAssociation',
    request: {
      associationIds: ['00000000-0000-0000-0000-0000000000b1', '00000000-0000-0000-0000-0000000000b2'],
    },
    reads: {
      item: '00000000-0000-0000-0000-0000000000b1, 00000000-0000-0000-0000-0000000000b2',
      document: null,
      targets: 'unknown',
      payload: 'none',
    },
  },
  'ssm:CreateMaintenanceWindow': {
    is: 'schedule resource none',
    request: { name: 'nightly', schedule: 'rate(1 day)', duration: 2, cutoff: 1 },
    response: { windowId: 'mw-0123456789abcdef0' },
    reads: { item: 'mw-0123456789abcdef0', document: null, targets: 'unknown', payload: 'none' },
  },
  'ssm:UpdateMaintenanceWindow': {
    is: 'schedule resource none',
    request: { windowId: 'mw-0123456789abcdef0', name: 'nightly', schedule: 'rate(1 hour)' },
    response: { windowId: 'mw-0123456789abcdef0', name: 'nightly' },
    reads: { item: 'mw-0123456789abcdef0', document: null, targets: 'unknown', payload: 'none' },
  },
  'ssm:RegisterTargetWithMaintenanceWindow': {
    is: 'schedule machine none',
    request: {
      windowId: 'mw-0123456789abcdef0',
      resourceType: 'INSTANCE',
      targets: [{ key: 'tag:Env', values: ['web'] }],
    },
    response: { windowTargetId: '00000000-0000-0000-0000-0000000000d1' },
    reads: {
      item: 'mw-0123456789abcdef0/00000000-0000-0000-0000-0000000000d1',
      document: null,
      targets: 'tag:Env=web',
      payload: 'none',
    },
  },
  'ssm:UpdateMaintenanceWindowTarget': {
    is: 'schedule machine none',
    request: {
      windowId: 'mw-0123456789abcdef0',
      windowTargetId: '00000000-0000-0000-0000-0000000000d1',
      targets: [{ key: 'InstanceIds', values: ['i-0123456789abcdef0'] }],
    },
    reads: {
      item: 'mw-0123456789abcdef0/00000000-0000-0000-0000-0000000000d1',
      document: null,
      targets: 'i-0123456789abcdef0',
      payload: 'none',
    },
  },
  'ssm:RegisterTaskWithMaintenanceWindow': {
    is: 'schedule machine ssm:GetMaintenanceWindowTask',
    request: {
      windowId: 'mw-0123456789abcdef0',
      taskType: 'RUN_COMMAND',
      taskArn: 'AWS-RunPowerShellScript',
      targets: [{ key: 'WindowTargetIds', values: ['00000000-0000-0000-0000-0000000000d1'] }],
      taskInvocationParameters: { runCommand: { parameters: MASKED } },
    },
    response: { windowTaskId: '00000000-0000-0000-0000-0000000000e1' },
    reads: {
      item: 'mw-0123456789abcdef0/00000000-0000-0000-0000-0000000000e1',
      document: 'AWS-RunPowerShellScript',
      targets: 'WindowTargetIds=00000000-0000-0000-0000-0000000000d1',
      payload: 'hidden',
    },
  },
  'ssm:UpdateMaintenanceWindowTask': {
    is: 'schedule machine ssm:GetMaintenanceWindowTask',
    request: {
      windowId: 'mw-0123456789abcdef0',
      windowTaskId: '00000000-0000-0000-0000-0000000000e1',
      taskArn: 'Restart',
      targets: [{ key: 'InstanceIds', values: ['i-0123456789abcdef0'] }],
      taskInvocationParameters: { automation: { parameters: { commands: ['id'] } } },
    },
    reads: {
      item: 'mw-0123456789abcdef0/00000000-0000-0000-0000-0000000000e1',
      document: 'Restart',
      targets: 'i-0123456789abcdef0',
      payload: 'text',
    },
  },

  'ec2:ModifyInstanceAttribute': {
    is: 'boot machine none',
    request: { instanceId: 'i-0123456789abcdef0', userData: REMOVED },
    response: { requestId: '00000000-0000-0000-0000-0000000000f1', _return: true },
    reads: { item: null, document: null, targets: 'i-0123456789abcdef0', payload: 'hidden' },
  },
  'ec2:CreateLaunchTemplate': {
    is: 'boot resource none',
    request: {
      CreateLaunchTemplateRequest: { LaunchTemplateName: 'web', LaunchTemplateData: { UserData: REMOVED } },
    },
    response: {
      CreateLaunchTemplateResponse: { launchTemplate: { launchTemplateId: 'lt-0123456789abcdef0' } },
    },
    reads: { item: 'lt-0123456789abcdef0', document: null, targets: 'unknown', payload: 'hidden' },
  },
  'ec2:CreateLaunchTemplateVersion': {
    is: 'boot resource none',
    request: {
      CreateLaunchTemplateVersionRequest: {
        LaunchTemplateId: 'lt-0123456789abcdef0',
        LaunchTemplateData: { UserData: REMOVED },
      },
    },
    reads: { item: 'lt-0123456789abcdef0', document: null, targets: 'unknown', payload: 'hidden' },
  },
}
