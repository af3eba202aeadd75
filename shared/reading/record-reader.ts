import { errorMessage } from '../model/errors'
import { timeOf, type Normalized } from '../model/normalized'
import type { Provider } from '../model/provider'
import { unwrapBy } from '../providers/unwrap'
import { countIgnored, earlier } from './batch'
import type { FileReport } from './file-report'
import { LIST_NAMES, type ListName } from './list-name'
import { rejectedRecord, type ProblemMessage } from './read-problem'
import type { ReadSettings } from './read-settings'
import { placeIn, type TextPiece } from './text-piece'

const MAX_STRANGERS = 1000
const MAX_STRANGER_BYTES = 1_048_576

/** Reason under which values count that are no records, in a file that holds records. */
const NO_KNOWN_FORMAT = 'of no known format'

/** A position for a person, made only when it is asked for. */
type Place = () => string

/** Turns the values of one file into normalised records, in the file's report. */
export interface RecordReader {
  /** Reads the value in bytes [start, end), or ignores it when its members, just scanned, decide its fate. */
  readonly read: (piece: TextPiece, start: number, end: number, list: ListName) => void
  /** A list without elements shows no format, and is no unknown format either. */
  readonly readEmptyList: () => void
  /** Counts a record that cannot be read. */
  readonly reject: (message: ProblemMessage, place: string) => void
  /** Counts what never found a provider. False when the file holds no known format. */
  readonly finish: () => boolean
}

/** The list of records that an object or a list is, by the same rule as the value stream; null when it is none. */
const listOf = (value: unknown): { readonly name: ListName; readonly elements: readonly unknown[] } | null => {
  if (Array.isArray(value)) return { name: null, elements: value }
  if (typeof value !== 'object' || value === null) return null
  for (const name of LIST_NAMES) {
    const elements: unknown = Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined
    if (Array.isArray(elements)) return { name, elements }
  }
  return null
}

/**
 * A value that no provider knows is judged by the provider that knew the file's other records, as that provider does
 * with the elements of a list; so a damaged record among good ones is rejected and not passed over. A provider that
 * throws, against its contract, costs the one record.
 */
export const recordReader = ({ providers, prefilter }: ReadSettings, report: FileReport): RecordReader => {
  const take = (normalized: Normalized, place: Place): void => {
    const { batch } = report.state()
    batch.records++
    if (normalized.kind === 'ignored') countIgnored(batch.ignored, normalized.reason, 1)
    else if (normalized.kind === 'rejected') {
      batch.rejected++
      report.problem(rejectedRecord(normalized.problem), place())
    } else batch.items.push(normalized)
    batch.earliest = earlier(batch.earliest, timeOf(normalized))
  }

  const takeStranger = (provider: Provider, value: unknown, place: Place): void =>
    take(provider.normalize({ format: 'list-element', body: value, account: null }), place)

  const keepStranger = (value: unknown, place: Place, size: number): void => {
    const state = report.state()
    if (state.strangers.length < MAX_STRANGERS && state.strangerBytes + size <= MAX_STRANGER_BYTES) {
      state.strangers = [...state.strangers, { value, place: place() }]
      state.strangerBytes += size
    } else state.unread++
  }

  /** The first provider that knows a record of the file is at home there. */
  const findHome = (provider: Provider): void => {
    const state = report.state()
    if (state.home !== null) return
    const { strangers } = state
    state.isKnown = true
    state.home = provider
    state.strangers = []
    for (const { value, place } of strangers) takeStranger(provider, value, () => place)
  }

  const readEmptyList = (): void => {
    report.state().isKnown = true
  }

  const readValue = (value: unknown, list: ListName, place: Place, size: number): void => {
    const listed = list === null ? listOf(value) : null
    if (listed !== null) {
      if (listed.elements.length === 0) readEmptyList()
      for (const element of listed.elements) readValue(element, listed.name, place, size)
      return
    }
    const unwrapped = unwrapBy(providers, list === null ? value : { [list]: [value] })
    const { home } = report.state()
    if (unwrapped !== null) {
      findHome(unwrapped.provider)
      for (const record of unwrapped.records) take(unwrapped.provider.normalize(record), place)
    } else if (home === null) keepStranger(value, place, size)
    else takeStranger(home, value, place)
  }

  return {
    readEmptyList,
    read: (piece, start, end, list) => {
      report.state().values++
      const ignored = prefilter.ignores(piece.bytes, list)
      const place = (): string => placeIn(piece, start)
      try {
        if (ignored !== null) {
          findHome(ignored.provider)
          take({ kind: 'ignored', reason: ignored.reason, at: ignored.at }, place)
        } else readValue(JSON.parse(piece.bytes.toString('utf8', start, end)), list, place, end - start)
      } catch (error) {
        take({ kind: 'rejected', problem: errorMessage(error), at: null }, place)
      }
    },
    reject: (message, place) => {
      const state = report.state()
      state.values++
      state.batch.records++
      state.batch.rejected++
      report.problem(message, place)
    },
    finish: () => {
      const { batch, isKnown, strangers, unread } = report.state()
      const count = unread + strangers.length
      if (isKnown && count > 0) {
        batch.records += count
        countIgnored(batch.ignored, NO_KNOWN_FORMAT, count)
      }
      return isKnown
    },
  }
}
