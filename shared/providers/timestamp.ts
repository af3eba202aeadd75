import { HOUR, MINUTE, type EpochMs } from '../model/time'
import { expression } from './expression'

const ISO = expression(
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)[T ]/,
  /(?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?/,
  / ?(?<zone>Z|UTC|[+-]\d\d:?\d\d)?$/,
)

const AMERICAN = expression(
  /^(?<month>\d\d?)\/(?<day>\d\d?)\/(?<year>\d{4}),? /,
  /(?<hour>\d\d?):(?<minute>\d\d):(?<second>\d\d)(?:\.(?<fraction>\d{1,9}))?(?:\s(?<half>AM|PM))?/,
  /(?: ?(?<zone>Z|UTC|[+-]\d\d:?\d\d))?$/,
)

/**
 * Reads a time as log exports write it: ISO 8601 with a T or a blank, up to nine fractional digits, any offset; or the
 * American form of portal exports (`4/28/2021, 2:32:14.029 PM`). Without a zone it is UTC. Fractions are cut to
 * milliseconds. Null for everything else, also for days no calendar has.
 */
export const parseTimestamp = (text: string): EpochMs | null => {
  const parts = (ISO.exec(text) ?? AMERICAN.exec(text))?.groups
  if (parts === undefined) return null
  const { year, month, day, minute, second, fraction = '', half, zone } = parts
  const hour = hourOfDay(Number(parts['hour']), half)
  if (hour > 23 || Number(minute) > 59 || Number(second) > 59) return null
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'))
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day), hour, Number(minute), Number(second), milliseconds)
  const read = new Date(at)
  const exists =
    read.getUTCFullYear() === Number(year) &&
    read.getUTCMonth() + 1 === Number(month) &&
    read.getUTCDate() === Number(day)
  const offset = offsetOf(zone)
  return exists && offset !== null ? at - offset : null
}

/**
 * The first of several writings of a record's time that can be read; `written` is the first there was, short
 * and quoted, for a problem's text.
 */
export const firstTimestamp = (
  writings: readonly (string | null)[],
): { readonly at: EpochMs | null; readonly written: string } => {
  const texts = writings.filter((text) => text !== null)
  const at = texts.map(parseTimestamp).find((time) => time !== null) ?? null
  return { at, written: texts[0] === undefined ? 'none' : JSON.stringify(texts[0].slice(0, MAX_QUOTED)) }
}

const MAX_QUOTED = 60

const hourOfDay = (hour: number, half: string | undefined): number => {
  if (half === undefined) return hour
  if (hour < 1 || hour > 12) return Number.POSITIVE_INFINITY
  return (hour % 12) + (half.toUpperCase() === 'PM' ? 12 : 0)
}

const offsetOf = (zone: string | undefined): number | null => {
  const digits = /^([+-])(\d\d):?(\d\d)$/.exec(zone ?? '')
  if (digits === null) return 0
  const [, sign, hours, minutes] = digits
  if (Number(hours) > 14 || Number(minutes) > 59) return null
  return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * MINUTE)
}
