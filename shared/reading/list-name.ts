import { COLON, fault, OPEN_ARRAY, OPEN_OBJECT, QUOTE, skipWhitespace } from './json-bytes'

/**
 * Names under which a file keeps its records: CloudTrail's delivery, Azure's Event Hub message, a page of Azure's REST
 * API. Where an object has several of them, the first in this order counts.
 */
export const LIST_NAMES = ['Records', 'records', 'value'] as const

/** What a list of records stood under; null is a bare list, or no list at all. */
export type ListName = (typeof LIST_NAMES)[number] | null

const PATTERNS = LIST_NAMES.map((name) => Uint8Array.from(name, (character) => character.charCodeAt(0)))
/** No two of the names begin alike. */
const FIRST_BYTES = PATTERNS.map(([byte]) => byte)
const LONGEST_ESCAPED = Math.max(...LIST_NAMES.map(({ length }) => length)) * '\\u0000'.length
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** The list name that the string [start, end) means, escapes undone; null for every other string. */
export const listNameOf = (bytes: Uint8Array, start: number, end: number): ListName => {
  if (end - start > LONGEST_ESCAPED) return null
  const name: unknown = JSON.parse(`"${decoder.decode(bytes.subarray(start, end))}"`)
  return LIST_NAMES.find((known) => known === name) ?? null
}

/** How an object begins whose first member is a list of records. */
export interface ListOpening {
  readonly name: ListName
  /** Position after the bracket. */
  readonly position: number
}

/**
 * The opening of the list of records which the object at `at` has as its first member; null when it has something else
 * there, and a fault at `end` when that cannot be known yet.
 */
export const listOpening = (bytes: Uint8Array, at: number, end: number): ListOpening | number | null => {
  let position = skipWhitespace(bytes, at + 1, end)
  if (position >= end) return fault(end)
  if (bytes[at] !== OPEN_OBJECT || bytes[position] !== QUOTE) return null
  const start = position + 1
  if (start >= end) return fault(end)
  const index = FIRST_BYTES.indexOf(bytes[start])
  const pattern = PATTERNS[index]
  if (pattern === undefined) return null
  for (position = start; position < start + pattern.length; position++) {
    if (position >= end) return fault(end)
    if (bytes[position] !== pattern[position - start]) return null
  }
  if (position >= end) return fault(end)
  if (bytes[position] !== QUOTE) return null
  for (const expected of [COLON, OPEN_ARRAY]) {
    position = skipWhitespace(bytes, position + 1, end)
    if (position >= end) return fault(end)
    if (bytes[position] !== expected) return null
  }
  return { name: LIST_NAMES[index] ?? null, position: position + 1 }
}
