import { judgeAlone, NATIVE } from '../../shared/pipeline/process-native'
import { sweep } from '../../shared/pipeline/sweep'
import { describeError } from './log'
import type { Run } from './perform'
import { redrive } from './redrive'
import { checkTrail } from './trail'

/** Left for what was begun last, before Lambda ends the function. */
const RESERVE_MS = 12_000

/** Every five minutes: what is due, what failed before, and whether the trail still logs. One part's failure never stops the others. */
export const heartbeat = async (run: Run): Promise<void> => {
  const { detector, metrics } = run.parts
  const until = detector.ports.clock.now() + run.remainingMs() - RESERVE_MS
  const [swept, ...others] = await Promise.allSettled([sweep(detector, { [NATIVE]: judgeAlone }, until), redrive(run.parts, until), checkTrail(run.parts)])
  if (swept.status === 'fulfilled') metrics.count('Heartbeats')
  for (const outcome of [swept, ...others]) {
    if (outcome.status === 'rejected') await detector.ports.health.notice('Part of the heartbeat failed', describeError(outcome.reason))
  }
}
