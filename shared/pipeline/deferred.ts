import type { Activity } from '../model/activity'
import { withRedactedText } from './activity-record'
import type { Detector } from './detector'

/** Deferred work of this kind: `judge/<activity id>`. */
export const JUDGE = 'judge/'

/** Remembers that an activity must be judged for good when a time has passed. */
export const deferJudgement = async ({ ports }: Detector, activity: Activity, waitMs: number): Promise<void> => {
  await ports.state.defer(`${JUDGE}${activity.id}`, JSON.stringify(withRedactedText(activity)), ports.clock.now() + waitMs)
}
