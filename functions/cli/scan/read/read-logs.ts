import type { Readable } from 'node:stream'
import { addCounts, countsOf, newBatch, type Batch, type Item, type ReadCounts } from '../../../../shared/reading/batch'
import { LOG_FORMATS } from '../../../../shared/reading/log-formats'
import type { ReadProblem } from '../../../../shared/reading/read-problem'
import { READ_LIMITS, readSettings, type ReadLimits } from '../../../../shared/reading/read-settings'
import { discover, type SourceFile } from './discover'
import { readFile } from './read-file'
import { readInWorkers } from './worker-pool'

/** How far a reading is. `totalBytes` is known from the start; standard input and pipes do not count in it. */
export interface ReadProgress {
  readonly files: number
  readonly bytes: number
  readonly records: number
  readonly totalBytes: number
}

export type ReadEvent =
  | { readonly kind: 'items'; readonly items: readonly Item[] }
  | { readonly kind: 'problem'; readonly problem: ReadProblem }
  | { readonly kind: 'progress'; readonly progress: ReadProgress }
  | { readonly kind: 'end'; readonly counts: ReadCounts }

export interface ReadOptions {
  /** Worker threads; 1 reads in this thread. */
  readonly jobs: number
  /** The built `worker.ts`, of which each worker runs a copy. */
  readonly workerFile: string
  /** What the path `-` reads. */
  readonly stdin: Readable
  readonly limits?: Partial<ReadLimits>
}

/**
 * Reads all records that paths lead to: files, folders and `-`, gzip or not, in any layout that `logText` recognises.
 * Yields items in no particular order, problems as they are met, after each batch how far it is, and the totals at the
 * end. What cannot be read is a problem and never an exception; the rest is read. Items, problems and totals are the
 * same for any number of workers.
 */
export async function* readLogs(paths: readonly string[], options: ReadOptions): AsyncGenerator<ReadEvent> {
  const limits = { ...READ_LIMITS, ...options.limits }
  const { files, problems } = discover(paths)
  for (const problem of problems) yield { kind: 'problem', problem }

  const totalBytes = files.reduce((sum, { size }) => sum + size, 0)
  const totals = newBatch()
  for await (const batch of readAll(files, totalBytes, limits, options)) {
    addCounts(totals, batch)
    if (batch.items.length > 0) yield { kind: 'items', items: batch.items }
    for (const problem of batch.problems) yield { kind: 'problem', problem }
    const { files: read, bytes, records } = totals
    yield { kind: 'progress', progress: { files: read, bytes, records, totalBytes } }
  }
  yield { kind: 'end', counts: countsOf(totals) }
}

/** Workers can read neither standard input nor, reliably, the pipes of this process. */
async function* readAll(
  files: readonly SourceFile[],
  totalBytes: number,
  limits: ReadLimits,
  { jobs, workerFile, stdin }: ReadOptions,
): AsyncGenerator<Batch> {
  const settings = readSettings(LOG_FORMATS, limits)
  const isParallel = jobs > 1 && totalBytes > limits.inlineBytes
  const inline = isParallel ? files.filter(({ kind }) => kind !== 'file') : files
  for (const file of inline) yield* readFile(file, settings, stdin)
  if (isParallel)
    yield* readInWorkers(
      files.filter(({ kind }) => kind === 'file'),
      { jobs, workerFile, limits },
    )
}
