import { DAY, type EpochMs } from '../model/time'

/** A place in the total order of activities. */
export interface Sighting {
  readonly at: EpochMs
  readonly id: string
}

/**
 * First and last sighting of one UTC day: enough to answer every question about days, whatever the order of arrival.
 */
interface DaySightings {
  readonly day: number
  readonly first: Sighting
  readonly last: Sighting
}

/** All that is remembered of one term, by day, ascending. */
export type TermRecord = readonly DaySightings[]

const dayOf = (at: EpochMs): number => Math.floor(at / DAY)

const isBefore = (a: Sighting, b: Sighting): boolean => a.at < b.at || (a.at === b.at && a.id < b.id)

/** The record with one more sighting. Commutative, associative and idempotent, so that any order of writers agrees. */
export const addSighting = (record: TermRecord, sighting: Sighting): TermRecord =>
  mergeTerms(record, [{ day: dayOf(sighting.at), first: sighting, last: sighting }])

/** Union of two records of one term. */
export const mergeTerms = (a: TermRecord, b: TermRecord): TermRecord => {
  const days = new Map(a.map((entry) => [entry.day, entry]))
  for (const entry of b) {
    const known = days.get(entry.day)
    days.set(
      entry.day,
      known === undefined
        ? entry
        : {
            day: entry.day,
            first: isBefore(entry.first, known.first) ? entry.first : known.first,
            last: isBefore(known.last, entry.last) ? entry.last : known.last,
          },
    )
  }
  return [...days.values()].sort((x, y) => x.day - y.day)
}

/** The record without days that no activity at or after `at` can ask about. */
export const pruneTerm = (record: TermRecord, at: EpochMs, days: number): TermRecord =>
  record.filter(({ last }) => at - last.at <= days * DAY)

/**
 * Latest sighting before a place in the total order, which itself is not counted, or null (semantics.md, "Memory").
 * Within the day of `here` only the first and the last sighting are known; when the last is not before `here` the first
 * stands for all between, which changes no answer that is given in whole days.
 */
export const latestBefore = (record: TermRecord, here: Sighting): Sighting | null => {
  for (let index = record.length - 1; index >= 0; index--) {
    const { first, last } = record[index]!
    if (isBefore(last, here)) return last
    if (isBefore(first, here)) return first
  }
  return null
}

/** Whether the term is known at a place: its latest earlier sighting is at most `days` days old. */
export const isKnown = (record: TermRecord, here: Sighting, days: number): boolean => {
  const latest = latestBefore(record, here)
  return latest !== null && here.at - latest.at <= days * DAY
}

/** Four weeks: what is done once a week must be seen often enough to count as usual. */
export const HABIT_DAYS = 28

/**
 * How many days back a term is looked at at most: for what is new the days of history, for
 * what is usual four weeks at least.
 */
export const memoryDays = (historyDays: number): number => Math.max(historyDays, HABIT_DAYS)

/** Number of days before the day of `here`, at most `days` days back, on which the term was seen. */
export const earlierDays = (record: TermRecord, here: Sighting, days: number): number =>
  record.filter(({ day, last }) => day < dayOf(here.at) && here.at - last.at <= days * DAY).length
