import { type JsonObject, asObject, asTexts } from '../json'

/**
 * An own member; inherited ones such as `constructor` are never read by accident, nor does a
 * `__proto__` key reach further.
 */
export const fieldOf = (fields: JsonObject | null, key: string): unknown =>
  fields !== null && Object.hasOwn(fields, key) ? fields[key] : undefined

/** A member that is a text of at least one character; null for every other type. */
export const textOf = (fields: JsonObject | null, key: string): string | null => {
  const value = fieldOf(fields, key)
  return typeof value === 'string' && value !== '' ? value : null
}

/** The first of several members that is a text, else null. */
export const firstTextOf = (fields: JsonObject | null, keys: readonly string[]): string | null => {
  for (const key of keys) {
    const text = textOf(fields, key)
    if (text !== null) return text
  }
  return null
}

/** The texts of a member that is a list, or the one text it is. */
export const textsOf = (fields: JsonObject | null, key: string): readonly string[] => asTexts(fieldOf(fields, key))

/** A member that is an object, else null. */
export const childOf = (fields: JsonObject | null, key: string): JsonObject | null => asObject(fieldOf(fields, key))

/** The objects of a member that is a list; other elements are left out. */
export const childrenOf = (fields: JsonObject | null, key: string): readonly JsonObject[] => {
  const value = fieldOf(fields, key)
  return Array.isArray(value) ? value.map(asObject).filter((child) => child !== null) : []
}

/** Whether a member says true, as a boolean or as the text CloudTrail sometimes writes instead. */
export const isTrue = (fields: JsonObject | null, key: string): boolean => {
  const value = fieldOf(fields, key)
  return value === true || value === 'true'
}
