import { describeError } from '../../shared/model/errors'
import { sweepAll } from '../../shared/pipeline/sweep'
import type { Run } from './run-task'
import { redrive } from './redrive'
import { checkTrail } from './trail'

/** Left for what was begun last, before Lambda ends the function. */
const RESERVE_MS = 12_000

/** Pieces of deferred work done at a time: each waits for the table most of its time. */
const SWEEP_WIDTH = 16

/**
 * Every five minutes: what is due, what failed before, and whether the trail still logs. One part's
 * failure never stops the others.
 */
export const heartbeat = async (run: Run): Promise<void> => {
  const { detector, metrics } = run.parts
  const until = detector.ports.clock.now() + run.remainingMs() - RESERVE_MS
  const [swept, ...others] = await Promise.allSettled([
    sweepAll(detector, { until, width: SWEEP_WIDTH }),
    redrive(run.parts, until),
    checkTrail(run.parts),
  ])
  if (swept.status === 'fulfilled') metrics.count('Heartbeats')
  for (const outcome of [swept, ...others]) {
    if (outcome.status === 'rejected')
      await detector.ports.health.notice('Part of the heartbeat failed', describeError(outcome.reason))
  }
}
