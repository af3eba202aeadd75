import { DAY, HOUR, MINUTE, SECOND, type EpochMs } from '../model/time'

const ZERO = 0x30
const SHORTEST = 'YYYY-MM-DDTHH:MM:SSZ'.length
const LONGEST = 'YYYY-MM-DDTHH:MM:SS.nnnnnnnnnZ'.length
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/** Value of two digits, or NaN. */
const twoDigits = (bytes: Uint8Array, at: number): number => {
  const tens = bytes[at]! - ZERO
  const ones = bytes[at + 1]! - ZERO
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

/**
 * Days from 1970-01-01 in the Gregorian calendar: https://howardhinnant.github.io/date_algorithms.html#days_from_civil
 */
const daysFromEpoch = (year: number, month: number, day: number): number => {
  const shifted = month > 2 ? year : year - 1
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
}

/** Milliseconds that ".nnn..." says, cut; NaN when a byte is no digit. */
const fractionOf = (bytes: Uint8Array, start: number, end: number): number => {
  if (start === end) return 0
  if (bytes[start] !== 0x2e || start + 1 === end) return Number.NaN
  let milliseconds = 0
  for (let position = start + 1, unit = 100; position < end; position++, unit = Math.floor(unit / 10)) {
    const digit = bytes[position]! - ZERO
    if (digit < 0 || digit > 9) return Number.NaN
    milliseconds += digit * unit
  }
  return milliseconds
}

/**
 * The time that bytes [start, end) say when they have the one form that both clouds write themselves,
 * `YYYY-MM-DDTHH:MM:SS[.n to nnnnnnnnn]Z`, years 1000 to 9999; NaN for all else, which a more patient reader may still
 * understand. Fractions are cut to milliseconds.
 */
export const plainTime = (bytes: Uint8Array, start: number, end: number): EpochMs => {
  const length = end - start
  if (length < SHORTEST || length > LONGEST || bytes[end - 1] !== 0x5a) return Number.NaN
  const separated =
    bytes[start + 4] === 0x2d &&
    bytes[start + 7] === 0x2d &&
    bytes[start + 10] === 0x54 &&
    bytes[start + 13] === 0x3a &&
    bytes[start + 16] === 0x3a
  if (!separated) return Number.NaN
  const year = twoDigits(bytes, start) * 100 + twoDigits(bytes, start + 2)
  const month = twoDigits(bytes, start + 5)
  const day = twoDigits(bytes, start + 8)
  const hour = twoDigits(bytes, start + 11)
  const minute = twoDigits(bytes, start + 14)
  const second = twoDigits(bytes, start + 17)
  if (!(year >= 1000 && month >= 1 && month <= 12 && day >= 1 && hour <= 23 && minute <= 59 && second <= 59))
    return Number.NaN
  if (day > DAYS_IN_MONTH[month - 1]! && !(month === 2 && day === 29 && isLeap(year))) return Number.NaN
  return (
    daysFromEpoch(year, month, day) * DAY +
    hour * HOUR +
    minute * MINUTE +
    second * SECOND +
    fractionOf(bytes, start + 19, end - 1)
  )
}
