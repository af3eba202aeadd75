import { LOG_FORMATS } from '../../shared/reading/log-formats'
import { READ_LIMITS, readSettings } from '../../shared/reading/read-settings'
import { timeOf, type Normalized } from '../../shared/model/normalized'
import { readText, type TextReading } from '../shared/reading/read-log-text'
import { referenceRead } from './reference-reader'

const UNFILTERED = readSettings({ ...LOG_FORMATS, rules: [] }, READ_LIMITS)

/** All that a reading says, in one comparable text. */
const account = ({ ignored, ...rest }: TextReading): string =>
  JSON.stringify({ ...rest, ignored: [...ignored].sort(([a], [b]) => (a < b ? -1 : 1)) })

const reasonsOf = (normalized: readonly Normalized[]): readonly (readonly [string, number])[] => {
  const counts = new Map<string, number>()
  for (const { reason } of normalized.filter((one) => one.kind === 'ignored'))
    counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
}

/**
 * Reads a text in four ways that must agree: with the prefilter, with every record parsed, in pieces, and, where the
 * text is JSON or lines of JSON, with JSON.parse alone. Returns what differs, or null.
 */
export const differenceOf = (bytes: Buffer, pieces: readonly number[]): string | null => {
  const filtered = readText(bytes)
  const unfiltered = readText(bytes, { settings: UNFILTERED })
  if (account(filtered) !== account(unfiltered))
    return `prefilter: ${account(filtered)}\nfull parse: ${account(unfiltered)}`

  const streamed = readText(bytes, { pieces })
  const isRepeated = streamed.problems.some(({ what }) => what === 'list of records comes twice in one object')
  if (!isRepeated && account(filtered) !== account(streamed))
    return `at once: ${account(filtered)}\nin pieces of ${pieces.join(', ')}: ${account(streamed)}`

  const reference = referenceRead(bytes)
  if (reference === null) return null
  const { normalized, badLines, isKnown } = reference
  const times = normalized.map(timeOf).filter((time) => time !== null)
  const wanted = {
    items: normalized.filter(({ kind }) => kind !== 'ignored' && kind !== 'rejected'),
    ignored: reasonsOf(normalized),
    rejected: badLines + normalized.filter(({ kind }) => kind === 'rejected').length,
    records: normalized.length + badLines,
    earliest: times.length === 0 ? null : Math.min(...times),
    isKnown,
  }
  const got = {
    items: filtered.items,
    ignored: [...filtered.ignored].sort(([a], [b]) => (a < b ? -1 : 1)),
    rejected: filtered.rejected,
    records: filtered.records,
    earliest: filtered.earliest,
    isKnown: filtered.kind === 'known',
  }
  return JSON.stringify(got) === JSON.stringify(wanted)
    ? null
    : `reading: ${JSON.stringify(got)}\nJSON.parse: ${JSON.stringify(wanted)}`
}
