import { type EpochMs, SECOND } from '../../model/time'
import { parseTimestamp } from '../timestamp'

const EPOCH = /^\d{10}(?:\d{3})?$/
/** Smaller numbers are seconds, larger ones milliseconds: as seconds it is the year 5138, as milliseconds 1973. */
const SECONDS_BELOW = 100_000_000_000
/** 10000-01-01, the first time that needs a year of five digits. */
const END_OF_TIME = 253_402_300_800_000

const LOCALE = /^([A-Z][a-z]{2}) (\d{1,2}), (\d{4}),? (\d{1,2}):(\d{2}):(\d{2})\s([AP])M$/
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const fromEpoch = (value: number): EpochMs | null => {
  const at = Math.round(value < SECONDS_BELOW ? value * SECOND : value)
  return at > 0 && at < END_OF_TIME ? at : null
}

/**
 * Time of a CloudTrail record: a timestamp as text, or an epoch in seconds or milliseconds. Null when it is neither.
 */
export const parseEventTime = (value: unknown): EpochMs | null => {
  if (typeof value === 'number') return fromEpoch(value)
  if (typeof value !== 'string') return null
  return EPOCH.test(value) ? fromEpoch(Number(value)) : parseTimestamp(value)
}

const twoDigits = (value: number): string => String(value).padStart(2, '0')

/**
 * Time in the second form native Systems Manager events use, in UTC: `Nov 29, 2024 7:43:20 PM` or, in newer ones, with
 * a comma after the year.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-systems-manager-event-examples.html
 */
export const parseLocaleTime = (text: string): EpochMs | null => {
  const [, month = '', day, year, hour, minute, second, half] = LOCALE.exec(text) ?? []
  const hourOfHalf = Number(hour)
  if (!(hourOfHalf >= 1 && hourOfHalf <= 12)) return null
  const hours = (hourOfHalf % 12) + (half === 'P' ? 12 : 0)
  return parseTimestamp(
    `${year}-${twoDigits(MONTHS.indexOf(month) + 1)}-${twoDigits(Number(day))} ${twoDigits(hours)}:${minute}:${second}`,
  )
}
