import type { Activity } from '../model/activity'
import { MINUTE } from '../model/time'
import { JUDGE, TEXT } from '../state/works'
import { withRedactedText } from './judged-activity'
import type { Detector } from './detector'

/** Remembers that an activity must be judged for good when a time has passed. */
export const deferJudgement = async ({ ports }: Detector, activity: Activity, waitMs: number): Promise<void> => {
  await ports.state.defer(JUDGE, activity.id, withRedactedText(activity), ports.clock.now() + waitMs)
}

/** Keeping the service too busy to return a command must not hide it: it is asked for again. */
export const deferText = async ({ ports: { state, clock } }: Detector, activity: Activity): Promise<void> => {
  if (activity.payload.kind !== 'hidden' || activity.payload.again !== true) return
  await state.defer(TEXT, activity.id, { activity, since: clock.now() }, clock.now() + MINUTE)
}
