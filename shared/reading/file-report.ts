import type { Provider } from '../model/provider'
import { addBatch, newBatch, type Batch } from './batch'
import { furtherProblems, type ProblemCategory, type ProblemMessage } from './read-problem'

/** A value that no provider knows, met before a record that one of them knows. */
interface Stranger {
  readonly value: unknown
  readonly place: string
}

/** All that reading a file has come to so far, in one object, so that one rollback takes all of it back. */
interface FileState {
  /** What was found since the last `take`. */
  batch: Batch
  /** Values of the text that were read or refused. */
  values: number
  /** Problems reported one by one; those beyond the limit, and the category of the last of them. */
  reported: number
  unreported: number
  category: ProblemCategory
  /** The file holds a record of a known format, or an empty list of records. */
  isKnown: boolean
  /** The provider of the file's first known record. */
  home: Provider | null
  /** None any more once the file has a home. */
  strangers: readonly Stranger[]
  strangerBytes: number
  /** Values of no known format that were not kept as strangers. */
  unread: number
}

/** Gathers what one file yields. What comes after `begin` is kept by `commit` and given up by `rollback`. */
export interface FileReport {
  /** To be read and changed; another object after every `begin` and `rollback`. */
  readonly state: () => FileState
  readonly problem: (message: ProblemMessage, place: string | null) => void
  readonly begin: () => void
  /** Without a `begin` before them, `commit` and `rollback` do nothing. */
  readonly commit: () => void
  readonly rollback: () => void
  /** What was gathered since the last call. */
  readonly take: () => Batch
  /** Adds how many problems were not reported one by one. */
  readonly finish: () => void
}

/** A file of nothing but bad lines must not bury all else: beyond `limit` its problems are reported as one number. */
export const fileReport = (file: string, limit: number): FileReport => {
  let state: FileState = {
    batch: newBatch(),
    values: 0,
    reported: 0,
    unreported: 0,
    category: 'rejected',
    isKnown: false,
    home: null,
    strangers: [],
    strangerBytes: 0,
    unread: 0,
  }
  let before: FileState | null = null

  return {
    state: () => state,
    problem: (message, place) => {
      if (state.reported < limit) {
        state.reported++
        state.batch.problems.push({ ...message, file, position: place })
      } else {
        state.unreported++
        state.category = message.category
      }
    },
    begin: () => {
      before = state
      state = { ...state, batch: newBatch() }
    },
    commit: () => {
      if (before === null) return
      addBatch(before.batch, state.batch)
      state.batch = before.batch
      before = null
    },
    rollback: () => {
      if (before === null) return
      state = before
      before = null
    },
    take: () => {
      const taken = state.batch
      state.batch = newBatch()
      return taken
    },
    finish: () => {
      if (state.unreported === 0) return
      state.batch.problems.push({ ...furtherProblems(state.category, state.unreported), file, position: null })
    },
  }
}
