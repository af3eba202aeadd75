import { describeError } from '../model/errors'
import { MINUTE, type EpochMs } from '../model/time'
import { Unreadable } from '../state/codec'
import { StoreUnavailable, type Work } from '../state/store'
import { DEFERRED_WORK, taskOf, type Task } from './deferred-work'
import type { Detector } from './detector'
import { giveUp, reportGivenUp, type GivenUp } from './give-up'
import { Impossible } from './impossible-work'
import { JudgedDegraded } from './process-activity'

/** Wait before work that failed, or is not finished, is tried again. */
export const RETRY_AFTER_MS = 5 * MINUTE

/** Work taken up in one sweep; the next sweep goes on. */
const BATCH = 1_000

/** Work is tried at least this often before it is given up, however old it is: sweeps may not have come for a day. */
export const MIN_TRIES = 20

export interface SweepOptions {
  /** Wall clock time after which nothing new is begun. */
  readonly until?: EpochMs
  /** Pieces done at a time. */
  readonly width?: number
  readonly tasks?: readonly Task[]
}

/**
 * Does the work that is due, what was never tried first. One failure never stops the rest: what failed is
 * tried again five minutes later, and given up when it can never be done, or has failed for its kind's time and often
 * enough; an outage of the store does not count. What is given up is quarantined, counted and reported in one notice.
 * Resolves to the number of pieces that are no longer due for good.
 */
export const sweep = async (detector: Detector, options: SweepOptions = {}): Promise<number> => {
  const givenUp: GivenUp[] = []
  try {
    return await sweepOnce(detector, options, givenUp)
  } finally {
    await reportGivenUp(detector, givenUp)
  }
}

/**
 * Sweeps as long as anything is finished and time is left, so that a storm's leftovers are not carried from heartbeat
 * to heartbeat. One notice reports all that was given up.
 */
export const sweepAll = async (detector: Detector, options: SweepOptions = {}): Promise<void> => {
  const givenUp: GivenUp[] = []
  try {
    while ((await sweepOnce(detector, options, givenUp)) > 0);
  } finally {
    await reportGivenUp(detector, givenUp)
  }
}

const sweepOnce = async (
  detector: Detector,
  { until = Number.POSITIVE_INFINITY, width = 1, tasks = DEFERRED_WORK }: SweepOptions,
  givenUp: GivenUp[],
): Promise<number> => {
  const { state, clock } = detector.ports
  const queue = (await state.due(clock.now(), BATCH)).values()
  let finished = 0
  const runOne = async (work: Work): Promise<void> => {
    const outcome = await run(detector, work, taskOf(work.key, tasks))
    if (outcome === 'later') return
    finished++
    if (outcome !== 'done') givenUp.push(outcome)
  }
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (const work of queue) {
        if (clock.now() >= until) return
        await runOne(work)
      }
    }),
  )
  return finished
}

const run = async (detector: Detector, work: Work, task: Task | undefined): Promise<'done' | 'later' | GivenUp> => {
  const { state, clock, metrics } = detector.ports
  const isOver = work.tries + 1 >= MIN_TRIES && clock.now() - work.since >= (task?.patienceMs ?? 0)
  try {
    if (task === undefined) return await giveUp(detector, work, task, 'this version does not know such work')
    if (await task.run(detector, work)) {
      // Forgotten only when done, so that a crash repeats work and never loses it.
      await state.complete(work.key, work.version)
      return 'done'
    }
    if (isOver) return await giveUp(detector, work, task, 'what it waits for has not come')
    return await postpone(detector, work, work.tries + 1)
  } catch (cause) {
    metrics.count('ChoreFailures')
    const isHopeless = cause instanceof Unreadable || cause instanceof Impossible
    if (isOutage(cause) || !(isHopeless || isOver))
      return postpone(detector, work, work.tries + Number(!isOutage(cause)))
    return giveUp(detector, work, task, describeError(cause)).catch(() => postpone(detector, work, work.tries + 1))
  }
}

/** What cannot be put off is due as before. */
const postpone = async (
  { ports: { state, clock, metrics } }: Detector,
  work: Work,
  tries: number,
): Promise<'later'> => {
  await state.postpone(work, clock.now() + RETRY_AFTER_MS, tries).catch(() => metrics.count('StoreFailures'))
  return 'later'
}

/** Whether the store was out of reach, so that the failure says nothing about the work. */
const isOutage = (cause: unknown): boolean =>
  cause instanceof StoreUnavailable || (cause instanceof JudgedDegraded && isOutage(cause.cause))
