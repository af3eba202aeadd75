import { redactSecrets } from '../command/secrets'
import type { Verdict } from '../engine/judge'
import type { Activity } from '../model/activity'
import { DAY, type EpochMs } from '../model/time'
import { COMMAND_ID_SPAN_MS } from '../rules/agent-join'
import type { ActivityRecord } from '../state/activity-record'
import { Unreadable } from '../state/codec'
import { ACTIVITY } from '../state/kinds'
import type { StateStore, Version } from '../state/store'

/** Most targets that are kept with a judged activity. */
const MAX_KEPT_TARGETS = 50

/** How long a judged activity is remembered: longer than any provider repeats a record. */
export const KEEP_MS = 10 * DAY

/** A command is remembered for as long as the process it started can come. */
export const keepActivityUntil = ({ at, commandId }: Activity, now: EpochMs): EpochMs =>
  Math.max(now, at) + (commandId === null ? KEEP_MS : COMMAND_ID_SPAN_MS + DAY)

/** The record of a judged activity; null while it is not judged. Throws Unreadable for a record that is damaged. */
export const readActivityRecord = async (
  state: StateStore,
  id: string,
): Promise<{ readonly record: ActivityRecord; readonly version: Version } | null> => {
  const stored = (await state.read(ACTIVITY, [id])).get(id)
  if (stored === undefined) return null
  if (stored.value === null) throw new Unreadable(`the record of activity ${id} cannot be read`)
  return { record: stored.value, version: stored.version }
}

/** False for a record that is damaged, where the work goes on without it. Throws whatever else went wrong. */
export const falseIfUnreadable = (cause: unknown): false => {
  if (cause instanceof Unreadable) return false
  throw cause
}

export const activityRecord = (
  activity: Activity,
  scriptHash: string | null,
  verdict: Pick<Verdict, 'findings' | 'risk' | 'severity' | 'learning'>,
  spoke: boolean,
): ActivityRecord => ({
  activity: withoutText(activity, scriptHash),
  scriptHash,
  findings: verdict.findings,
  risk: verdict.risk,
  severity: verdict.severity,
  learning: verdict.learning,
  spoke,
})

const withoutText = (activity: Activity, hash: string | null): Activity => ({
  ...activity,
  payload:
    activity.payload.kind === 'text'
      ? {
          kind: 'hidden',
          reason: 'script text is not kept; the first alert of this id shows it',
          ...(hash === null ? {} : { hash }),
        }
      : activity.payload,
  targets:
    activity.targets.kind === 'listed'
      ? { kind: 'listed', ids: activity.targets.ids.slice(0, MAX_KEPT_TARGETS) }
      : activity.targets,
})

/** The activity as it may be kept until it is judged for good: secrets in its text never reach the store. */
export const withRedactedText = (activity: Activity): Activity =>
  activity.payload.kind === 'text'
    ? { ...activity, payload: { kind: 'text', text: redactSecrets(activity.payload.text) } }
    : activity
