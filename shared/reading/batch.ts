import type { Normalized } from '../model/normalized'
import type { EpochMs } from '../model/time'
import type { ReadProblem } from './read-problem'

/** What a scan judges: plain data that survives a worker boundary and a temporary file. */
export type Item = Exclude<Normalized, { readonly kind: 'ignored' | 'rejected' }>

/** What a stretch of reading yielded. Plain data: it crosses from a worker as it is. */
export interface Batch {
  items: Item[]
  problems: ReadProblem[]
  ignored: Map<string, number>
  records: number
  rejected: number
  earliest: EpochMs | null
  files: number
  skippedFiles: number
  bytes: number
}

export const newBatch = (): Batch => ({
  items: [],
  problems: [],
  ignored: new Map(),
  records: 0,
  rejected: 0,
  earliest: null,
  files: 0,
  skippedFiles: 0,
  bytes: 0,
})

export const earlier = (a: EpochMs | null, b: EpochMs | null): EpochMs | null =>
  a === null ? b : b === null ? a : Math.min(a, b)

export const countIgnored = (ignored: Map<string, number>, reason: string, times: number): void => {
  ignored.set(reason, (ignored.get(reason) ?? 0) + times)
}

/** Adds the counts of one batch, and nothing else, to another. */
export const addCounts = (to: Batch, from: Batch): void => {
  for (const [reason, times] of from.ignored) countIgnored(to.ignored, reason, times)
  to.records += from.records
  to.rejected += from.rejected
  to.earliest = earlier(to.earliest, from.earliest)
  to.files += from.files
  to.skippedFiles += from.skippedFiles
  to.bytes += from.bytes
}

/** Adds all of one batch to another. */
export const addBatch = (to: Batch, from: Batch): void => {
  for (const item of from.items) to.items.push(item)
  for (const problem of from.problems) to.problems.push(problem)
  addCounts(to, from)
}

/**
 * Totals of a reading: equal for equal input, whatever the order of files and the number of workers.
 * `records` are all that were met: items, ignored and rejected ones.
 */
export interface ReadCounts {
  /** Files read, skipped ones included. */
  readonly files: number
  /** Files found by walking that hold no records of a known format. */
  readonly skippedFiles: number
  readonly records: number
  /** Records that do not concern us, by reason, in alphabetical order. */
  readonly ignored: ReadonlyMap<string, number>
  /** Records that could not be read; each is a problem of category `rejected`. */
  readonly rejected: number
  /** Earliest time over all records, also ignored ones. */
  readonly earliest: EpochMs | null
  /** Bytes of the files as they are stored, compressed or not. */
  readonly bytes: number
}

export const countsOf = ({ ignored, records, rejected, earliest, files, skippedFiles, bytes }: Batch): ReadCounts => ({
  files,
  skippedFiles,
  records,
  ignored: new Map([...ignored].sort(([a], [b]) => (a < b ? -1 : 1))),
  rejected,
  earliest,
  bytes,
})
