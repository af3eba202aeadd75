import type { Normalized } from '../model/normalized'
import type { EpochMs } from '../model/time'

/** What a scan judges: plain data that survives a worker boundary and a temporary file. */
export type Item = Exclude<Normalized, { readonly kind: 'ignored' | 'rejected' }>

export type ProblemCategory =
  /** A path that does not exist. */
  | 'missing'
  /** A file or folder that cannot be opened or read to its end. */
  | 'unreadable'
  /** A gzip file that ends early, is damaged, or is followed by other bytes. */
  | 'damaged-gzip'
  /** A decompression bomb. */
  | 'bomb'
  /** Text that is no JSON from the named position on. */
  | 'broken'
  /** A record or a line that cannot be read, while the rest of its file can. */
  | 'rejected'
  /** A file named by the user that holds none of the known formats. */
  | 'unknown-format'
  /** A file named by the user that holds nothing. */
  | 'empty'
  /** Bytes that are no UTF-8; they were read as U+FFFD, and nothing is missing. */
  | 'invalid-text'

/** What could not be read and where, in words for a person. */
export interface ReadProblem {
  readonly category: ProblemCategory
  readonly file: string
  /** `line 12`, or `byte 3456` of the decompressed text; null when the file as a whole is meant. */
  readonly position: string | null
  readonly what: string
  readonly got: string
  readonly expected: string
  readonly doThis: string
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

export type ReadEvent =
  | { readonly kind: 'items'; readonly items: readonly Item[] }
  | { readonly kind: 'problem'; readonly problem: ReadProblem }
  | { readonly kind: 'end'; readonly counts: ReadCounts }

/** How far a reading is. `totalBytes` is known from the start; standard input and pipes do not count in it. */
export interface ReadProgress {
  readonly files: number
  readonly bytes: number
  readonly records: number
  readonly totalBytes: number
}
