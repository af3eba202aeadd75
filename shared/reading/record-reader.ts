import { errorMessage } from '../model/errors'
import { timeOf, type Normalized } from '../model/normalized'
import type { Provider } from '../model/provider'
import type { Prefilter } from './ignore-rule'
import { LIST_NAMES, type ListName } from './list-name'
import { unwrapBy } from '../providers/unwrap'
import { countIgnored, earlier, type Batch } from './batch'

/** A value that no provider knows, met before a record that one of them knows. */
interface Stranger {
  readonly value: unknown
  readonly where: string
}

const MAX_STRANGERS = 1000
const MAX_STRANGER_BYTES = 1_048_576

/** Reason under which values count that are no records, beyond those that are kept to be looked at one by one. */
const NO_KNOWN_FORMAT = 'of no known format'

/** What one file turned out to hold; copied and put back when a reading is withdrawn. */
interface FileState {
  readonly isKnown: boolean
  readonly home: Provider | null
  readonly strangers: readonly Stranger[]
  readonly strangerBytes: number
  readonly unread: number
}

const NOTHING_YET: FileState = { isKnown: false, home: null, strangers: [], strangerBytes: 0, unread: 0 }

export interface RecordReader {
  /** Reads the value in bytes [start, end), or counts it unread when its members, just scanned, decide its fate. */
  readonly read: (batch: Batch, bytes: Buffer, start: number, end: number, list: ListName) => void
  /** A list without elements shows no format, and is no unknown format either. */
  readonly readEmptyList: () => void
  readonly state: () => FileState
  readonly restore: (state: FileState) => void
  /** Counts what never found a provider. False when the file holds no known format. */
  readonly finish: (batch: Batch) => boolean
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
 * Turns values into normalised records, for one file. A value that no provider knows is judged by the provider that
 * knew the file's other records, as that provider does with the elements of a list; so a damaged record among good ones
 * is rejected and not passed over. A provider that throws, against its contract, costs the one record.
 */
export const recordReader = (
  providers: readonly Provider[],
  prefilter: Prefilter,
  where: (at: number) => string,
  report: (where: string, problem: string) => void,
): RecordReader => {
  let state = NOTHING_YET

  const take = (batch: Batch, normalized: Normalized, place: () => string): void => {
    batch.records++
    if (normalized.kind === 'ignored') {
      countIgnored(batch.ignored, normalized.reason, 1)
    } else if (normalized.kind === 'rejected') {
      batch.rejected++
      report(place(), normalized.problem)
    } else batch.items.push(normalized)
    batch.earliest = earlier(batch.earliest, timeOf(normalized))
  }

  const judgeStrangersAs = (batch: Batch, provider: Provider): void => {
    const { strangers } = state
    if (state.isKnown && state.home !== null) return
    state = { ...state, isKnown: true, home: provider, strangers: [], strangerBytes: 0 }
    for (const stranger of strangers) takeStranger(batch, provider, stranger.value, () => stranger.where)
  }

  const takeStranger = (batch: Batch, provider: Provider, value: unknown, place: () => string): void =>
    take(batch, provider.normalize({ format: 'list-element', body: value, account: null }), place)

  const hold = (value: unknown, place: string, size: number): void => {
    const isHeld = state.strangers.length < MAX_STRANGERS && state.strangerBytes + size <= MAX_STRANGER_BYTES
    state = isHeld
      ? {
          ...state,
          strangers: [...state.strangers, { value, where: place }],
          strangerBytes: state.strangerBytes + size,
        }
      : { ...state, unread: state.unread + 1 }
  }

  const readValue = (batch: Batch, value: unknown, list: ListName, place: () => string, size: number): void => {
    const listed = list === null ? listOf(value) : null
    if (listed !== null) {
      if (listed.elements.length === 0) readEmptyList()
      for (const element of listed.elements) readValue(batch, element, listed.name, place, size)
      return
    }
    const unwrapped = unwrapBy(providers, list === null ? value : { [list]: [value] })
    if (unwrapped !== null) {
      judgeStrangersAs(batch, unwrapped.provider)
      for (const record of unwrapped.records) take(batch, unwrapped.provider.normalize(record), place)
    } else if (state.home === null) hold(value, place(), size)
    else takeStranger(batch, state.home, value, place)
  }

  const readEmptyList = (): void => {
    state = { ...state, isKnown: true }
  }

  return {
    readEmptyList,
    read: (batch, bytes, start, end, list) => {
      const judged = prefilter.judge(bytes, list)
      const place = (): string => where(start)
      try {
        if (judged !== null) {
          judgeStrangersAs(batch, judged.provider)
          take(batch, { kind: 'ignored', reason: judged.reason, at: judged.at }, place)
          return
        }
        const value: unknown = JSON.parse(bytes.toString('utf8', start, end))
        readValue(batch, value, list, place, end - start)
      } catch (error) {
        take(batch, { kind: 'rejected', problem: errorMessage(error), at: null }, place)
      }
    },
    state: () => state,
    restore: (earlierState) => {
      state = earlierState
    },
    finish: (batch) => {
      const unread = state.unread + (state.home === null ? state.strangers.length : 0)
      if (state.isKnown && unread > 0) {
        batch.records += unread
        countIgnored(batch.ignored, NO_KNOWN_FORMAT, unread)
      }
      return state.isKnown
    },
  }
}
