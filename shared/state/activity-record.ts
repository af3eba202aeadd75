import * as v from 'valibot'
import { FINDING_SHAPE } from '../contracts/alert-shape'
import type { Activity } from '../model/activity'
import type { Finding } from '../model/finding'
import type { Severity } from '../model/severity'
import { activitySchema, flag, optionalText, severity } from './activity-schema'

/**
 * What is kept of an activity once everything about it is done, delivered and taught: enough to recognise a repeat, to
 * judge it again, and to send an update about it.
 */
export interface ActivityRecord {
  /** Without the command's text: script text is never kept in state (ADR 3). */
  readonly activity: Activity
  readonly scriptHash: string | null
  readonly findings: readonly Finding[]
  readonly risk: number
  readonly severity: Severity
  readonly learning: boolean
  /** An alert about it went out or was counted. */
  readonly spoke: boolean
}

export const activityRecordSchema: v.GenericSchema<unknown, ActivityRecord> = v.looseObject({
  activity: activitySchema,
  scriptHash: optionalText,
  findings: v.array(FINDING_SHAPE.schema),
  risk: v.number(),
  severity,
  learning: flag,
  spoke: flag,
})
