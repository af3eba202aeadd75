import { TextUnavailable, type ArmClient } from '../../../../functions/azure/command-text/arm-client'
import { armCommandText } from '../../../../functions/azure/command-text/arm-command-text'
import type { Activity } from '../../../../shared/model/activity'
import { agentProcess, awsActivity, azureActivity, VM } from '../../../support/activity'

const ACCOUNT = VM.replace('microsoft.compute/virtualmachines/web01', 'microsoft.automation/automationaccounts/ops')
const SCALE_SET = VM.replace('virtualmachines/web01', 'virtualmachinescalesets/pool')
const ARC = VM.replace('microsoft.compute/virtualmachines/web01', 'microsoft.hybridcompute/machines/srv01')

const on = (operation: string, item: string | null, parent: string, given: Partial<Activity> = {}): Activity =>
  azureActivity({
    operation,
    item,
    targets: { kind: 'listed', ids: [parent] },
    payload: { kind: 'hidden', reason: 'not in the record' },
    ...given,
  })

const runCommand = (parent = VM, given: Partial<Activity> = {}) =>
  on(
    `microsoft.${parent === ARC ? 'hybridcompute/machines' : 'compute/virtualmachines'}/runcommands/write`,
    'update',
    parent,
    given,
  )
const extension = (type: string, parent: string) =>
  on(`microsoft.${type}/extensions/write`, 'agent', parent, {
    family: 'extension',
    document: { name: 'agent', version: null, owner: null },
  })
const automation = (operation: string, item: string, given: Partial<Activity> = {}) =>
  on(`microsoft.automation/automationaccounts/${operation}`, item, ACCOUNT, { family: 'automation', ...given })

type Resources = Readonly<Record<string, object | string | number>>

/** A client that knows some resources by path; a number is that status. */
const armWith = (resources: Resources) => {
  const asked: string[] = []
  const get: ArmClient['get'] = async (path, expand) => {
    asked.push(expand === undefined ? path : `${path} ${expand}`)
    const found = resources[path] ?? 404
    if (typeof found === 'number') throw new TextUnavailable(`status ${found}`, found)
    return typeof found === 'string' ? found : JSON.stringify(found)
  }
  return { asked, complete: armCommandText({ get }).complete }
}

const textOf = ({ payload }: Activity): string =>
  payload.kind === 'text' ? payload.text : payload.kind === 'hidden' ? `hidden: ${payload.reason}` : payload.kind

interface Case {
  readonly name: string
  readonly activity: Activity
  readonly resources: Resources
  readonly text: string
  readonly document?: string
  readonly asked: readonly string[]
}

const script = (text: string, more: object = {}) => ({ properties: { source: { script: text }, ...more } })
const job = (properties: object) => ({ properties: { runbook: { name: 'Patch' }, ...properties } })

const CASES: readonly Case[] = [
  {
    name: 'a managed run command',
    activity: runCommand(),
    resources: { [`${VM}/runCommands/update`]: script('whoami') },
    text: 'whoami',
    asked: [`${VM}/runCommands/update instanceView`],
  },
  {
    name: 'its parameters',
    activity: runCommand(),
    resources: { [`${VM}/runCommands/update`]: script('whoami', { parameters: [{ name: 'to', value: 'x' }] }) },
    text: 'whoami\nto=x',
    asked: [`${VM}/runCommands/update instanceView`],
  },
  {
    name: 'a script by address',
    activity: runCommand(),
    resources: {
      [`${VM}/runCommands/update`]: { properties: { source: { scriptUri: 'https://files.example.com/a.sh' } } },
    },
    text: 'https://files.example.com/a.sh',
    asked: [`${VM}/runCommands/update instanceView`],
  },
  {
    name: 'a built-in command',
    activity: runCommand(),
    resources: {
      [`${VM}/runCommands/update`]: {
        properties: { source: { commandId: 'IPConfig' }, instanceView: { executionState: 'Succeeded' } },
      },
    },
    text: 'hidden: the run command has no script of its own; its state is Succeeded',
    document: 'IPConfig',
    asked: [`${VM}/runCommands/update instanceView`],
  },
  {
    name: 'a run command on a scale-set instance',
    activity: on(
      'microsoft.compute/virtualmachinescalesets/virtualmachines/runcommands/write',
      'update',
      `${SCALE_SET}/virtualmachines/3`,
    ),
    resources: { [`${SCALE_SET}/virtualmachines/3/runCommands/update`]: script('id') },
    text: 'id',
    asked: [`${SCALE_SET}/virtualmachines/3/runCommands/update instanceView`],
  },
  {
    name: 'a run command on an Arc machine',
    activity: runCommand(ARC),
    resources: { [`${ARC}/runCommands/update`]: script('id') },
    text: 'id',
    asked: [`${ARC}/runCommands/update instanceView`],
  },
  {
    name: 'a script that runs the user data of its machine',
    activity: runCommand(),
    resources: {
      [`${VM}/runCommands/update`]: script(
        'curl -H Metadata:true http://169.254.169.254/metadata/instance/compute/userData?api-version=2021-01-01 ' +
          '| base64 -d | bash',
      ),
      [VM]: { properties: { userData: Buffer.from('nc -e /bin/sh').toString('base64') } },
    },
    text:
      'curl -H Metadata:true http://169.254.169.254/metadata/instance/compute/userData?api-version=2021-01-01 | ' +
      'base64 -d | bash\nnc -e /bin/sh',
    asked: [`${VM}/runCommands/update instanceView`, `${VM} userData`],
  },
  {
    name: 'user data that cannot be read',
    activity: runCommand(),
    resources: { [`${VM}/runCommands/update`]: script('x instance/compute/userData') },
    text: 'x instance/compute/userData',
    asked: [`${VM}/runCommands/update instanceView`, `${VM} userData`],
  },
  {
    name: 'a run command that is gone',
    activity: runCommand(),
    resources: {},
    text: 'hidden: text not available: status 404',
    asked: [`${VM}/runCommands/update instanceView`],
  },
  {
    name: 'a run command that may not be read',
    activity: runCommand(),
    resources: { [`${VM}/runCommands/update`]: 403 },
    text: 'hidden: text not available: status 403',
    asked: [`${VM}/runCommands/update instanceView`],
  },
  {
    name: 'an answer that is no resource',
    activity: runCommand(),
    resources: { [`${VM}/runCommands/update`]: '[]' },
    text: 'hidden: text not available: Azure Resource Manager answered with something that is no resource',
    asked: [`${VM}/runCommands/update instanceView`],
  },
  {
    name: 'a record that does not name the run command',
    activity: runCommand(VM, { item: null }),
    resources: {},
    text: 'hidden: text not available: the record does not name it',
    asked: [],
  },
  {
    name: 'an extension that runs a script',
    activity: extension('compute/virtualmachines', VM),
    resources: {
      [`${VM}/extensions/agent`]: {
        properties: {
          publisher: 'Microsoft.Compute',
          type: 'CustomScriptExtension',
          typeHandlerVersion: '1.10',
          settings: { commandToExecute: 'run.cmd', fileUris: ['https://files.example.com/run.cmd'] },
        },
      },
    },
    text: 'run.cmd\nhttps://files.example.com/run.cmd',
    document: 'Microsoft.Compute/CustomScriptExtension',
    asked: [`${VM}/extensions/agent`],
  },
  {
    name: 'an extension whose settings run nothing',
    activity: extension('compute/virtualmachines', VM),
    resources: {
      [`${VM}/extensions/agent`]: {
        properties: {
          publisher: 'Microsoft.Azure.Monitor',
          type: 'AzureMonitorLinuxAgent',
          settings: { workspace: 'x' },
        },
      },
    },
    text: 'hidden: its public settings run nothing, and protected settings are never readable',
    document: 'Microsoft.Azure.Monitor/AzureMonitorLinuxAgent',
    asked: [`${VM}/extensions/agent`],
  },
  {
    name: 'an extension of a whole scale set',
    activity: extension('compute/virtualmachinescalesets', SCALE_SET),
    resources: { [`${SCALE_SET}/extensions/agent`]: { properties: { settings: { script: 'aWQ=' } } } },
    text: 'aWQ=',
    document: 'agent',
    asked: [`${SCALE_SET}/extensions/agent`],
  },
  {
    name: 'an extension of an Arc machine',
    activity: extension('hybridcompute/machines', ARC),
    resources: {
      [`${ARC}/extensions/agent`]: { properties: { publisher: 'P', type: 'T', settings: { commandToExecute: 'id' } } },
    },
    text: 'id',
    document: 'P/T',
    asked: [`${ARC}/extensions/agent`],
  },
  {
    name: 'a runbook that is written, published and drafted',
    activity: automation('runbooks/write', 'Patch'),
    resources: { [`${ACCOUNT}/runbooks/Patch/content`]: 'old', [`${ACCOUNT}/runbooks/Patch/draft/content`]: 'new' },
    text: 'old\nnew',
    asked: [`${ACCOUNT}/runbooks/Patch/content`, `${ACCOUNT}/runbooks/Patch/draft/content`],
  },
  {
    name: 'a runbook that has no draft',
    activity: automation('runbooks/write', 'Patch'),
    resources: { [`${ACCOUNT}/runbooks/Patch/content`]: 'old' },
    text: 'old',
    asked: [`${ACCOUNT}/runbooks/Patch/content`, `${ACCOUNT}/runbooks/Patch/draft/content`],
  },
  {
    name: 'a draft',
    activity: automation('runbooks/draft/content/write', 'Patch'),
    resources: { [`${ACCOUNT}/runbooks/Patch/draft/content`]: 'new' },
    text: 'new',
    asked: [`${ACCOUNT}/runbooks/Patch/draft/content`],
  },
  {
    name: 'the test of a draft',
    activity: automation('runbooks/draft/testjob/write', 'Patch'),
    resources: { [`${ACCOUNT}/runbooks/Patch/draft/content`]: 'new' },
    text: 'new',
    asked: [`${ACCOUNT}/runbooks/Patch/draft/content`],
  },
  {
    name: 'a runbook that is published',
    activity: automation('runbooks/publish/action', 'Patch'),
    resources: { [`${ACCOUNT}/runbooks/Patch/content`]: 'now' },
    text: 'now',
    asked: [`${ACCOUNT}/runbooks/Patch/content`],
  },
  {
    name: 'a runbook that is gone',
    activity: automation('runbooks/publish/action', 'Patch'),
    resources: {},
    text: 'hidden: the runbook is deleted already, or has no text yet',
    asked: [`${ACCOUNT}/runbooks/Patch/content`],
  },
  {
    name: 'a runbook that may not be read',
    activity: automation('runbooks/publish/action', 'Patch'),
    resources: { [`${ACCOUNT}/runbooks/Patch/content`]: 403 },
    text: 'hidden: text not available: status 403',
    asked: [`${ACCOUNT}/runbooks/Patch/content`],
  },
  {
    name: 'a job in Azure',
    activity: automation('jobs/write', 'j1'),
    resources: { [`${ACCOUNT}/jobs/j1`]: job({ runOn: '' }), [`${ACCOUNT}/jobs/j1/runbookContent`]: 'Get-AzVM' },
    text: 'Get-AzVM',
    document: 'Patch',
    asked: [`${ACCOUNT}/jobs/j1`, `${ACCOUNT}/jobs/j1/runbookContent`],
  },
  {
    name: 'a job on a hybrid worker group',
    activity: automation('jobs/write', 'j1'),
    resources: {
      [`${ACCOUNT}/jobs/j1`]: job({ runOn: 'on "premises"', parameters: { Target: 'db', Deep: { a: 1 } } }),
      [`${ACCOUNT}/jobs/j1/runbookContent`]: 'whoami',
    },
    text: '# runs on hybrid worker group "on \\"premises\\""\nwhoami\nTarget=db\nDeep={"a":1}',
    document: 'Patch',
    asked: [`${ACCOUNT}/jobs/j1`, `${ACCOUNT}/jobs/j1/runbookContent`],
  },
  {
    name: 'a job without a copy',
    activity: automation('jobs/write', 'j1'),
    resources: { [`${ACCOUNT}/jobs/j1`]: job({}), [`${ACCOUNT}/runbooks/Patch/content`]: 'as published' },
    text: 'as published',
    document: 'Patch',
    asked: [`${ACCOUNT}/jobs/j1`, `${ACCOUNT}/jobs/j1/runbookContent`, `${ACCOUNT}/runbooks/Patch/content`],
  },
  {
    name: 'a job whose runbook is gone',
    activity: automation('jobs/resume/action', 'j1'),
    resources: { [`${ACCOUNT}/jobs/j1`]: job({}) },
    text: 'hidden: the job keeps no copy of its runbook, and the runbook is deleted already',
    document: 'Patch',
    asked: [`${ACCOUNT}/jobs/j1`, `${ACCOUNT}/jobs/j1/runbookContent`, `${ACCOUNT}/runbooks/Patch/content`],
  },
  {
    name: 'a job that names no runbook',
    activity: automation('jobs/write', 'j1'),
    resources: { [`${ACCOUNT}/jobs/j1`]: { properties: {} } },
    text: 'hidden: the job keeps no copy of its runbook, and the runbook is deleted already',
    asked: [`${ACCOUNT}/jobs/j1`, `${ACCOUNT}/jobs/j1/runbookContent`],
  },
]

describe('armCommandText', () => {
  it.each(CASES)('reads $name', async ({ activity, resources, text, document, asked }) => {
    const arm = armWith(resources)
    const completed = await arm.complete(activity)
    expect(textOf(completed)).toBe(text)
    expect(completed.document?.name ?? null).toBe(document ?? null)
    expect(arm.asked).toEqual(asked)
  })

  it.each<[string, Activity]>([
    ['an action run command, which no call returns', azureActivity()],
    ['a call that was denied', runCommand(VM, { outcome: 'denied' })],
    ['a call that failed', runCommand(VM, { outcome: 'failed' })],
    ['a record that carries its text', runCommand(VM, { payload: { kind: 'text', text: 'whoami' } })],
    ['a process', agentProcess()],
    ['an AWS call', awsActivity()],
  ])('asks nobody about %s', async (_name, activity) => {
    const arm = armWith({})
    expect(await arm.complete(activity)).toBe(activity)
    expect(arm.asked).toEqual([])
  })

  it('asks once for all stages of an operation, and keeps what a later stage knows', async () => {
    const arm = armWith({ [`${VM}/runCommands/update`]: script('whoami') })
    await Promise.all([arm.complete(runCommand()), arm.complete(runCommand())])
    const later = await arm.complete(
      runCommand(VM, { outcome: 'succeeded', source: { kind: 'address', ip: '192.0.2.99' } }),
    )
    expect(later).toMatchObject({ outcome: 'succeeded', source: { ip: '192.0.2.99' }, payload: { text: 'whoami' } })
    expect(arm.asked).toHaveLength(1)
  })

  it('asks again for what could not be read', async () => {
    const resources: Record<string, object> = {}
    const arm = armWith(resources)
    expect(textOf(await arm.complete(runCommand()))).toContain('404')
    resources[`${VM}/runCommands/update`] = script('whoami')
    expect(textOf(await arm.complete(runCommand()))).toBe('whoami')
  })

  it('asks again for another Start under the same correlation id', async () => {
    const arm = armWith({ [`${VM}/runCommands/update`]: script('whoami') })
    await arm.complete(runCommand(VM, { id: 'fold-0' }))
    await arm.complete(runCommand(VM, { id: 'fold-1' }))
    expect(arm.asked).toHaveLength(2)
  })

  it('remembers a bounded number', async () => {
    const arm = armWith({ [`${VM}/runCommands/update`]: script('whoami') })
    for (let number = 0; number <= 500; number++) await arm.complete(runCommand(VM, { id: String(number) }))
    await arm.complete(runCommand(VM, { id: '0' }))
    expect(arm.asked).toHaveLength(502)
  })
})
