import { gunzipSync } from 'node:zlib'
import * as v from 'valibot'
import { parseJson } from '../../shared/providers/json'
import { QUARANTINED_SCHEMA } from './sqs-quarantine'

/** Largest record that is unpacked: what the bus can carry, with room to spare. */
const UNPACKED_MAX = 8 * 1_024 * 1_024

const schema = v.object({
  schema: v.literal(QUARANTINED_SCHEMA),
  reason: v.string(),
  format: v.string(),
  body: v.optional(v.unknown()),
  packed: v.optional(v.string()),
})

export type QuarantinedMessage = v.InferOutput<typeof schema>

/** Whether a parsed message comes from the quarantine, rather than from a failed event. */
export const isQuarantined = (message: unknown): message is QuarantinedMessage => v.is(schema, message)

/** The record as it was put aside; undefined when it was too large to be kept whole, or is damaged. */
export const recordOf = ({ body, packed }: QuarantinedMessage): unknown =>
  packed === undefined ? body : (parseJson(unpack(packed)) ?? undefined)

const unpack = (packed: string): string => {
  try {
    return gunzipSync(Buffer.from(packed, 'base64'), { maxOutputLength: UNPACKED_MAX }).toString('utf8')
  } catch {
    return ''
  }
}
