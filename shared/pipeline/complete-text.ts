import type { Activity } from '../model/activity'
import { withNative } from '../providers/aws/join-native'
import type { Detector } from './detector'

/**
 * The activity with what the record of the call left out: its text and machines as the cloud knows them, and what
 * native events said of its command where they know more. Both are asked at once. Leaves the mark by which events that
 * come later find the call. Never rejects.
 */
export const completeText = async ({ ports }: Detector, activity: Activity): Promise<Activity> => {
  const [completed, natives] = await Promise.all([ports.text.complete(activity), ports.natives.meet(activity)])
  return natives === null ? completed : withNative(completed, natives.merged, natives.ids)
}
