import { defang } from './neutralize'
import type { Silence } from './sheet'
import { jsonText } from './json-text'

const escapeUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`

/** JSON text in ASCII that no mail program finds a link in, and that still reads back as the same value. */
const copyable = (value: unknown): string => {
  const json = jsonText(value).replace(/[^ -~]/g, escapeUnit)
  return defang(json) === json
    ? json
    : json.replaceAll('\\\\', '\\u005c').replaceAll('/', '\\/').replaceAll('.', escapeUnit)
}

const membersOf = (json: string): readonly (readonly [string, unknown])[] => {
  const value: unknown = JSON.parse(json)
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}

/** A suggested suppression as lines to copy: a JSON object may be broken between its members. */
export const silenceOf = (silence: string | null): Silence | null => {
  if (silence === null) return null
  const members = membersOf(silence)
  const until = members.find(([name]) => name === 'until')?.[1]
  return {
    until: typeof until === 'string' && /^\d{4}-\d\d-\d\d$/.test(until) ? until : null,
    lines: members.flatMap(([name, value], place) => {
      const head = `${place === 0 ? '{' : ' '}${jsonText(name)}: `
      const end = place === members.length - 1 ? '}' : ','
      // A list has a line for each item: a line that had to be broken could not be copied.
      if (!Array.isArray(value) || value.length < 2) return [`${head}${copyable(value)}${end}`]
      return value.map(
        (item, index) =>
          `${index === 0 ? `${head}[` : '   '}${copyable(item)}${index === value.length - 1 ? `]${end}` : ','}`,
      )
    }),
  }
}
