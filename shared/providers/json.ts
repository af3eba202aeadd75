import { parseJson } from '../model/parse-json'

export type JsonObject = Readonly<Record<string, unknown>>

/** Whether a JSON value has members: an object, or a list, whose members are its items. */
export const hasMembers = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null

/** The value when it is a JSON object (no array, no null). */
export const asObject = (value: unknown): JsonObject | null =>
  hasMembers(value) && !Array.isArray(value) ? value : null

/** A string that says something, trimmed; a number as its digits; of a list its first item. Null for all else. */
export const asText = (value: unknown): string | null => {
  const single: unknown = Array.isArray(value) ? value[0] : value
  if (typeof single === 'number' && Number.isFinite(single)) return String(single)
  return typeof single === 'string' && single.trim() !== '' ? single.trim() : null
}

/** Strings of a list, or the one string there is. */
export const asTexts = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === 'string' && item !== '')

/** What JSON text of an object, or of such a text, begins with; spares every other string the attempt. */
const MAY_HOLD_OBJECT = /^\s*["{]/

/** An object, or one written as JSON text once or twice, as exports do with nested members. */
export const asParsedObject = (value: unknown): JsonObject | null => {
  let current = value
  for (let layers = 0; layers < 2 && typeof current === 'string' && MAY_HOLD_OBJECT.test(current); layers++)
    current = parseJson(current)
  return asObject(current)
}

/** Members of an object under lower-case names. */
export type Members = ReadonlyMap<string, unknown>

/**
 * Members of an object, or of JSON text of one, whose names are written in any case; none of anything else. Lookups
 * never scan, however many there are.
 */
export const membersOf = (value: unknown): Members =>
  new Map(Object.entries(asParsedObject(value) ?? {}).map(([name, member]) => [name.toLowerCase(), member]))
