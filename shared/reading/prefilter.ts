import type { Provider } from '../model/provider'
import type { EpochMs } from '../model/time'
import { LIST_NAMES, type ListName } from './list-name'
import { plainTime } from './plain-time'
import { ABSENT, recordFields, type RecordFields } from './record-fields'
import { decisionCache } from './decision-cache'

/** Which records of a provider can be judged by a few of their members, without parsing them. */
export interface IgnoreRule {
  readonly provider: Provider
  /** Lists whose elements may be judged; null stands for bare lists and lines. */
  readonly lists: readonly ListName[]
  /** Member or members that name the operation. */
  readonly operation: readonly [string, string?]
  readonly time: string
  /** Members whose presence, in any case, makes the record something that only its provider may judge. */
  readonly unless: readonly string[]
  /** Whether a record with this operation can be anything but ignored, whatever else it holds. */
  readonly mayConcern: (first: string, second: string) => boolean
}

/** A record that its provider certainly ignores, with the reason it gives and the time it reads. */
interface Ignored {
  readonly provider: Provider
  readonly reason: string
  readonly at: EpochMs
}

/** Judges records by the members last found by `recordEnd` with `fields`. */
export interface Prefilter {
  readonly fields: RecordFields
  /** Who ignores the record, exactly as a parser and the providers would find; null when it must be parsed. */
  readonly ignores: (bytes: Uint8Array, list: ListName) => Ignored | null
}

/** The rules are tried in order; the first whose operation the record names in plain strings decides. */
export const prefilterOf = (rules: readonly IgnoreRule[]): Prefilter => {
  const fields = recordFields(
    rules.flatMap(({ operation, time, unless }) => [
      ...operation.filter((name) => name !== undefined),
      time,
      ...unless,
    ]),
  )
  const tests = rules.map((rule) => testOf(rule, fields))
  return {
    fields,
    ignores: (bytes, list) => {
      for (const test of tests) {
        const ignored = test(bytes, list)
        if (ignored !== null) return ignored
      }
      return null
    },
  }
}

const testOf = (rule: IgnoreRule, fields: RecordFields): Prefilter['ignores'] => {
  const { starts, ends, names } = fields
  const indexOf = (name: string): number => names.indexOf(name)
  const [first, second] = [
    indexOf(rule.operation[0]),
    rule.operation[1] === undefined ? null : indexOf(rule.operation[1]),
  ]
  const time = indexOf(rule.time)
  const unless = rule.unless.map(indexOf)
  const applies = new Map<ListName, boolean>([null, ...LIST_NAMES].map((list) => [list, rule.lists.includes(list)]))
  const reasonOf = decisionCache((operation, event) => ignoredReason(rule, operation, event))
  return (bytes, list) => {
    if (applies.get(list) !== true) return null
    const start = starts[first]!
    const nextStart = second === null ? 0 : starts[second]!
    const timeStart = starts[time]!
    if (start < 0 || nextStart < 0 || timeStart < 0) return null
    for (let index = 0; index < unless.length; index++) if (starts[unless[index]!] !== ABSENT) return null
    const reason = reasonOf(bytes, start, ends[first]!, nextStart, second === null ? 0 : ends[second]!)
    if (reason === null) return null
    const at = plainTime(bytes, timeStart, ends[time]!)
    return Number.isNaN(at) ? null : { provider: rule.provider, reason, at }
  }
}

/** Asks the provider itself about a record that holds nothing else, so that no reason is written down twice. */
const ignoredReason = (
  { provider, operation, time, mayConcern }: IgnoreRule,
  first: string,
  second: string,
): string | null => {
  if (mayConcern(first, second)) return null
  const [firstName, secondName] = operation
  const record = {
    [firstName]: first,
    ...(secondName === undefined ? {} : { [secondName]: second }),
    [time]: '2026-01-01T00:00:00Z',
  }
  const [raw] = provider.unwrap(record) ?? []
  const normalized = raw === undefined ? null : provider.normalize(raw)
  return normalized?.kind === 'ignored' ? normalized.reason : null
}
