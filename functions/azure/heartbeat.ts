import { MINUTE } from '../../shared/model/time'
import { sweep } from '../../shared/pipeline/sweep'
import type { Composition } from './compose'
import type { Log } from './log'
import { cleanUp } from './state/clean-up'

/** The next heartbeat comes after five minutes, and the host lets no two run at once. */
const LONGEST_MS = 4 * MINUTE

/**
 * Every five minutes: what is due, what could not be sent, and what has expired. One part's failure never stops the
 * other; the run rejects in the end, so that it is seen.
 */
export const heartbeat = async (
  { detectorFor, storage, clock }: Pick<Composition, 'detectorFor' | 'storage' | 'clock'>,
  log: Log,
): Promise<void> => {
  const { detector, counts } = detectorFor(log)
  const [swept, cleaned] = await Promise.allSettled([
    sweep(detector, { until: clock.now() + LONGEST_MS }),
    cleanUp(storage, clock),
  ])
  log('info', counts.line({ function: 'heartbeat', done: valueOf(swept), deleted: valueOf(cleaned) }))
  for (const outcome of [swept, cleaned]) if (outcome.status === 'rejected') throw outcome.reason
}

const valueOf = (outcome: PromiseSettledResult<number>): number | null =>
  outcome.status === 'fulfilled' ? outcome.value : null
