import * as v from 'valibot'
import { redactAlert } from '../command/redact-alert'
import { ALERT_SHAPE, FINDING_SHAPE } from '../contracts/alert-shape'
import type { Activity } from '../model/activity'
import type { Finding } from '../model/finding'
import type { RedactedAlert } from '../model/redacted-alert'
import type { EpochMs } from '../model/time'
import { activitySchema, text, time } from './activity-schema'
import { bareText, json } from './codec'
import { workKind, type Place, type WorkKind } from './work-kind'

/*
 * Every sort of deferred work and the form of its bodies. Names are the beginnings of keys and stay; bodies are bound
 * as the values of `kinds` are.
 */

const event = v.object({ at: time, id: text })

const placeOf = ({ at, id }: Place): Place => ({ at, id })

/** An activity to be judged for good when its time has passed: `judge/<activity id>`. */
export const JUDGE: WorkKind<Activity> = workKind('judge', json(activitySchema), { schema: event, place: placeOf })

/** A finding about an activity that was not judged yet. */
export interface Amendment {
  readonly activityId: string
  readonly finding: Finding
  /** Wall clock time of the first try. 0.1.0 reads it; since then the age of work stands beside its body. */
  readonly since: EpochMs
}

const amendment: v.GenericSchema<unknown, Amendment> = v.looseObject({
  activityId: text,
  finding: FINDING_SHAPE.schema,
  since: time,
})

/** `amend/<activity id>/<rule>` */
export const AMEND: WorkKind<Amendment> = workKind('amend', json(amendment), null)

/** An activity whose text could not be had for the moment. */
export interface LateText {
  readonly activity: Activity
  /** Wall clock time of the first try. */
  readonly since: EpochMs
}

const lateText: v.GenericSchema<unknown, LateText> = v.looseObject({ activity: activitySchema, since: time })

/** `text/<activity id>` */
export const TEXT: WorkKind<LateText> = workKind('text', json(lateText), {
  schema: v.object({ activity: event }),
  place: ({ activity }) => placeOf(activity),
})

/** A command that is known from native events only; the body is its id: `native/<command id>`. */
export const NATIVE: WorkKind<string> = workKind('native', bareText, null)

/** An alert that waits. 0.1.0 stored alerts as they were: what is read is redacted again. */
const alert: v.GenericSchema<unknown, RedactedAlert> = v.pipe(ALERT_SHAPE.schema, v.transform(redactAlert))

/** The latest alert that waits for the summary of an hour: `digest/<hour since the epoch>`. */
export const DIGEST: WorkKind<RedactedAlert> = workKind('digest', json(alert), null)

/** An alert that one sink did not take. */
export interface Unsent {
  readonly alert: RedactedAlert
  /** Wall clock time of the first try. */
  readonly since: EpochMs
}

const unsent: v.GenericSchema<unknown, Unsent> = v.looseObject({ since: time, alert })

/** `resend/<sink>/<alert id>/<alert time>` */
export const RESEND: WorkKind<Unsent> = workKind('resend', json(unsent), {
  schema: v.object({ alert: v.object({ id: text, time: text }) }),
  place: ({ alert: { id, time: at } }) => ({ at: Date.parse(at), id }),
})

/** All kinds, for stores that put what is due in order. */
export const WORK_KINDS: readonly Pick<WorkKind<never>, 'name' | 'placeIn'>[] = [
  JUDGE,
  AMEND,
  TEXT,
  NATIVE,
  DIGEST,
  RESEND,
]
