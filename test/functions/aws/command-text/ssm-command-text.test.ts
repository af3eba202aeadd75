import { SSMClient } from '@aws-sdk/client-ssm'
import { ssmCommandText } from '../../../../functions/aws/command-text/ssm-command-text'
import { NoAccess } from '../../../../functions/aws/command-text/ssm-clients'
import type { Activity } from '../../../../shared/model/activity'
import { clientSettings } from '../../../emulators/client-settings'
import { createFaultPlan } from '../../../emulators/fault-plan'
import { startSsmStub, type SsmStub } from '../../../emulators/ssm-stub'
import { awsActivity } from '../../../support/activity'

const COMMAND = '00000000-0000-0000-0000-0000000000c1'

const faults = createFaultPlan()
let ssm: SsmStub
let client: SSMClient

beforeAll(async () => {
  ssm = await startSsmStub({ faults })
  client = new SSMClient(clientSettings(ssm.endpoint))
})

afterAll(async () => {
  client.destroy()
  await ssm.stop()
})

beforeEach(() => {
  faults.up()
  ssm.state.emptyFor = 0
  for (const list of [
    ssm.state.commands,
    ssm.state.documents,
    ssm.state.associations,
    ssm.state.maintenanceWindowTasks,
    ssm.state.automations,
  ])
    list.length = 0
  ssm.state.commands.push({ CommandId: COMMAND, Parameters: { commands: ['uptime', 'date'] } })
})

const clock = { now: () => 0, sleep: async () => {}, random: () => 0.5 }
const port = (clientFor = async () => client) => ssmCommandText(clientFor, 'aws', clock)
const payload = async (activity: Activity) => (await port().complete(activity)).payload
const command = (given: Partial<Activity> = {}): Activity => awsActivity({ commandId: COMMAND, ...given })
const steps = (name: string, runCommand: readonly string[], further: object = {}) => ({
  Name: name,
  Content: JSON.stringify({
    schemaVersion: '2.2',
    mainSteps: [{ action: 'aws:runShellScript', inputs: { runCommand } }],
  }),
  ...further,
})
const calls = (): readonly string[] => ssm.calls.map(({ operation }) => operation)

describe('the text of a command', () => {
  it.each([
    { name: 'its parameters', activity: command(), expected: 'uptime\ndate' },
    {
      name: "an association's parameters",
      activity: command({ operation: 'ssm:CreateAssociation', family: 'schedule', item: 'a1', commandId: null }),
      expected: 'from association',
    },
    {
      name: 'the parameters of several associations',
      activity: command({
        operation: 'ssm:StartAssociationsOnce',
        family: 'schedule',
        item: 'a1, a2',
        commandId: null,
      }),
      expected: 'from association\nfrom another',
    },
    {
      name: "a maintenance window task's parameters",
      activity: command({
        operation: 'ssm:RegisterTaskWithMaintenanceWindow',
        family: 'schedule',
        item: 'w1/t1',
        commandId: null,
      }),
      expected: 'from task',
    },
    {
      name: "an automation's parameters",
      activity: command({
        operation: 'ssm:StartAutomationExecution',
        family: 'automation',
        item: 'e1',
        commandId: null,
      }),
      expected: 'from automation',
    },
    {
      name: 'the steps of a document that was written',
      activity: command({
        operation: 'ssm:CreateDocument',
        family: 'document',
        commandId: null,
        document: { name: 'Nightly', version: null, owner: null },
      }),
      expected: 'make nightly',
    },
  ])('is $name', async ({ activity, expected }) => {
    ssm.state.associations.push(
      { AssociationId: 'a1', Parameters: { commands: ['from association'] } },
      { AssociationId: 'a2', Parameters: { commands: ['from another'] } },
    )
    ssm.state.maintenanceWindowTasks.push({
      WindowId: 'w1',
      WindowTaskId: 't1',
      TaskInvocationParameters: { RunCommand: { Parameters: { commands: ['from task'] } } },
    })
    ssm.state.automations.push({ AutomationExecutionId: 'e1', Parameters: { commands: ['from automation'] } })
    ssm.state.documents.push(steps('Nightly', ['make nightly']))
    expect(await payload(activity)).toEqual({ kind: 'text', text: expected })
  })

  it('has the steps of a custom document beside its parameters', async () => {
    ssm.state.documents.push(steps('Nightly', ['make nightly']))
    expect(await payload(command({ document: { name: 'Nightly', version: null, owner: null } }))).toEqual({
      kind: 'text',
      text: 'uptime\ndate\nmake nightly',
    })
  })

  it('has the steps of the version that was named', async () => {
    ssm.state.documents.push(
      steps('Nightly', ['old'], { DocumentVersion: '1', DefaultVersion: '2' }),
      steps('Nightly', ['new'], { DocumentVersion: '2', DefaultVersion: '2' }),
    )
    expect(await payload(command({ document: { name: 'Nightly', version: '1', owner: null } }))).toEqual({
      kind: 'text',
      text: 'uptime\ndate\nold',
    })
  })

  it('of an updated document is that of its latest version, whichever the update was made from', async () => {
    ssm.state.documents.push(
      steps('Nightly', ['old'], { DocumentVersion: '1', LatestVersion: '2' }),
      steps('Nightly', ['new'], { DocumentVersion: '2', LatestVersion: '2' }),
    )
    expect(
      await payload(
        command({
          operation: 'ssm:UpdateDocument',
          family: 'document',
          commandId: null,
          document: { name: 'Nightly', version: '1', owner: null },
        }),
      ),
    ).toEqual({ kind: 'text', text: 'new' })
  })

  it("reads another account's document by its ARN", async () => {
    ssm.state.documents.push(steps('Shared', ['from elsewhere']))
    await payload(command({ document: { name: 'Shared', version: null, owner: '111122223333' } }))
    expect(ssm.calls.findLast(({ operation }) => operation === 'ssm:GetDocument')?.input).toEqual({
      Name: 'arn:aws:ssm:eu-west-1:111122223333:document/Shared',
      DocumentFormat: 'JSON',
    })
  })

  it('follows documents that run documents, each once, and not for ever', async () => {
    const runs = (name: string, next: string) => ({
      Name: name,
      Content: JSON.stringify({
        mainSteps: [
          { action: 'aws:runShellScript', inputs: { runCommand: [`in ${name}`] } },
          { action: 'aws:runDocument', inputs: { documentType: 'SSMDocument', documentPath: next } },
        ],
      }),
    })
    ssm.state.documents.push(runs('A', 'B'), runs('B', 'A'))
    const found = await payload(command({ document: { name: 'A', version: null, owner: null } }))
    expect(found.kind === 'text' && found.text).toBe('uptime\ndate\nin A\nB\nin B\nA')
  })

  it('finds the document that AWS-RunDocument was to run', async () => {
    ssm.state.commands.splice(0, 1, {
      CommandId: COMMAND,
      Parameters: { sourceType: ['SSMDocument'], sourceInfo: ['{"name":"Inner"}'] },
    })
    ssm.state.documents.push(steps('Inner', ['inner step']))
    const found = await payload(command({ document: { name: 'AWS-RunDocument', version: null, owner: null } }))
    expect(found.kind === 'text' && found.text).toContain('inner step')
  })

  it('of the record is joined by the steps of a custom document, and kept when they cannot be had', async () => {
    const automation = command({
      operation: 'ssm:StartAutomationExecution',
      family: 'automation',
      commandId: null,
      item: 'e1',
      payload: { kind: 'text', text: 'given' },
      document: { name: 'Nightly', version: null, owner: null },
    })
    expect(await payload(automation)).toEqual({ kind: 'text', text: 'given' })
    ssm.state.documents.push(steps('Nightly', ['make nightly']))
    expect(await payload(automation)).toEqual({ kind: 'text', text: 'given\nmake nightly' })
  })

  it('is none where a command was given none', async () => {
    ssm.state.commands.splice(0, 1, { CommandId: COMMAND, DocumentName: 'AWS-UpdateSSMAgent' })
    expect(await payload(command({ document: { name: 'AWS-UpdateSSMAgent', version: null, owner: null } }))).toEqual({
      kind: 'none',
    })
  })

  it('is asked for again while the service does not know the command yet', async () => {
    ssm.state.emptyFor = 2
    expect(await payload(command())).toMatchObject({ kind: 'text' })
  })
})

describe('a text that is not to be had', () => {
  it.each([
    ['unknown to the service', async () => void (ssm.state.commands.length = 0), 'ListCommands does not know it yet'],
    ['throttled', async () => faults.failAfter(0, 'throttle'), 'ListCommands was throttled'],
    ['broken', async () => faults.failAfter(0, 'error'), 'ListCommands failed (InternalServerError)'],
  ])('says why: %s', async (_what, arrange, reason) => {
    await arrange()
    expect(await payload(command())).toEqual({ kind: 'hidden', reason: `text not available: ${reason}`, again: true })
  })

  it.each([
    [
      'denied',
      Object.assign(new Error('no'), { name: 'AccessDeniedException' }),
      'ListCommands was denied (AccessDeniedException)',
      false,
    ],
    [
      'without a role',
      new NoAccess('no role is configured to read in account 111122223333'),
      'no role is configured to read in account 111122223333',
      false,
    ],
    ['too slow', Object.assign(new Error('no'), { name: 'TimeoutError' }), 'ListCommands did not answer in time', true],
  ])('says why, and whether to ask again: %s', async (_what, cause, reason, again) => {
    const { payload: found } = await port(async () => Promise.reject(cause)).complete(command())
    expect(found).toEqual({ kind: 'hidden', reason: `text not available: ${reason}`, ...(again ? { again } : {}) })
  })
})

describe('the cache of a container', () => {
  it('asks once for one record, also when it is asked for twice at once', async () => {
    const text = port()
    const before = calls().length
    await Promise.all([text.complete(command()), text.complete(command())])
    await text.complete(command())
    expect(calls().slice(before)).toEqual(['ssm:ListCommands'])
  })

  it('asks again when there was no answer', async () => {
    const text = port()
    ssm.state.commands.length = 0
    await text.complete(command())
    ssm.state.commands.push({ CommandId: COMMAND, Parameters: { commands: ['late'] } })
    expect((await text.complete(command())).payload).toEqual({ kind: 'text', text: 'late' })
  })

  it('keeps a correction apart from what it corrects', async () => {
    const text = port()
    const corrected = command({ userAgent: 'corrected', origin: { ...command().origin, hash: 'h2', addendum: true } })
    await text.complete(command())
    expect((await text.complete(corrected)).userAgent).toBe('corrected')
  })
})

describe('nobody is asked', () => {
  it.each([
    ['about Azure', { cloud: 'azure' }],
    ['about a denied call', { outcome: 'denied' }],
    ['about what Systems Manager does by itself', { automatic: true }],
    ['about a session, whose record says all there is', { operation: 'ssm:StartSession', family: 'session' }],
  ] as const)('%s', async (_what, given) => {
    const before = calls().length
    const activity = command(given)
    expect(await port().complete(activity)).toBe(activity)
    expect(calls().length).toBe(before)
  })
})
