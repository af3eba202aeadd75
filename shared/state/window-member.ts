import * as v from 'valibot'
import { hash64 } from '../model/hash'
import { json, mapped, type Codec } from './codec'
import type { Member } from './request'

/** Longest label kept in clear; a longer one (an ARM id) is kept as its hash and the end people recognise. */
const LABEL_LENGTH = 96

const shortLabel = (label: string): string =>
  label.length <= LABEL_LENGTH ? label : `${hash64(label)}:${label.slice(label.lastIndexOf('/') + 1).slice(-40)}`

const tuple = v.tuple([v.number(), v.string(), v.string(), v.nullable(v.string())])

/** A member as a row of JSON: `[at, activity, label, note]`. */
export const memberCodec: Codec<Member> = mapped(
  json(tuple),
  ({ at, activity, label, note }: Member): v.InferOutput<typeof tuple> => [
    at,
    activity,
    shortLabel(label),
    note === null ? null : note.slice(0, 80),
  ],
  ([at, activity, label, note]) => ({ at, activity, label, note }),
)
