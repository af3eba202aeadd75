import { traceOf } from '../contracts/trace'
import { alertKey } from '../engine/build-alert'
import { activityContext } from '../engine/activity-context'
import { enabledRules, judge, type Verdict } from '../engine/judge'
import { planMemory, type Plan } from '../engine/plan'
import { scriptHash } from '../engine/script-hash'
import type { Recollection } from '../state/history-port'
import { earlierDays, isKnown, latestBefore, memoryDays } from '../state/term'
import { historyView, type HistoryView, type TermKnowledge } from '../state/history-view'
import { viewOf } from '../state/window'
import type { Activity } from '../model/activity'
import { DAY, type EpochMs } from '../model/time'
import { hash64 } from '../model/hash'
import type { ActivityRecord } from '../state/activity-record'
import { ACTIVITY, INSTALLATION, LEDGER } from '../state/kinds'
import type { LedgerEntry } from '../state/ledger-entry'
import type { Stored } from '../state/store'
import { update } from '../state/update'
import { activityRecord, keepActivityUntil } from './judged-activity'
import { amendSoon } from './amend-activity'
import { completeText } from './complete-text'
import { deliver, isReported } from './claim-and-send'
import { isLearning, type Detector } from './detector'
import { deferJudgement, deferText } from './defer-judgement'
import { startIn, THE_INSTALLATION } from './learning-start'

/** How an activity comes to be judged. */
export type Occasion = 'first' | 'again' | 'final'

/** The store could not be reached: what could be said was said, and the record must come again to be judged in full. */
export class JudgedDegraded extends Error {
  override readonly name = 'JudgedDegraded'
}

/** State read in the one phase before judging. */
interface Known {
  readonly record: Stored<ActivityRecord> | undefined
  readonly ledger: Stored<LedgerEntry> | undefined
  readonly recollection: Recollection
  /** A pushed baseline moves the start of learning back. */
  readonly learningStart: EpochMs
}

/**
 * Takes one activity from enrichment to the ledger of done things (architecture.md, "Flow"). Safe to repeat at any
 * point: window members are idempotent and written first, terms are taught after sending, "done" is written last.
 * Resolves to the verdict, or to null for a repeat of what is done. Rejects when the record must come again.
 */
export const processActivity = async (
  detector: Detector,
  arrived: Activity,
  occasion: Occasion,
): Promise<Verdict | null> => {
  const { ports } = detector
  const activity = await completeText(detector, arrived)
  const context = activityContext(activity, detector.settings, ports.network)
  const { settings } = context
  const rules = enabledRules(detector.rules, settings)
  const plan = planMemory(rules, activity, context)
  let unreachable: unknown = null
  const known = await recall(detector, activity, plan, occasion).catch((cause: unknown) => {
    ports.metrics.count('StoreFailures')
    unreachable = cause
    return null
  })
  const before = known?.record?.value ?? null
  if (before !== null && occasion === 'first' && !isNews(before, activity)) {
    ports.metrics.count('RecordsDuplicate')
    return null
  }

  const history = view(detector, activity, plan, known, settings.historyDays)
  const verdict = judge(activity, context, history, plan, rules, occasion === 'final')
  count(detector, verdict)
  ports.observer.judged(activity, verdict, context, history)
  const trace = traceOf(activity, context.network.asn)
  if (trace !== null) await ports.traces.offer(trace)
  for (const { activity: concerned, finding } of verdict.amendments) await amendSoon(detector, concerned, finding)
  if (verdict.waits !== null && known !== null) await deferJudgement(detector, activity, verdict.waits)
  if (occasion === 'first' && known !== null) await deferText(detector, activity)

  const wasReported = before?.spoke === true
  const draft = {
    ...verdict,
    activity,
    network: context.network,
    degraded: verdict.degraded ? 'history could not be read' : null,
  }
  const delivery =
    wasReported && !addsTo(before, verdict)
      ? 'duplicate'
      : await deliver(detector, draft, known?.ledger, wasReported ? 'update' : undefined)
  for (const { rule, message } of verdict.faults)
    await ports.health.notice(
      `Rule ${rule} failed`,
      `${message}; the other rules go on, and this one is tried on every activity`,
    )
  if (known === null) throw new JudgedDegraded('the state store could not be reached', { cause: unreachable })

  if (verdict.teaches)
    await ports.history.teach(
      verdict.sightings,
      { at: activity.at, id: activity.id },
      Math.max(ports.clock.now(), activity.at) + (memoryDays(settings.historyDays) + 2) * DAY,
    )
  await finish(detector, activity, verdict, known.record, isReported(delivery))
  return verdict
}

/**
 * One parallel phase: window members are added, terms, ledger and the activity's own record are read. Rejects when the
 * store cannot be reached.
 */
const recall = async (
  { ports, learningStart }: Detector,
  activity: Activity,
  plan: Plan,
  occasion: Occasion,
): Promise<Known> => {
  const key = alertKey(activity)
  const [records, ledgers, installations, recollection] = await Promise.all([
    ports.state.read(ACTIVITY, [activity.id]),
    ports.state.read(LEDGER, [key]),
    ports.state.read(INSTALLATION, [THE_INSTALLATION]),
    ports.history.recall({
      here: { at: activity.at, id: activity.id },
      terms: [...plan.terms, ...plan.routineTerms],
      windows: plan.windows,
      again: occasion === 'again',
    }),
  ])
  return {
    record: records.get(activity.id),
    ledger: ledgers.get(key),
    recollection,
    learningStart: Math.min(learningStart, startIn(installations.get(THE_INSTALLATION))),
  }
}

/** The picture of history that rules see. Without a store every window holds this activity's own members alone. */
const view = (
  detector: Detector,
  { at, id }: Activity,
  plan: Plan,
  known: Known | null,
  historyDays: number,
): HistoryView => {
  const here = { at, id }
  const terms = new Map<string, TermKnowledge>()
  for (const [key, record] of known?.recollection.terms ?? [])
    terms.set(key, {
      known: isKnown(record, here, historyDays),
      latest: latestBefore(record, here)?.at ?? null,
      days: earlierDays(record, here, memoryDays(historyDays)),
    })
  const own = plan.windows.map(
    ({ key, add }) =>
      [
        key,
        viewOf(
          add.map((member) => ({ ...member, at, activity: hash64(id) })),
          false,
        ),
      ] as const,
  )
  return historyView({
    here,
    learning: isLearning({ ...detector, learningStart: known?.learningStart ?? detector.learningStart }, at),
    degraded: known === null,
    terms,
    windows: known?.recollection.windows ?? new Map(own),
  })
}

/** Whether an activity that is done brings something its record lacks: text, an address, targets, an end. */
const isNews = (before: ActivityRecord, now: Activity): boolean =>
  (before.scriptHash === null && scriptHash(now) !== null) ||
  (before.activity.source.kind === 'unknown' && now.source.kind !== 'unknown') ||
  (before.activity.actor.kind === 'unknown' && now.actor.kind !== 'unknown') ||
  before.activity.origin.hash !== now.origin.hash

/** A second word about an activity is for a new rule or a higher severity only (semantics.md, "Alerts and repeats"). */
const addsTo = (before: ActivityRecord, now: Verdict): boolean =>
  now.risk > before.risk ||
  now.findings.some(
    ({ rule, suppressed }) => suppressed === null && !before.findings.some((finding) => finding.rule === rule),
  )

const count = ({ ports }: Detector, verdict: Verdict): void => {
  ports.metrics.count('ActivitiesEvaluated')
  ports.metrics.count('FindingsRaised', verdict.findings.length)
  ports.metrics.count('FindingsSuppressed', verdict.findings.filter(({ suppressed }) => suppressed !== null).length)
  ports.metrics.count('RuleFaults', verdict.faults.length)
}

/** Somebody who judged the same activity at the same time came to a decision as well, and either record serves. */
const finish = (
  { ports: { state, clock } }: Detector,
  activity: Activity,
  verdict: Verdict,
  stored: Stored<ActivityRecord> | undefined,
  spoke: boolean,
): Promise<void> => {
  const record = activityRecord(activity, scriptHash(activity), verdict, spoke)
  const expiresAt = keepActivityUntil(activity, clock.now())
  const slot = { kind: ACTIVITY, id: activity.id, expiresAt: () => expiresAt, known: { stored } }
  return update(state, clock, slot, () => ({ next: record, answer: undefined }))
}
