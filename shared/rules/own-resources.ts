import { compileGlobs } from '../config/glob'
import { machinesOf, type Activity } from '../model/activity'

/** What an activity touches of Runwarden's own resources. */
export const ownResourcesTouched = (activity: Activity, ownResources: readonly string[]): readonly string[] =>
  machinesOf(activity).filter(compileGlobs(ownResources))
