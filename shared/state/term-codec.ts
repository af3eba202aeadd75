import * as v from 'valibot'
import { json, mapped, type Codec } from './codec'
import type { TermRecord } from './term'

const rows = v.array(v.tuple([v.number(), v.number(), v.string(), v.number(), v.string()]))

/** A record as rows of JSON: `[day, first time, first id, last time, last id]`. */
export const termCodec: Codec<TermRecord> = mapped<TermRecord, v.InferOutput<typeof rows>>(
  json(rows),
  (record) => record.map(({ day, first, last }) => [day, first.at, first.id, last.at, last.id]),
  (stored) =>
    stored.map(([day, firstAt, firstId, lastAt, lastId]) => ({
      day,
      first: { at: firstAt, id: firstId },
      last: { at: lastAt, id: lastId },
    })),
)
