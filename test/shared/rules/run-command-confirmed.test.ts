import type { Activity } from '../../../shared/model/activity'
import { DAY, SECOND } from '../../../shared/model/time'
import { processActivity } from '../../../shared/pipeline/process-activity'
import { runCommandConfirmed } from '../../../shared/rules/run-command-confirmed'
import { agentProcess, awsActivity, azureActivity, NOON, SUBSCRIPTION, VM } from '../../support/activity'
import { testDetector } from '../../support/detector'
import { listed } from './rule-cases'

const COMMAND = '00000000-0000-0000-0000-0000000000c1'
const machine = (name: string): string =>
  `/subscriptions/${SUBSCRIPTION}/resourcegroups/prod/providers/microsoft.compute/virtualmachines/${name}`

const onAzure = (given: Partial<Activity> = {}): Activity => azureActivity({ id: 'command', ...given })
const extension = onAzure({ operation: 'microsoft.compute/virtualmachines/extensions/write', family: 'extension' })
const guest = (delay: number, names: readonly string[] = ['web01'], given: Partial<Activity> = {}): Activity =>
  agentProcess({ id: 'process', at: NOON + delay, ...given }, { machineNames: names })
const sent = (commandId: string | null = COMMAND): Activity => awsActivity({ id: 'command', commandId })
const ssmProcess = (delay: number, commandId: string | null = COMMAND): Activity =>
  agentProcess(
    { id: 'process', cloud: 'aws', at: NOON + delay, commandId, ...listed(['i-0123456789abcdef0']) },
    { agent: 'ssm', machineNames: ['i-0123456789abcdef0'], commandId },
  )

/** Whether the command carries the finding in the end, and whether the process ever does. */
const confirmed = async (
  activities: readonly Activity[],
  settings: Parameters<typeof testDetector>[0] = {},
): Promise<boolean> => {
  const detector = testDetector(settings)
  for (const earlier of activities) await processActivity(detector, earlier, 'first')
  const hits = (id: string) =>
    detector.verdicts
      .findLast(({ activity }) => activity.id === id)
      ?.verdict.findings.filter(({ rule }) => rule === runCommandConfirmed.id) ?? []
  expect(hits('process')).toEqual([])
  for (const { severity, risk } of hits('command')) expect([severity, risk]).toEqual(['informational', 0])
  return hits('command').length === 1
}

const CASES: readonly {
  readonly name: string
  readonly command: Activity
  readonly process: Activity
  readonly settings?: Parameters<typeof testDetector>[0]
  readonly expected: boolean
}[] = [
  {
    name: 'a process on the machine half a minute later',
    command: onAzure(),
    process: guest(30 * SECOND),
    expected: true,
  },
  { name: 'a process at the same time', command: onAzure(), process: guest(0), expected: true },
  { name: 'a process exactly 120 seconds later', command: onAzure(), process: guest(120 * SECOND), expected: true },
  { name: 'a process a millisecond after that', command: onAzure(), process: guest(120 * SECOND + 1), expected: false },
  { name: 'a process a millisecond before the command', command: onAzure(), process: guest(-1), expected: false },
  {
    name: 'a process across the edge of a two-minute bucket',
    command: onAzure({ at: NOON + 119 * SECOND }),
    process: guest(121 * SECOND),
    expected: true,
  },
  {
    name: 'a shorter correlation time',
    command: onAzure(),
    process: guest(11 * SECOND),
    settings: { correlationSeconds: 10 },
    expected: false,
  },
  { name: 'another machine', command: onAzure(), process: guest(SECOND, ['web02']), expected: false },
  {
    name: 'the host name in capitals and fully qualified',
    command: onAzure(),
    process: guest(SECOND, ['WEB01.corp.example.com']),
    expected: true,
  },
  {
    name: 'the resource id on both sides',
    command: onAzure(),
    process: guest(SECOND, ['otherhost', VM.toUpperCase()]),
    expected: true,
  },
  {
    name: 'a host name that Windows cut to fifteen characters',
    command: onAzure(listed([machine('analytics-server-01')])),
    process: guest(SECOND, ['ANALYTICS-SERVE']),
    expected: true,
  },
  {
    name: 'a whole host name that begins like the machine',
    command: onAzure(listed([machine('analytics-server-01')])),
    process: guest(SECOND, ['analytics-server-02']),
    expected: false,
  },
  {
    name: 'a managed run command',
    command: onAzure({ operation: 'microsoft.compute/virtualmachines/runcommands/write' }),
    process: guest(SECOND),
    expected: true,
  },
  {
    name: 'an extension and a child of the extension handler',
    command: extension,
    process: agentProcess({ id: 'process', at: NOON + SECOND }, { agent: 'azure-extension' }),
    expected: true,
  },
  {
    name: 'an extension and a child of the run command agent',
    command: extension,
    process: guest(SECOND),
    expected: false,
  },
  {
    name: 'a run command and a child of the extension handler',
    command: onAzure(),
    process: agentProcess({ id: 'process', at: NOON + SECOND }, { agent: 'azure-extension' }),
    expected: false,
  },
  {
    name: 'a child of another Azure agent',
    command: onAzure(),
    process: agentProcess({ id: 'process', at: NOON + SECOND }, { agent: 'azure-other' }),
    expected: false,
  },
  {
    name: 'a command that was denied',
    command: onAzure({ outcome: 'denied' }),
    process: guest(SECOND),
    expected: false,
  },
  {
    name: 'a command that only started',
    command: onAzure({ outcome: 'pending' }),
    process: guest(SECOND),
    expected: true,
  },
  {
    name: 'a serial console session',
    command: onAzure({ operation: 'microsoft.serialconsole/serialports/connect/action', family: 'session' }),
    process: guest(SECOND),
    expected: false,
  },
  { name: 'the command id on AWS', command: sent(), process: ssmProcess(SECOND), expected: true },
  { name: 'the command id after a day in the queue', command: sent(), process: ssmProcess(DAY), expected: true },
  { name: 'the command id after 29 days', command: sent(), process: ssmProcess(29 * DAY), expected: true },
  {
    name: 'another command id',
    command: sent(),
    process: ssmProcess(SECOND, '00000000-0000-0000-0000-0000000000c2'),
    expected: false,
  },
  {
    name: 'no command id on AWS, machine and time alone',
    command: sent(null),
    process: ssmProcess(SECOND, null),
    expected: false,
  },
  { name: 'a process on AWS and a command on Azure', command: onAzure(), process: ssmProcess(SECOND), expected: false },
]

describe(runCommandConfirmed.id, () => {
  it.each(CASES.map((row) => [`${row.name}: ${row.expected ? 'confirmed' : 'not confirmed'}`, row] as const))(
    '%s, in either order of arrival',
    async (_title, { command, process, settings, expected }) => {
      expect(await confirmed([command, process], settings)).toBe(expected)
      expect(await confirmed([process, command], settings)).toBe(expected)
    },
  )

  it('is reported once however many processes the command started', async () => {
    const detector = testDetector()
    await processActivity(detector, onAzure(), 'first')
    for (let place = 0; place < 3; place++)
      await processActivity(detector, guest(SECOND * (place + 1), ['web01'], { id: `process-${place}` }), 'first')
    expect(detector.alerts.map(({ kind, severity }) => [kind, severity])).toEqual([
      ['alert', 'medium'],
      ['update', 'high'],
    ])
  })

  it('raises every command of several on one machine within the time', async () => {
    const detector = testDetector()
    const commands = [onAzure(), onAzure({ id: 'second', at: NOON + SECOND })]
    for (const earlier of [...commands, guest(2 * SECOND)]) await processActivity(detector, earlier, 'first')
    for (const { id } of commands)
      expect(
        detector.verdicts.findLast(({ activity }) => activity.id === id)?.verdict.findings.map(({ rule }) => rule),
      ).toContain(runCommandConfirmed.id)
  })
})
