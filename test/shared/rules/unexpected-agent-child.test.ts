import type { Activity, GuestProcess } from '../../../shared/model/activity'
import type { Severity } from '../../../shared/model/severity'
import { MINUTE, SECOND } from '../../../shared/model/time'
import { processActivity } from '../../../shared/pipeline/process-activity'
import { sweep } from '../../../shared/pipeline/sweep'
import { unexpectedAgentChild } from '../../../shared/rules/unexpected-agent-child'
import { agentProcess, awsActivity, azureActivity, NOON, VM } from '../../support/activity'
import { testDetector } from '../../support/detector'

const COMMAND = '00000000-0000-0000-0000-0000000000c1'

const child = (activities: Partial<GuestProcess> = {}, given: Partial<Activity> = {}): Activity =>
  agentProcess({ id: 'process', ...given }, activities)
const ssmChild = (commandId: string | null): Activity => child({ agent: 'ssm', commandId }, { cloud: 'aws', commandId })

interface Row {
  readonly name: string
  readonly process: Activity
  /** Facts in order of arrival, with the minutes after the process at which each arrives. */
  readonly later?: readonly { readonly minutes: number; readonly activity: Activity }[]
  readonly before?: readonly Activity[]
  readonly settings?: Parameters<typeof testDetector>[0]
  readonly storeDown?: true
  readonly expected: Severity | null
}

/** Judges the process when it comes and again when the grace time is over. */
const severityOf = async ({
  process,
  later = [],
  before = [],
  settings,
  storeDown,
}: Omit<Row, 'name' | 'expected'>): Promise<Severity | null> => {
  const detector = testDetector(settings)
  detector.clock.time = NOON
  for (const earlier of before) await processActivity(detector, earlier, 'first')
  await processActivity(detector, process, 'first')
  for (const { minutes, activity } of later) {
    detector.clock.time = NOON + minutes * MINUTE
    await sweep(detector)
    await processActivity(detector, activity, 'first')
  }
  const down = async (): Promise<never> => Promise.reject(new Error('down'))
  detector.clock.time = NOON + 300 * MINUTE
  await sweep(
    storeDown === undefined
      ? detector
      : { ...detector, ports: { ...detector.ports, history: { recall: down, teach: down } } },
  )
  const judged = detector.verdicts.filter(({ activity }) => activity.id === process.id)
  return (
    judged.flatMap(({ verdict }) => verdict.findings).find(({ rule }) => rule === unexpectedAgentChild.id)?.severity ??
    null
  )
}

const CASES: readonly Row[] = [
  { name: 'a script of the run command agent and no command', process: child(), expected: 'medium' },
  { name: 'the command came before', before: [azureActivity()], process: child(), expected: null },
  {
    name: 'the command comes within the grace time',
    process: child(),
    later: [{ minutes: 29, activity: azureActivity() }],
    expected: null,
  },
  {
    name: 'the command comes after the grace time',
    process: child(),
    later: [{ minutes: 31, activity: azureActivity() }],
    expected: 'medium',
  },
  {
    name: 'the command comes within a longer grace time',
    process: child(),
    later: [{ minutes: 31, activity: azureActivity() }],
    settings: { endpointGraceMinutes: 60 },
    expected: null,
  },
  {
    name: 'a command on another machine',
    before: [azureActivity({ targets: { kind: 'listed', ids: [VM.replace('web01', 'web02')] } })],
    process: child(),
    expected: 'medium',
  },
  {
    name: 'a command too long before',
    before: [azureActivity({ at: NOON - 200 * SECOND })],
    process: child(),
    expected: 'medium',
  },
  {
    name: 'a command that was denied explains nothing',
    before: [azureActivity({ outcome: 'denied' })],
    process: child(),
    expected: 'medium',
  },
  {
    name: 'an extension does not explain a child of the run command agent',
    before: [azureActivity({ operation: 'microsoft.compute/virtualmachines/extensions/write', family: 'extension' })],
    process: child(),
    expected: 'medium',
  },
  { name: 'the child of an extension', process: child({ agent: 'azure-extension' }), expected: null },
  { name: 'the child of another Azure agent', process: child({ agent: 'azure-other' }), expected: null },
  { name: 'background work of the agent', process: child({ background: true }), expected: null },
  { name: 'a script of the SSM agent and no command', process: ssmChild(COMMAND), expected: 'medium' },
  {
    name: 'a script of the SSM agent and its command',
    before: [awsActivity({ id: 'command', commandId: COMMAND })],
    process: ssmChild(COMMAND),
    expected: null,
  },
  {
    name: 'a script of the SSM agent and another command',
    before: [awsActivity({ id: 'command', commandId: '00000000-0000-0000-0000-0000000000c2' })],
    process: ssmChild(COMMAND),
    expected: 'medium',
  },
  {
    name: 'a child of the SSM agent without a command id, as State Manager has',
    process: ssmChild(null),
    expected: null,
  },
  { name: 'a command is no process', process: azureActivity({ id: 'process' }), expected: null },
  { name: 'silent without history', process: child(), storeDown: true, expected: null },
]

describe(unexpectedAgentChild.id, () => {
  it.each(CASES.map((row) => [`${row.name}: ${row.expected ?? 'silent'}`, row] as const))('%s', async (_title, row) => {
    expect(await severityOf(row)).toBe(row.expected)
  })

  it('is silent until the grace time ends, to the millisecond', async () => {
    const detector = testDetector()
    detector.clock.time = NOON
    await processActivity(detector, child(), 'first')
    detector.clock.time = NOON + 30 * MINUTE - 1
    expect(await sweep(detector)).toBe(0)
    detector.clock.time += 1
    expect(await sweep(detector)).toBe(1)
  })

  it.each([
    { name: 'a process that nothing explains', process: child(), before: [], waiting: 1 },
    { name: 'a process whose command is known', process: child(), before: [azureActivity()], waiting: 0 },
    { name: 'background work', process: child({ background: true }), before: [], waiting: 0 },
  ])('waits for the command of $name: $waiting', async ({ process, before, waiting }) => {
    const detector = testDetector()
    for (const earlier of [...before, process]) await processActivity(detector, earlier, 'first')
    expect(await detector.state.due(Number.MAX_SAFE_INTEGER, 10)).toHaveLength(waiting)
  })

  it('shows the process, its parents and the command id', async () => {
    const detector = testDetector()
    await processActivity(detector, ssmChild(COMMAND), 'final')
    expect(
      detector.verdicts[0]?.verdict.findings.find(({ rule }) => rule === unexpectedAgentChild.id)?.evidence,
    ).toEqual([
      { label: 'Process', value: 'powershell.exe' },
      { label: 'Command line', value: 'powershell  -ExecutionPolicy Unrestricted -File script0.ps1' },
      { label: 'Parents', value: 'cmd.exe, RunCommandExtension.exe' },
      { label: 'Command id in the path', value: COMMAND },
    ])
  })
})
