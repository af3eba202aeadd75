import type { RedactedAlert } from '../model/redacted-alert'
import { alertJson } from './redacted-json'
import { jsonText } from './json-text'
import { shorten } from './neutralize'

/** Bounds of texts, in UTF-16 units, and of lists; each narrower than the one before. */
const BOUNDS = [
  { text: 2_048, items: 200 },
  { text: 256, items: 50 },
  { text: 64, items: 10 },
] as const

const bounded = (value: unknown, bounds: (typeof BOUNDS)[number]): unknown => {
  if (typeof value === 'string') return shorten(value, bounds.text)
  if (Array.isArray(value)) return value.slice(0, bounds.items).map((item) => bounded(item, bounds))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, bounded(member, bounds)]))
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length

/**
 * The alert as one line of JSON in at most `maxBytes` bytes of UTF-8: whole where it fits, else without its command
 * text, and where a record was so large or so odd that this is not enough, with its texts and lists cut shorter and
 * shorter. 250,000 bytes are always enough.
 */
export const fittingJson = (alert: RedactedAlert, maxBytes: number): string => {
  const whole = jsonText(alertJson(alert))
  if (bytesOf(whole) <= maxBytes) return whole
  const lean = alertJson({ ...alert, command: { ...alert.command, text: null, hidden: 'left out for its size' } })
  let text = jsonText(lean)
  for (const bounds of BOUNDS) {
    if (bytesOf(text) <= maxBytes) break
    text = jsonText(bounded(lean, bounds))
  }
  return text
}
