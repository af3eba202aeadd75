import { traceOf, type Trace } from '../../../shared/contracts/trace'
import { HOUR, MINUTE } from '../../../shared/model/time'
import { processActivity } from '../../../shared/pipeline/process-activity'
import { recordTrace } from '../../../shared/pipeline/record-trace'
import { awsActivity, azureActivity, azureUser, NOON, principal } from '../../support/activity'
import { testDetector } from '../../support/detector'

const ADDRESS = '192.0.2.10'

/** Evidence of the other cloud in the finding about a new caller. */
const isSent = async (
  before: readonly ReturnType<typeof azureActivity>[],
  activity = awsActivity(),
): Promise<readonly string[]> => {
  const detector = testDetector()
  for (const other of before) {
    const trace = traceOf(other, null)
    if (trace !== null) await recordTrace(detector.ports, trace)
  }
  const verdict = await processActivity(detector, activity, 'first')
  const evidence = verdict?.findings.find(({ rule }) => rule.endsWith('.first-seen-caller'))?.evidence ?? []
  return evidence.filter(({ label }) => label.startsWith('Same')).map(({ label, value }) => `${label}: ${value}`)
}

const alice = (session: string) =>
  awsActivity({ source: { kind: 'address', ip: '198.51.100.7' }, actor: principal({ session }) })

describe('what was done in the other cloud', () => {
  const at = (minutes: number, ip = ADDRESS) =>
    azureActivity({
      id: `azure-${minutes}-${ip}`,
      at: NOON + minutes * MINUTE,
      source: { kind: 'address', ip },
      actor: azureUser(),
    })

  it.each([
    {
      name: 'from the same address, before',
      before: [at(-30)],
      expected: [`Same address in Azure: ${ADDRESS}: command, 30 minutes earlier, 2026-03-02T09:30:00.000Z`],
    },
    {
      name: 'from the same address, after',
      before: [at(1)],
      expected: [`Same address in Azure: ${ADDRESS}: command, 1 minute later, 2026-03-02T10:01:00.000Z`],
    },
    {
      name: 'several times: the nearest is named',
      before: [at(-30), at(-2), at(90)],
      expected: [
        `Same address in Azure: ${ADDRESS}: command, 2 minutes earlier, 2026-03-02T09:58:00.000Z; 3 activities ` +
          'within four hours',
      ],
    },
    {
      name: 'exactly four hours before',
      before: [at(-240)],
      expected: [`Same address in Azure: ${ADDRESS}: command, 240 minutes earlier, 2026-03-02T06:00:00.000Z`],
    },
    { name: 'a minute more than four hours before', before: [at(-241)], expected: [] },
    { name: 'from another address', before: [at(-30, '192.0.2.99')], expected: [] },
    { name: 'nothing', before: [], expected: [] },
  ])('$name', async ({ before, expected }) => {
    expect(await isSent(before)).toEqual(expected)
  })

  it.each([
    {
      name: 'a session named after the person',
      activity: alice('alice@example.com'),
      expected: ['Same person in Azure: alice@example.com: command, 30 minutes earlier, 2026-03-02T09:30:00.000Z'],
    },
    {
      name: 'whatever the case',
      activity: alice('Alice@Example.COM'),
      expected: ['Same person in Azure: alice@example.com: command, 30 minutes earlier, 2026-03-02T09:30:00.000Z'],
    },
    {
      name: 'an IAM user named after the person',
      activity: awsActivity({
        source: { kind: 'unknown' },
        actor: principal({ kind: 'user', display: 'user/alice@example.com', session: null }),
      }),
      expected: ['Same person in Azure: alice@example.com: command, 30 minutes earlier, 2026-03-02T09:30:00.000Z'],
    },
    { name: 'somebody else', activity: alice('bob@example.com'), expected: [] },
    { name: 'a name that is no mail address repeats by chance', activity: alice('alice'), expected: [] },
  ])('by the same person: $name', async ({ activity, expected }) => {
    expect(await isSent([at(-30)], activity)).toEqual(expected)
  })

  it('counts once, however often its trace comes', async () => {
    expect(await isSent([at(-30), at(-30), at(-30)])).toEqual([
      `Same address in Azure: ${ADDRESS}: command, 30 minutes earlier, 2026-03-02T09:30:00.000Z`,
    ])
  })

  it('is not asked about by the other cloud itself', async () => {
    expect(
      await isSent(
        [at(-30)],
        azureActivity({ id: 'second', actor: azureUser(), source: { kind: 'address', ip: ADDRESS } }),
      ),
    ).toEqual([])
  })

  it('makes nobody known: the caller is as new as before', async () => {
    const detector = testDetector()
    await recordTrace(detector.ports, traceOf(at(-30), null)!)
    await processActivity(detector, awsActivity(), 'first')
    const later = await processActivity(detector, awsActivity({ id: 'later', at: NOON + HOUR }), 'first')
    expect(later?.findings.map(({ rule }) => rule)).toEqual([])
    expect(detector.alerts).toHaveLength(1)
  })

  it('leaves the detector as one trace for each judgement, and none for a repeat', async () => {
    const offered: Trace[] = []
    const detector = testDetector({}, { traces: { offer: async (trace) => void offered.push(trace) } })
    for (const activity of [at(-30), at(-30), awsActivity()]) await processActivity(detector, activity, 'first')
    expect(offered).toEqual([traceOf(at(-30), 64_496)])
    await processActivity(detector, at(-30), 'again')
    expect(offered).toHaveLength(2)
  })
})
