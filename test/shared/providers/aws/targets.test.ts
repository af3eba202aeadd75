import type { Selector, Targets } from '../../../../shared/model/activity'
import { ACCOUNT, MACHINE, readCall, readersOf, type Body } from './fixture'

const targetsOf = (operation: string, request: unknown, over: Body = {}): Targets =>
  readersOf(operation).targets(readCall(operation, request, over))

const listed = (...ids: readonly string[]): Targets => ({ kind: 'listed', ids })
const selected = (...selectors: readonly Selector[]): Targets => ({
  kind: 'selected',
  selectors,
  resolved: null,
  total: null,
})
const MISSING: Targets = { kind: 'unknown', reason: 'not in the record' }
const TASK = `arn:aws:ecs:eu-west-1:${ACCOUNT}:task/example/0123456789abcdef0123456789abcdef`
const CONTAINER = 'ecs:example_0123456789abcdef0123456789abcdef_app'

const denied = (resource: string): Body => ({
  errorCode: 'AccessDenied',
  errorMessage:
    `User: arn:aws:sts::${ACCOUNT}:assumed-role/Web/i-0123456789abcdef9 is not authorized to perform: x on ` +
    `resource: ${resource}`,
})

describe('the reader of targets', () => {
  it.each<[string, string, unknown, Targets]>([
    [
      'instances',
      'ssm:SendCommand',
      { instanceIds: [MACHINE, 'i-0123456789abcdef1'] },
      listed(MACHINE, 'i-0123456789abcdef1'),
    ],
    ['one instance twice', 'ssm:SendCommand', { instanceIds: [MACHINE, MACHINE] }, listed(MACHINE)],
    ['an instance that is no list', 'ssm:SendCommand', { instanceIds: MACHINE }, listed(MACHINE)],
    [
      'every instance',
      'ssm:SendCommand',
      { instanceIds: ['*'] },
      selected({ kind: 'all', key: 'InstanceIds', values: ['*'] }),
    ],
    [
      'every instance, as a target',
      'ssm:CreateAssociation',
      { targets: [{ key: 'InstanceIds', values: ['*'] }] },
      selected({ kind: 'all', key: 'InstanceIds', values: ['*'] }),
    ],
    [
      'instances as a target, in lower case',
      'ssm:SendCommand',
      { targets: [{ key: 'instanceids', values: [MACHINE] }] },
      listed(MACHINE),
    ],
    [
      'instances as a target, in capitals',
      'ssm:SendCommand',
      { targets: [{ Key: 'InstanceIds', Values: [MACHINE] }] },
      listed(MACHINE),
    ],
    [
      'a tag',
      'ssm:SendCommand',
      { targets: [{ key: 'tag:Env', values: ['a', 'b'] }] },
      selected({ kind: 'tag', key: 'tag:Env', values: ['a', 'b'] }),
    ],
    [
      'a tag in capitals',
      'ssm:SendCommand',
      { targets: [{ key: 'Tag:Env', values: ['a'] }] },
      selected({ kind: 'tag', key: 'Tag:Env', values: ['a'] }),
    ],
    [
      'a tag key',
      'ssm:SendCommand',
      { targets: [{ key: 'tag-key', values: ['Env'] }] },
      selected({ kind: 'tag', key: 'tag-key', values: ['Env'] }),
    ],
    [
      'a resource group',
      'ssm:SendCommand',
      { targets: [{ key: 'resource-groups:Name', values: ['web'] }] },
      selected({ kind: 'resource-group', key: 'resource-groups:Name', values: ['web'] }),
    ],
    [
      'several conditions at once',
      'ssm:SendCommand',
      {
        targets: [
          { key: 'tag:A', values: ['1'] },
          { key: 'tag:B', values: ['2'] },
        ],
      },
      selected({ kind: 'tag', key: 'tag:A', values: ['1'] }, { kind: 'tag', key: 'tag:B', values: ['2'] }),
    ],
    [
      'instances beside a tag',
      'ssm:SendCommand',
      { instanceIds: [MACHINE], targets: [{ key: 'tag:A', values: ['1'] }] },
      selected({ kind: 'tag', key: 'tag:A', values: ['1'] }, { kind: 'other', key: 'InstanceIds', values: [MACHINE] }),
    ],
    ['no instance at all', 'ssm:SendCommand', { instanceIds: [], targets: [] }, MISSING],
    ['a target without a key', 'ssm:SendCommand', { targets: [{ values: [MACHINE] }, 'x', null] }, MISSING],
    ['a mixed-case id', 'ssm:StartSession', { target: 'i-786a3A8B5C0d92eF4' }, listed('i-786a3A8B5C0d92eF4')],
    ['a hybrid machine', 'ssm:StartSession', { target: 'mi-0123456789abcdef0' }, listed('mi-0123456789abcdef0')],
    ['a container as the target of a session', 'ssm:StartSession', { target: CONTAINER }, listed(CONTAINER)],
    [
      'a container of a task',
      'ecs:ExecuteCommand',
      { cluster: 'example', task: TASK, container: 'app' },
      listed(CONTAINER),
    ],
    [
      'a container whose cluster is an ARN',
      'ecs:ExecuteCommand',
      {
        cluster: `arn:aws:ecs:eu-west-1:${ACCOUNT}:cluster/example`,
        task: '0123456789abcdef0123456789abcdef',
        container: 'app',
      },
      listed(CONTAINER),
    ],
    [
      'a container whose cluster stands in the task only',
      'ecs:ExecuteCommand',
      { task: TASK, container: 'app' },
      listed(CONTAINER),
    ],
    [
      'a task of the default cluster, no container named',
      'ecs:ExecuteCommand',
      { task: '0123' },
      listed('ecs:default_0123'),
    ],
    ['no task', 'ecs:ExecuteCommand', { cluster: 'example' }, MISSING],
    ['the instance of a key push', 'ec2-instance-connect:SendSSHPublicKey', { instanceId: MACHINE }, listed(MACHINE)],
    [
      'the address behind a tunnel',
      'ec2-instance-connect:OpenTunnel',
      { privateIpAddress: '10.0.1.1', remotePort: '22' },
      listed('10.0.1.1'),
    ],
    [
      'the instance of a remote desktop, in capitals',
      'ssm-guiconnect:StartConnection',
      { InstanceId: MACHINE },
      listed(MACHINE),
    ],
    [
      'the instance of user data',
      'ec2:ModifyInstanceAttribute',
      { instanceId: MACHINE, userData: 'x' },
      listed(MACHINE),
    ],
    [
      'the instance that gets a profile',
      'ec2:AssociateIamInstanceProfile',
      { AssociateIamInstanceProfileRequest: { InstanceId: MACHINE } },
      listed(MACHINE),
    ],
    [
      'the instance of an old association',
      'ssm:CreateAssociation',
      { instanceId: MACHINE, name: 'x' },
      listed(MACHINE),
    ],
    [
      'all entries of a batch',
      'ssm:CreateAssociationBatch',
      { entries: [{ instanceId: MACHINE }, { targets: [{ key: 'InstanceIds', values: ['i-0123456789abcdef1'] }] }] },
      listed(MACHINE, 'i-0123456789abcdef1'),
    ],
    [
      'targets of a window',
      'ssm:RegisterTaskWithMaintenanceWindow',
      { targets: [{ key: 'WindowTargetIds', values: ['x'] }] },
      selected({ kind: 'other', key: 'WindowTargetIds', values: ['x'] }),
    ],
    [
      'the instance an automation is given',
      'ssm:StartAutomationExecution',
      { parameters: { InstanceId: [MACHINE], Other: ['i-0123456789abcdef1'] } },
      listed(MACHINE),
    ],
    [
      'the instances an automation is started for',
      'ssm:StartAutomationExecution',
      { targetParameterName: 'InstanceId', targets: [{ key: 'ParameterValues', values: [MACHINE] }] },
      listed(MACHINE),
    ],
    [
      'other values an automation is started for',
      'ssm:StartAutomationExecution',
      { targets: [{ key: 'ParameterValues', values: ['bucket'] }] },
      selected({ kind: 'other', key: 'ParameterValues', values: ['bucket'] }),
    ],
    [
      'a resource group of an automation',
      'ssm:StartAutomationExecution',
      { targets: [{ key: 'ResourceGroup', values: ['web'] }] },
      selected({ kind: 'resource-group', key: 'ResourceGroup', values: ['web'] }),
    ],
    [
      'target maps of an automation',
      'ssm:StartAutomationExecution',
      { targetMaps: [{ InstanceIds: [MACHINE] }] },
      listed(MACHINE),
    ],
    [
      'other accounts of an automation',
      'ssm:StartAutomationExecution',
      { targetLocations: [{ accounts: ['111122223333'], regions: ['eu-west-1'] }] },
      selected({ kind: 'other', key: 'accounts', values: ['111122223333'] }),
    ],
    [
      'other accounts of an association',
      'ssm:CreateAssociation',
      { name: 'x', targetLocations: [{ accounts: ['111122223333'], regions: ['eu-west-1'] }] },
      selected({ kind: 'other', key: 'accounts', values: ['111122223333'] }),
    ],
    [
      'target maps of an association',
      'ssm:UpdateAssociation',
      { name: 'x', targetMaps: [{ InstanceIds: [MACHINE] }] },
      listed(MACHINE),
    ],
    [
      'the runbooks of a change request',
      'ssm:StartChangeRequestExecution',
      { runbooks: [{ documentName: 'x', parameters: { InstanceId: [MACHINE] } }] },
      listed(MACHINE),
    ],
    [
      'an instance parameter of a command, which is no target',
      'ssm:SendCommand',
      { parameters: { InstanceId: [MACHINE] } },
      MISSING,
    ],
    ['a document', 'ssm:CreateDocument', { name: 'x', instanceId: MACHINE }, MISSING],
    [
      'a launch template',
      'ec2:CreateLaunchTemplateVersion',
      { CreateLaunchTemplateVersionRequest: { LaunchTemplateId: 'lt-0123456789abcdef0' } },
      MISSING,
    ],
    ['no parameters', 'ssm:SendCommand', null, MISSING],
    ['parameters of the wrong type', 'ssm:SendCommand', 'HIDDEN', MISSING],
  ])('reads %s', (_name, operation, request, expected) => {
    expect(targetsOf(operation, request)).toEqual(expected)
  })

  it('does not trust the answer for machines that were left out for their size', () => {
    expect(
      targetsOf(
        'ssm:SendCommand',
        { omitted: true, reason: 'requestParameters too large' },
        { responseElements: { command: { instanceIds: [MACHINE] } } },
      ),
    ).toEqual({ kind: 'unknown', reason: 'omitted for size' })
  })

  it.each<[string, string, Body, Targets]>([
    ['the machines of a command', 'ssm:SendCommand', { command: { instanceIds: [MACHINE] } }, listed(MACHINE)],
    [
      'the targets of an association that was changed elsewhere',
      'ssm:UpdateAssociation',
      { associationDescription: { targets: [{ key: 'tag:Env', values: ['a'] }] } },
      selected({ kind: 'tag', key: 'tag:Env', values: ['a'] }),
    ],
    [
      'the instance whose profile was replaced',
      'ec2:ReplaceIamInstanceProfileAssociation',
      { ReplaceIamInstanceProfileAssociationResponse: { iamInstanceProfileAssociation: { instanceId: MACHINE } } },
      listed(MACHINE),
    ],
    [
      'the id a new machine was given',
      'ssm:RegisterManagedInstance',
      { instanceId: 'mi-0123456789abcdef0' },
      listed('mi-0123456789abcdef0'),
    ],
  ])('falls back to the answer for %s', (_name, operation, responseElements, expected) => {
    expect(targetsOf(operation, {}, { responseElements })).toEqual(expected)
  })

  it.each<[string, string, string, Targets]>([
    ['an instance', 'ssm:SendCommand', `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/${MACHINE}`, listed(MACHINE)],
    [
      'a hybrid machine',
      'ssm:StartSession',
      `arn:aws:ssm:eu-west-1:${ACCOUNT}:managed-instance/"mi-0123456789abcdef0"`,
      listed('mi-0123456789abcdef0'),
    ],
    ['a task', 'ecs:ExecuteCommand', TASK, listed('ecs:example_0123456789abcdef0123456789abcdef')],
    [
      'every instance',
      'ssm:SendCommand',
      `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/*`,
      selected({ kind: 'all', key: 'InstanceIds', values: ['*'] }),
    ],
    [
      'a document, which is no target',
      'ssm:SendCommand',
      'arn:aws:ssm:eu-west-1::document/AWS-RunShellScript',
      MISSING,
    ],
    ['everything, which names nothing', 'ssm:SendCommand', '*', MISSING],
  ])('reads %s from the message of a denied call', (_name, operation, resource, expected) => {
    expect(targetsOf(operation, null, denied(resource))).toEqual(expected)
  })
})
