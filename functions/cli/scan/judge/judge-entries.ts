import { longestHistory } from '../../../../shared/config/scoped-settings'
import type { Settings } from '../../../../shared/config/settings'
import type { NetworkLookup } from '../../../../shared/enrich/source-network'
import type { Clock } from '../../../../shared/model/clock'
import type { MemoryHistory } from '../../../../shared/state/memory-history'
import { memoryStore } from '../../../../shared/state/memory-store'
import { memoryDays } from '../../../../shared/state/term'
import { DAY, type EpochMs } from '../../../../shared/model/time'
import type { Detector } from '../../../../shared/pipeline/detector'
import { NO_NATIVES } from '../../../../shared/pipeline/ports'
import { processActivity } from '../../../../shared/pipeline/process-activity'
import { isForeignProtection } from '../../../../shared/pipeline/process-record'
import { recordTrace } from '../../../../shared/pipeline/record-trace'
import { recordStep } from '../../../../shared/pipeline/record-step'
import { sweepAll } from '../../../../shared/pipeline/sweep'
import { RULES } from '../../../../shared/rules'
import type { Entry } from './assemble-entries'
import { collector, type Collector, type Judged } from './collector'

export interface JudgeOptions {
  readonly settings: Settings
  readonly network: NetworkLookup
  readonly history: MemoryHistory
  readonly learningStart: EpochMs
  /** Activities before this time teach and are not reported. */
  readonly since: EpochMs | null
  /** Entries at or after this time are left out. */
  readonly until: EpochMs | null
  /** Receives every judgement; a later one of the same activity replaces an earlier one. */
  readonly onJudged: (judged: Judged) => Promise<void>
}

export interface Judgement {
  readonly collector: Collector
  readonly activities: number
  readonly steps: number
  /** Protection operations on resources that are not ours. */
  readonly foreign: number
}

/** A clock that stands at the time of the record being judged, so that a scan never depends on when it is run. */
interface EventClock extends Clock {
  readonly moveTo: (at: EpochMs) => void
}

const eventClock = (): EventClock => {
  let time = 0
  return {
    now: () => time,
    moveTo: (at) => {
      time = Math.max(time, at)
    },
    // A scan judges one activity after the other: nobody else's claim can be waited for.
    sleep: async () => {},
    random: () => 0,
  }
}

interface Part {
  readonly detector: Detector
  readonly clock: EventClock
  readonly collector: Collector
  readonly expire: (now: EpochMs) => void
}

/** Work between two clean-ups of what event time has left behind. */
const CLEAN_EVERY = 5_000

/**
 * Judges the entries of a scan in the total order with the detector that runs live. What comes before `since` teaches
 * the same history with a ledger of its own, so that no silent alert swallows a reported one.
 */
export const judgeEntries = async (entries: AsyncIterable<Entry>, options: JudgeOptions): Promise<Judgement> => {
  const before = part(options)
  const reported = part(options)
  let activities = 0
  let steps = 0
  let foreign = 0
  let handled = 0
  for await (const entry of entries) {
    const at = entry.kind === 'step' ? entry.step.at : entry.activity.at
    if (options.until !== null && at >= options.until) break
    const isReported = options.since === null || at >= options.since
    const { detector, clock, expire } = isReported ? reported : before
    await catchUp(detector, clock, at)
    if (entry.kind === 'step') {
      await recordStep(detector, entry.step)
      steps++
    } else if (isForeignProtection(entry.activity, options.settings.ownResources)) {
      foreign++
    } else {
      await processActivity(detector, entry.activity, 'first')
      if (isReported) activities++
    }
    if (isReported) await hand(reported.collector, options)
    if (++handled % CLEAN_EVERY === 0) {
      expire(at - DAY)
      options.history.forget(at, memoryDays(longestHistory(options.settings)))
    }
  }
  await catchUp(reported.detector, reported.clock, Number.MAX_SAFE_INTEGER)
  await hand(reported.collector, options)
  return { collector: reported.collector, activities, steps, foreign }
}

/** Does the deferred work that fell due before a time, each piece at its own. */
const catchUp = async (detector: Detector, clock: EventClock, at: EpochMs): Promise<void> => {
  clock.moveTo(at)
  await sweepAll(detector)
}

const hand = async (from: Collector, { onJudged }: JudgeOptions): Promise<void> => {
  for (const judged of from.takeJudged()) await onJudged(judged)
}

const part = ({ settings, network, history, learningStart }: JudgeOptions): Part => {
  const clock = eventClock()
  const state = memoryStore(clock.now)
  const gathered = collector()
  return {
    clock,
    collector: gathered,
    expire: state.expire,
    detector: {
      settings,
      rules: RULES,
      limitsRate: false,
      learningStart,
      ports: {
        state,
        history,
        text: { complete: async (activity) => activity },
        natives: NO_NATIVES,
        network,
        sinks: [gathered.sink],
        quarantine: { put: async () => {} },
        // Live, the Azure half sends them to the AWS half; a scan is both.
        traces: { offer: (trace) => recordTrace({ history }, trace) },
        metrics: gathered.metrics,
        health: { notice: async () => {} },
        clock,
        observer: gathered.observer,
      },
    },
  }
}
