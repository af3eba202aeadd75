import { asText, type JsonObject } from '../json'

/**
 * Reads a member of an event by its dotted name, whether the event is nested (`{"process": {"name": ...}}`), flat
 * (`{"process.name": ...}`) or both in turn. Undefined when it is not there.
 */
export const eventField = (event: unknown, name: string): unknown => readPath(event, name.split('.'))

const readPath = (value: unknown, path: readonly string[]): unknown => {
  if (path.length === 0) return value
  if (typeof value !== 'object' || value === null) return undefined
  for (let length = path.length; length > 0; length--) {
    const key = path.slice(0, length).join('.')
    if (!Object.hasOwn(value, key)) continue
    const found = readPath((value as JsonObject)[key], path.slice(length))
    if (found !== undefined) return found
  }
  return undefined
}

/** The first of several members that is a text. */
export const eventText = (event: unknown, ...names: readonly string[]): string | null => {
  for (const name of names) {
    const text = asText(eventField(event, name))
    if (text !== null) return text
  }
  return null
}
