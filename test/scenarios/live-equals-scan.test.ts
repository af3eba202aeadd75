import fc from 'fast-check'
import { judgeEntries } from '../../functions/cli/scan/judge/judge-entries'
import { defaultSettings } from '../../shared/config/load'
import type { Settings } from '../../shared/config/settings'
import { memoryHistory } from '../../shared/state/memory-history'
import { machinesOf, tookEffect, type Activity } from '../../shared/model/activity'
import type { Finding } from '../../shared/model/finding'
import { DAY, MINUTE } from '../../shared/model/time'
import { placeOf, type Entry } from '../../functions/cli/scan/judge/assemble-entries'
import { processActivity } from '../../shared/pipeline/process-activity'
import { recordStep } from '../../shared/pipeline/record-step'
import { sweep } from '../../shared/pipeline/sweep'
import { firstSeenCaller } from '../../shared/rules/first-seen-caller'
import { firstSeenCallerOnTarget } from '../../shared/rules/first-seen-caller-on-target'
import { massExecution } from '../../shared/rules/mass-execution'
import { runCommandConfirmed } from '../../shared/rules/run-command-confirmed'
import { agentProcess, awsActivity, NOON } from '../support/activity'
import { testDetector } from '../support/detector'
import { entries } from './random-entries'

/** Findings by activity, as the last judgement of it left them. */
type Findings = Readonly<Record<string, readonly string[]>>

const findingText = ({ rule, severity, novelty, routine, learning, suppressed, summary }: Finding): string =>
  JSON.stringify([rule, severity, novelty, routine, learning, suppressed, summary])

interface Outcome {
  readonly findings: Findings
  readonly alerts: readonly string[]
}

/** The live detector over stored history; what is due is done before each fact, as the heartbeat does. */
const live = async (stream: readonly Entry[], settings: Partial<Settings>, learningStart: number): Promise<Outcome> => {
  const detector = { ...testDetector(settings), learningStart }
  const catchUp = async (at: number): Promise<void> => {
    detector.clock.time = Math.max(detector.clock.time, at)
    while ((await sweep(detector)) > 0);
  }
  for (const entry of stream) {
    await catchUp(placeOf(entry)[0])
    await (entry.kind === 'step'
      ? recordStep(detector, entry.step)
      : processActivity(detector, entry.activity, 'first'))
  }
  await catchUp(Number.MAX_SAFE_INTEGER)
  return {
    findings: Object.fromEntries(
      detector.verdicts.map(({ activity, verdict }) => [activity.id, verdict.findings.map(findingText).toSorted()]),
    ),
    alerts: [...new Set(detector.alerts.map(({ id }) => id))].toSorted(),
  }
}

const scanned = async (
  stream: readonly Entry[],
  settings: Partial<Settings>,
  learningStart: number,
): Promise<Outcome> => {
  const findings: Record<string, readonly string[]> = {}
  const { settings: all, ports } = testDetector(settings)
  const given = async function* () {
    yield* stream
  }
  const { collector } = await judgeEntries(given(), {
    settings: all,
    network: ports.network,
    history: memoryHistory(),
    learningStart,
    since: null,
    until: null,
    onJudged: async ({ activity, verdict }) => {
      findings[activity.id] = verdict.findings.map(findingText).toSorted()
    },
  })
  return { findings, alerts: [...new Set(collector.sent().map(({ id }) => id))].toSorted() }
}

const learning: fc.Arbitrary<Partial<Settings>> = fc.constantFrom<Partial<Settings>>(
  {},
  { learningDays: 2 },
  { historyDays: 3, massTargets: 2 },
  { preset: 'strict', windowMinutes: 30 },
  { knownAdmins: ['aws:*:role/R1'] },
)

const isFirstSeen = (findingText: string): boolean =>
  findingText.includes(`"${firstSeenCaller.id}"`) || findingText.includes(`"${firstSeenCallerOnTarget.id}"`)

/** Stretches of one window, each ending at an activity, in which one caller reached more machines than allowed. */
const crowded = (
  activities: readonly Activity[],
  { windowMinutes, massTargets }: Settings,
): readonly (readonly string[])[] => {
  const acting = activities.filter(
    (activity) =>
      tookEffect(activity) &&
      !activity.automatic &&
      ['command', 'session', 'extension', 'boot'].includes(activity.family),
  )
  return acting.flatMap((last) => {
    const stretch = acting.filter(
      ({ at, actor, family }) =>
        actor.key === last.actor.key &&
        family === last.family &&
        at <= last.at &&
        last.at - at <= windowMinutes * MINUTE,
    )
    return new Set(stretch.flatMap(machinesOf)).size > massTargets ? [stretch.map(({ id }) => id)] : []
  })
}

describe('facts that arrive in time order', () => {
  it('give the same findings and alerts live and in a scan', async () => {
    await fc.assert(
      fc.asyncProperty(entries, learning, async (stream, settings) => {
        expect(await scanned(stream, settings, NOON)).toEqual(await live(stream, settings, NOON))
      }),
      { numRuns: 400 },
    )
  })

  it("explain a process whose clock is ahead of its command's, live and in a scan", async () => {
    const commandId = 'command-1'
    const process = agentProcess({ id: 'process', cloud: 'aws', commandId }, { agent: 'ssm', commandId })
    const stream: readonly Entry[] = [
      process,
      awsActivity({ id: 'command', at: process.at + MINUTE, commandId }),
      awsActivity({ id: 'later', at: process.at + DAY }),
    ].map((activity) => ({ kind: 'activity', activity }))
    const outcomes = await Promise.all([live(stream, {}, 0), scanned(stream, {}, 0)])
    for (const { findings } of outcomes)
      expect([
        findings['process'],
        findings['command']?.some((finding) => finding.includes(runCommandConfirmed.id)),
      ]).toEqual([[], true])
  })

  it('change nothing when each of them comes again', async () => {
    await fc.assert(
      fc.asyncProperty(entries, async (stream) => {
        expect(
          await live(
            stream.flatMap((entry) => [entry, entry]),
            {},
            NOON,
          ),
        ).toEqual(await live(stream, {}, NOON))
      }),
      { numRuns: 100 },
    )
  })
})

describe('facts that arrive in any order', () => {
  /**
   * Steps explain what comes after them, and a process waits for its command by the clock:
   * neither is about lost findings.
   */
  const activitiesOnly = (stream: readonly Entry[]): readonly Activity[] =>
    stream.flatMap((entry) => (entry.kind === 'activity' && entry.activity.process === null ? [entry.activity] : []))
  const shuffled = entries
    .map(activitiesOnly)
    .chain((stream) => fc.tuple(fc.constant(stream), fc.shuffledSubarray([...stream], { minLength: stream.length })))
  const asEntries = (activities: readonly Activity[]): readonly Entry[] =>
    activities.map((activity) => ({ kind: 'activity', activity }))

  it('may add first-seen findings and never lose one', async () => {
    await fc.assert(
      fc.asyncProperty(shuffled, async ([ordered, arrived]) => {
        const [inOrder, asItCame] = await Promise.all([
          live(asEntries(ordered), {}, 0),
          live(asEntries(arrived), {}, 0),
        ])
        for (const [id, findings] of Object.entries(inOrder.findings)) {
          const rules = (asItCame.findings[id] ?? []).map((findingText) => JSON.parse(findingText)[0] as string)
          for (const finding of findings.filter(isFirstSeen)) expect(rules).toContain(JSON.parse(finding)[0])
        }
      }),
      { numRuns: 300 },
    )
  })

  it('notice every window that reaches the threshold on at least one of its activities', async () => {
    await fc.assert(
      fc.asyncProperty(shuffled, async ([, arrived]) => {
        const { findings } = await live(asEntries(arrived), {}, 0)
        const noticed = Object.entries(findings).flatMap(([id, all]) =>
          all.some((findingText) => findingText.includes(massExecution.id)) ? [id] : [],
        )
        for (const stretch of crowded(arrived, defaultSettings()))
          expect(stretch.some((id) => noticed.includes(id))).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
