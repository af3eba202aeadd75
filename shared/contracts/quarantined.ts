import * as v from 'valibot'
import { gunzipSync, gzipSync } from 'node:zlib'
import { errorMessage } from '../model/errors'
import { parseJson } from '../model/parse-json'
import { SEVERITIES } from '../model/severity'
import type { EpochMs } from '../model/time'

/**
 * This distinguishes a record in quarantine from a failed event. Records wait there across
 * upgrades: the id and the members stay.
 */
const QUARANTINED_SCHEMA = 'runwarden.quarantined/1'

/** Largest body that is unpacked, in bytes: what the bus can carry, with room to spare. */
const UNPACKED_MAX = 8 * 1_024 * 1_024

/** Characters kept of a body that is too large even when packed. */
const BEGINNING = 50_000

const verdictSchema = v.object({
  severity: v.picklist(SEVERITIES),
  risk: v.number(),
  /** Ids of the rules that fired. */
  rules: v.pipe(v.array(v.string()), v.readonly()),
})

const recordSchema = v.object({
  schema: v.literal(QUARANTINED_SCHEMA),
  reason: v.string(),
  format: v.string(),
  at: v.fallback(v.number(), 0),
  // A verdict is for people: one that cannot be read must not keep the record from being replayed.
  verdict: v.fallback(v.optional(verdictSchema), undefined),
  body: v.optional(v.unknown()),
  packed: v.optional(v.string()),
})

/** How what was put aside was judged, where it was. */
export type QuarantinedVerdict = Readonly<v.InferOutput<typeof verdictSchema>>

/** Something that could not be read or finished, put aside until somebody replays it. */
export interface Quarantined {
  readonly reason: string
  /** Form of the body: what a provider calls it, or what it was to the detector. */
  readonly format: string
  /** Null when it could not be kept whole. */
  readonly body: unknown
  /** Wall clock time at which it was put aside. */
  readonly at: EpochMs
  readonly verdict?: QuarantinedVerdict
}

/** The entry itself, or one without a body that nests too deep to be written: it must not keep the entry out. */
export const writable = (entry: Quarantined): Quarantined => {
  try {
    JSON.stringify(entry.body)
    return entry
  } catch (cause) {
    return { ...entry, body: null, reason: `${entry.reason}; its body cannot be written: ${errorMessage(cause)}` }
  }
}

/**
 * Characters that JSON text may hold and a queue refuses
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html).
 */
const REFUSED = /[\ufffe\uffff]/g

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16)}`

/**
 * An entry as JSON text of at most `maxBytes` bytes of UTF-8, 200,000 or more: a large body is packed, and of one that
 * does not fit even so the beginning is kept, for people.
 */
export const encodeQuarantined = (entry: Quarantined, maxBytes = Number.POSITIVE_INFINITY): string => {
  const { body, reason, format, at, verdict } = writable(entry)
  const text = (content: Readonly<Record<string, unknown>>): string =>
    JSON.stringify({ schema: QUARANTINED_SCHEMA, reason, format, at, verdict, ...content }).replace(REFUSED, escaped)
  const plain = text({ body })
  if (Buffer.byteLength(plain) <= maxBytes) return plain
  const json = JSON.stringify(body)
  const packed = text({ packed: gzipSync(json).toString('base64') })
  return Buffer.byteLength(packed) <= maxBytes ? packed : text({ beginning: json.slice(0, BEGINNING) })
}

/**
 * The entry in a parsed message or blob; null for what is none. Its body is null when it was
 * not kept whole, or is damaged.
 */
export const readQuarantined = (message: unknown): Quarantined | null => {
  const parsed = v.safeParse(recordSchema, message)
  if (!parsed.success) return null
  const { reason, format, at, verdict, body, packed } = parsed.output
  return {
    reason,
    format,
    at,
    body: packed === undefined ? (body ?? null) : parseJson(unpacked(packed)),
    ...(verdict === undefined ? {} : { verdict }),
  }
}

const unpacked = (packed: string): string => {
  try {
    return gunzipSync(Buffer.from(packed, 'base64'), { maxOutputLength: UNPACKED_MAX }).toString('utf8')
  } catch {
    return ''
  }
}
