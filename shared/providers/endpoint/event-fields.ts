import { asText, hasMembers } from '../json'

/**
 * Reads a member of an event by its dotted name, whether the event is nested (`{"process": {"name": ...}}`), flat
 * (`{"process.name": ...}`) or both in turn. Undefined when it is not there.
 */
export const eventField = (event: unknown, name: string): unknown => {
  if (!hasMembers(event)) return undefined
  for (let dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
    const key = name.slice(0, dot)
    const found = Object.hasOwn(event, key) ? eventField(event[key], name.slice(dot + 1)) : undefined
    if (found !== undefined) return found
  }
  return Object.hasOwn(event, name) ? event[name] : undefined
}

/** The first of several members that is a text. */
export const eventText = (event: unknown, ...names: readonly string[]): string | null => {
  for (const name of names) {
    const text = asText(eventField(event, name))
    if (text !== null) return text
  }
  return null
}
