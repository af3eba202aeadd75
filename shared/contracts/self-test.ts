import * as v from 'valibot'
import { sha256 } from '../model/hash'
import type { EpochMs } from '../model/time'

/** Source of a marked event or message; no log and no service has one of this name. */
export const SELFTEST_SOURCE = 'runwarden.selftest'

const eventSchema = v.object({ source: v.literal(SELFTEST_SOURCE), detail: v.optional(v.unknown()) })

const markedSchema = v.object({ mark: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)) })

/** The marked event that `runwarden selftest aws` puts on the bus, as an entry of PutEvents. */
export const selftestEntry = (mark: string) => ({
  Source: SELFTEST_SOURCE,
  DetailType: 'Runwarden Selftest',
  Detail: JSON.stringify({ mark }),
})

/**
 * The mark of a marked event; null for every other event. A mark becomes an alert's id, and
 * looks like one whatever was sent.
 */
export const readSelftestEvent = (event: unknown): string | null => {
  const parsed = v.safeParse(eventSchema, event)
  if (!parsed.success) return null
  const { detail } = parsed.output
  const marked = v.safeParse(markedSchema, detail)
  return marked.success ? marked.output.mark : sha256(`selftest/${givenMark(detail)}`).slice(0, 32)
}

const givenMark = (detail: unknown): string =>
  typeof detail === 'object' && detail !== null && 'mark' in detail ? String(detail.mark) : 'undefined'

const messageSchema = v.object({
  source: v.literal(SELFTEST_SOURCE),
  mark: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)),
})

/** The marked message that `runwarden selftest azure` puts into the hub. */
export type SelftestMessage = Readonly<v.InferOutput<typeof messageSchema>>

export const selftestMessage = (mark: string): SelftestMessage => ({ source: SELFTEST_SOURCE, mark })

/** The mark of a marked message; null for every other value of the hub. */
export const readSelftestMessage = (value: unknown): string | null => {
  const parsed = v.safeParse(messageSchema, value)
  return parsed.success ? parsed.output.mark : null
}

/** What became of a marked event, in wall clock times of the function. */
export interface SelftestReport {
  readonly receivedAt: EpochMs
  /** When all topics had taken the test alert; null when one had not. */
  readonly publishedAt: EpochMs | null
  /** Why not all topics took it. */
  readonly problem: string | null
}

const time: v.GenericSchema<unknown, EpochMs> = v.number()

/** The report that the function leaves for `runwarden selftest aws`. Members that a later version adds are kept. */
export const selftestReportSchema: v.GenericSchema<unknown, SelftestReport> = v.looseObject({
  receivedAt: time,
  publishedAt: v.nullable(time),
  problem: v.nullable(v.string()),
})
