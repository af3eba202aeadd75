import * as v from 'valibot'
import type { Activity } from '../model/activity'

/** The two halves are upgraded apart: this id and the names of members stay. 0.1.0 called a trace a digest. */
export const TRACE_SCHEMA = 'runwarden.digest/1'

const traceSchema = v.object({
  schema: v.literal(TRACE_SCHEMA),
  /** Id of the activity. */
  id: v.pipe(v.string(), v.maxLength(512)),
  /** Time of the activity, in epoch milliseconds. */
  at: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** The name a person signs in with; null for everything that is no person. */
  human: v.nullable(v.pipe(v.string(), v.maxLength(512))),
  address: v.nullable(v.pipe(v.string(), v.maxLength(64))),
  /** AS number of the address's network. */
  asn: v.nullable(v.number()),
  family: v.pipe(v.string(), v.maxLength(32)),
})

/**
 * What the Azure half sends the AWS half of each activity, so that one person at work in both clouds can be recognised.
 */
export type Trace = Readonly<v.InferOutput<typeof traceSchema>>

/**
 * The trace of an activity: null where nobody could be recognised by it, and in AWS, of
 * which the other half asks nothing.
 */
export const traceOf = ({ cloud, id, at, actor, source, family }: Activity, asn: number | null): Trace | null => {
  const human = actor.human === true ? actor.display : null
  const address = source.kind === 'address' ? source.ip : null
  return cloud !== 'azure' || (human === null && address === null)
    ? null
    : { schema: TRACE_SCHEMA, id, at, human, address, asn, family }
}

/** A trace as one message of its topic. */
export const encodeTrace = (trace: Trace): string => JSON.stringify(trace)

/** The trace in a parsed message; null for what is none, or lacks a member. */
export const readTrace = (message: unknown): Trace | null => {
  const parsed = v.safeParse(traceSchema, message)
  return parsed.success ? parsed.output : null
}
