import type { Activity } from '../model/activity'
import { MINUTE, type EpochMs } from '../model/time'
import { withRedactedText } from './activity-record'
import type { Detector } from './detector'

/** Deferred work of this kind: `judge/<activity id>`. */
export const JUDGE = 'judge/'

/** Remembers that an activity must be judged for good when a time has passed. */
export const deferJudgement = async ({ ports }: Detector, activity: Activity, waitMs: number): Promise<void> => {
  await ports.state.defer(
    `${JUDGE}${activity.id}`,
    JSON.stringify(withRedactedText(activity)),
    ports.clock.now() + waitMs,
  )
}

/** Deferred work of this kind: `text/<activity id>`. */
export const TEXT = 'text/'

/** An activity whose text could not be had for the moment. */
export interface LateText {
  readonly activity: Activity
  /** Wall clock time of the first try. */
  readonly since: EpochMs
}

/** Whoever makes the service too busy to tell what a command said must not thereby hide it: it is asked for again. */
export const deferText = async ({ ports: { state, clock } }: Detector, activity: Activity): Promise<void> => {
  if (activity.payload.kind !== 'hidden' || activity.payload.again !== true) return
  const late: LateText = { activity, since: clock.now() }
  await state.defer(`${TEXT}${activity.id}`, JSON.stringify(late), clock.now() + MINUTE)
}
