import { defang } from './neutralize'
import type { Silence } from './fact-sheet'
import { jsonText } from './json-text'

const escapeUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`

/** JSON text in ASCII that no mail program finds a link in, and that still reads back as the same value. */
const copyable = (value: unknown): string => {
  const json = jsonText(value).replace(/[^ -~]/g, escapeUnit)
  return defang(json) === json ? json : json.replaceAll('\\\\', '\\u005c').replaceAll('/', '\\/').replaceAll('.', escapeUnit)
}

/** A suggested suppression as lines to copy: a JSON object may be broken between its members. */
export const silenceOf = (silence: string | null): Silence | null => {
  if (silence === null) return null
  const members = Object.entries(JSON.parse(silence) as Readonly<Record<string, unknown>>)
  const until = members.find(([name]) => name === 'until')?.[1]
  return {
    until: typeof until === 'string' && /^\d{4}-\d\d-\d\d$/.test(until) ? until : null,
    lines: members.map(([name, value], place) => `${place === 0 ? '{' : ' '}${jsonText(name)}: ${copyable(value)}${place === members.length - 1 ? '}' : ','}`),
  }
}
