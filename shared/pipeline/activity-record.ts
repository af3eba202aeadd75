import { redactSecrets } from '../command/secrets'
import type { Verdict } from '../engine/judge'
import type { StateStore, Version } from '../state/store'
import type { Activity } from '../model/activity'
import type { Finding } from '../model/finding'
import { hash64 } from '../model/hash'
import type { Severity } from '../model/severity'
import { DAY, type EpochMs } from '../model/time'
import { COMMAND_ID_SPAN_MS } from '../rules/agent-join'

/**
 * What is kept of an activity once everything about it is done, delivered and taught: enough to recognise a repeat, to judge it again, and to speak about it
 * once more.
 */
export interface ActivityRecord {
  /** Without the command's text: script text is never kept in state (DESIGN 4.9). */
  readonly activity: Activity
  readonly scriptHash: string | null
  readonly findings: readonly Finding[]
  readonly risk: number
  readonly severity: Severity
  readonly learning: boolean
  /** An alert about it went out or was counted. */
  readonly spoke: boolean
}

/** Most targets that are kept with a judged activity. */
const MAX_KEPT_TARGETS = 50

/** How long a judged activity is remembered: longer than any provider repeats a record. */
const KEEP_MS = 10 * DAY

export const activityItem = (id: string): string => `activity/${hash64(id)}${hash64(`${id}/2`)}`

/** A command is remembered for as long as the process it started can come. */
export const keepActivityUntil = ({ at, commandId }: Activity, now: EpochMs): EpochMs =>
  Math.max(now, at) + (commandId === null ? KEEP_MS : COMMAND_ID_SPAN_MS + DAY)

export const readActivityRecord = async (
  state: StateStore,
  id: string,
): Promise<{ readonly record: ActivityRecord; readonly version: Version } | null> => {
  const stored = (await state.read([activityItem(id)])).get(activityItem(id))
  return stored === undefined ? null : { record: JSON.parse(stored.value) as ActivityRecord, version: stored.version }
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
