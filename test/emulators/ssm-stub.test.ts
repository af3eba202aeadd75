import {
  DescribeAssociationCommand,
  DescribeDocumentCommand,
  DescribeInstanceInformationCommand,
  GetAutomationExecutionCommand,
  GetCommandInvocationCommand,
  GetDocumentCommand,
  GetMaintenanceWindowTaskCommand,
  GetParameterCommand,
  ListCommandInvocationsCommand,
  ListCommandsCommand,
  SendCommandCommand,
  SSMClient,
  paginateDescribeInstanceInformation,
  paginateListCommands,
} from '@aws-sdk/client-ssm'
import { clientSettings } from './client-settings'
import { createFaultPlan, type FaultPlan } from './fault-plan'
import { startSsmStub, type SsmStub } from './ssm-stub'

const INSTANCE = 'i-0123456789abcdef0'
const OTHER = 'i-0123456789abcdef1'

let faults: FaultPlan
let stub: SsmStub
let client: SSMClient

beforeEach(async () => {
  faults = createFaultPlan()
  stub = await startSsmStub({
    faults,
    documents: [
      {
        Name: 'Deploy',
        Content: '{"schemaVersion":"2.2"}',
        DocumentVersion: '1',
        DefaultVersion: '2',
        LatestVersion: '2',
        Owner: '123456789012',
      },
      {
        Name: 'Deploy',
        Content: '{"schemaVersion":"2.2","v":2}',
        DocumentVersion: '2',
        DefaultVersion: '2',
        LatestVersion: '2',
        Owner: '123456789012',
      },
    ],
    associations: [
      { AssociationId: '00000000-0000-0000-0000-000000000009', Name: 'Deploy', Parameters: { commands: ['id'] } },
    ],
    maintenanceWindowTasks: [
      { WindowId: 'mw-0123456789abcdef0', WindowTaskId: '00000000-0000-0000-0000-000000000008', TaskArn: 'Deploy' },
    ],
    automations: [
      {
        AutomationExecutionId: '00000000-0000-0000-0000-000000000007',
        DocumentName: 'Deploy',
        ExecutionStartTime: new Date(1_700_000_000_500),
      },
    ],
    instances: Array.from({ length: 12 }, (_, index) => ({
      InstanceId: `i-${String(index).padStart(17, '0')}`,
      PlatformType: index % 2 === 0 ? ('Linux' as const) : ('Windows' as const),
      Tags: { Environment: index < 3 ? 'prod' : 'test' },
    })),
    parameters: new Map([['/runwarden/known-admins', '["role/Admin"]']]),
  })
  client = new SSMClient(clientSettings(stub.endpoint))
})

afterEach(async () => {
  client.destroy()
  await stub.stop()
})

async function send(InstanceIds: string[] = [INSTANCE]): Promise<string> {
  const { Command } = await client.send(
    new SendCommandCommand({ DocumentName: 'AWS-RunShellScript', InstanceIds, Parameters: { commands: ['whoami'] } }),
  )
  return Command?.CommandId ?? ''
}

describe('Run Command', () => {
  it('gives back the parameters and targets of a command by its id', async () => {
    const CommandId = await send()
    await send([OTHER])
    const { Commands } = await client.send(new ListCommandsCommand({ CommandId }))
    expect(Commands).toMatchObject([
      { CommandId, Parameters: { commands: ['whoami'] }, InstanceIds: [INSTANCE], Status: 'Pending' },
    ])
    expect(Commands?.[0]?.RequestedDateTime).toBeInstanceOf(Date)
  })

  it('returns an empty list for an id it does not know', async () => {
    const { Commands } = await client.send(
      new ListCommandsCommand({ CommandId: '00000000-0000-0000-0000-000000000099' }),
    )
    expect(Commands).toEqual([])
  })

  it('does not see a command at first', async () => {
    stub.state.emptyFor = 2
    const CommandId = await send()
    const found: (number | undefined)[] = []
    for (let read = 0; read < 3; read++)
      found.push((await client.send(new ListCommandsCommand({ CommandId }))).Commands?.length)
    expect(found).toEqual([0, 0, 1])
  })

  it('pages', async () => {
    for (let index = 0; index < 7; index++) await send()
    const sizes: (number | undefined)[] = []
    for await (const page of paginateListCommands({ client, pageSize: 3 }, {})) sizes.push(page.Commands?.length)
    expect(sizes).toEqual([3, 3, 1])
  })

  it('lists the machines of a command, with plugin output only when asked', async () => {
    const CommandId = await send([INSTANCE, OTHER])
    stub.state.invocations[0] = {
      ...stub.state.invocations[0],
      CommandPlugins: [{ Name: 'aws:runShellScript', Output: 'root' }],
    }
    const plain = await client.send(new ListCommandInvocationsCommand({ CommandId }))
    expect(plain.CommandInvocations?.map(({ InstanceId, CommandPlugins }) => [InstanceId, CommandPlugins])).toEqual([
      [INSTANCE, undefined],
      [OTHER, undefined],
    ])
    const detailed = await client.send(
      new ListCommandInvocationsCommand({ CommandId, InstanceId: INSTANCE, Details: true }),
    )
    expect(detailed.CommandInvocations).toMatchObject([{ InstanceId: INSTANCE, CommandPlugins: [{ Output: 'root' }] }])
  })

  it.each([
    ['an id of the wrong length', () => new ListCommandsCommand({ CommandId: 'short' }), 'ValidationException'],
    ['a page that is too large', () => new ListCommandsCommand({ MaxResults: 51 }), 'ValidationException'],
    ['a token it never gave', () => new ListCommandsCommand({ NextToken: 'other' }), 'InvalidNextToken'],
  ])('refuses %s', async (_name, request, name) => {
    await expect(client.send(request())).rejects.toMatchObject({ name })
  })

  it('refuses an unknown document', async () => {
    await expect(client.send(new SendCommandCommand({ DocumentName: 'Nowhere' }))).rejects.toMatchObject({
      name: 'InvalidDocument',
    })
  })

  it('says which operations it does not know', async () => {
    const unknown = new GetCommandInvocationCommand({
      CommandId: '00000000-0000-0000-0000-000000000001',
      InstanceId: INSTANCE,
    })
    await expect(client.send(unknown)).rejects.toMatchObject({ name: 'UnknownOperationException' })
  })
})

describe('reads', () => {
  it.each([
    ['the default version by name', { Name: 'Deploy' }, '2'],
    ['a version', { Name: 'Deploy', DocumentVersion: '1' }, '1'],
    [
      'the latest version by ARN',
      { Name: 'arn:aws:ssm:us-east-1:123456789012:document/Deploy', DocumentVersion: '$LATEST' },
      '2',
    ],
  ])('gets a document: %s', async (_name, input, version) => {
    const { Content, DocumentVersion } = await client.send(new GetDocumentCommand(input))
    expect(DocumentVersion).toBe(version)
    expect(Content).toContain('schemaVersion')
    expect((await client.send(new DescribeDocumentCommand(input))).Document).toMatchObject({
      Owner: '123456789012',
      DocumentVersion: version,
    })
  })

  it('gets an association, a maintenance window task, an automation and a parameter', async () => {
    const association = await client.send(
      new DescribeAssociationCommand({ AssociationId: '00000000-0000-0000-0000-000000000009' }),
    )
    expect(association.AssociationDescription).toMatchObject({ Parameters: { commands: ['id'] } })
    const WindowTaskId = '00000000-0000-0000-0000-000000000008'
    const task = await client.send(
      new GetMaintenanceWindowTaskCommand({ WindowId: 'mw-0123456789abcdef0', WindowTaskId }),
    )
    expect(task.TaskArn).toBe('Deploy')
    const AutomationExecutionId = '00000000-0000-0000-0000-000000000007'
    const { AutomationExecution } = await client.send(new GetAutomationExecutionCommand({ AutomationExecutionId }))
    expect(AutomationExecution?.ExecutionStartTime).toEqual(new Date(1_700_000_000_500))
    const { Parameter } = await client.send(new GetParameterCommand({ Name: '/runwarden/known-admins' }))
    expect(Parameter?.Value).toBe('["role/Admin"]')
  })

  it.each([
    ['document', new GetDocumentCommand({ Name: 'Nowhere' }), 'InvalidDocument'],
    ['association', new DescribeAssociationCommand({ AssociationId: '0' }), 'AssociationDoesNotExist'],
    ['task', new GetMaintenanceWindowTaskCommand({ WindowId: '0', WindowTaskId: '0' }), 'DoesNotExistException'],
    [
      'automation',
      new GetAutomationExecutionCommand({ AutomationExecutionId: '0' }),
      'AutomationExecutionNotFoundException',
    ],
    ['parameter', new GetParameterCommand({ Name: '/none' }), 'ParameterNotFound'],
  ])('names the error for an unknown %s', async (_name, request, name) => {
    await expect(client.send(request as GetDocumentCommand)).rejects.toMatchObject({ name })
  })
})

describe('DescribeInstanceInformation', () => {
  it('filters by tag and platform', async () => {
    const Filters = [
      { Key: 'tag:Environment', Values: ['prod'] },
      { Key: 'PlatformTypes', Values: ['Linux'] },
    ]
    const { InstanceInformationList } = await client.send(new DescribeInstanceInformationCommand({ Filters }))
    expect(InstanceInformationList?.map(({ InstanceId }) => InstanceId)).toEqual([
      'i-00000000000000000',
      'i-00000000000000002',
    ])
  })

  it('pages', async () => {
    const sizes: (number | undefined)[] = []
    for await (const page of paginateDescribeInstanceInformation({ client, pageSize: 5 }, {}))
      sizes.push(page.InstanceInformationList?.length)
    expect(sizes).toEqual([5, 5, 2])
  })

  it('refuses an unknown filter', async () => {
    const request = new DescribeInstanceInformationCommand({ Filters: [{ Key: 'Colour', Values: ['red'] }] })
    await expect(client.send(request)).rejects.toMatchObject({ name: 'InvalidFilterKey' })
  })
})

describe('faults', () => {
  it('throttles, and keeps a record of what was processed', async () => {
    faults.failAfter(0, 'throttle', { operation: 'ssm:ListCommands', times: 1 })
    await expect(client.send(new ListCommandsCommand({}))).rejects.toMatchObject({ name: 'ThrottlingException' })
    await client.send(new ListCommandsCommand({ MaxResults: 5 }))
    expect(stub.calls).toEqual([{ operation: 'ssm:ListCommands', input: { MaxResults: 5 } }])
  })
})
