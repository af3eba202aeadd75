import type { Readable } from 'node:stream'
import { addCounts, countsOf, newBatch, type Batch } from '../../../../shared/reading/batch'
import { discover } from './discover'
import { LOG_FORMATS, type LogFormats } from '../../../../shared/reading/log-formats'
import type { ReadEvent, ReadProgress } from '../../../../shared/reading/read-event'
import { readFile } from './read-file'
import { READ_LIMITS, type ReadLimits } from '../../../../shared/reading/read-limits'
import { readSettings } from '../../../../shared/reading/read-settings'
import type { SourceFile } from './source-file'
import { readInWorkers } from './worker-pool'

export interface ReadOptions {
  /** Worker threads; 1 reads in this thread. */
  readonly jobs: number
  /** The built `worker.ts`, of which each worker runs a copy. */
  readonly workerFile: string
  /** What the path `-` reads. */
  readonly stdin: Readable
  readonly limits?: Partial<ReadLimits>
  /** Other formats than all that are known; only without workers, which know all. */
  readonly formats?: LogFormats
  readonly onProgress?: (progress: ReadProgress) => void
}

/**
 * Reads all records that paths lead to: files, folders and `-`, gzip or not, in any layout that `logText` recognises.
 * Yields items in no particular order, problems as they are met, and the totals at the end. What cannot be read is a
 * problem and never an exception; the rest is read. Items, problems and totals are the same for any number of workers.
 */
export async function* readLogs(paths: readonly string[], options: ReadOptions): AsyncGenerator<ReadEvent> {
  const { onProgress } = options
  const limits = { ...READ_LIMITS, ...options.limits }
  const { files, problems } = discover(paths)
  for (const problem of problems) yield { kind: 'problem', problem }

  const totalBytes = files.reduce((sum, { size }) => sum + size, 0)
  const totals = newBatch()
  for await (const batch of readAll(files, totalBytes, limits, options)) {
    addCounts(totals, batch)
    if (batch.items.length > 0) yield { kind: 'items', items: batch.items }
    for (const problem of batch.problems) yield { kind: 'problem', problem }
    onProgress?.({ files: totals.files, bytes: totals.bytes, records: totals.records, totalBytes })
  }
  yield { kind: 'end', counts: countsOf(totals) }
}

/** Workers can read neither standard input nor, reliably, the pipes of this process. */
async function* readAll(
  files: readonly SourceFile[],
  totalBytes: number,
  limits: ReadLimits,
  { jobs, workerFile, stdin, formats = LOG_FORMATS }: ReadOptions,
): AsyncGenerator<Batch> {
  const settings = readSettings(formats, limits)
  const isParallel = jobs > 1 && totalBytes > limits.inlineBytes
  const inline = isParallel ? files.filter(({ kind }) => kind !== 'file') : files
  for (const file of inline) yield* readFile(file, settings, stdin)
  if (isParallel)
    yield* readInWorkers(
      files.filter(({ kind }) => kind === 'file'),
      { jobs, workerFile, limits },
    )
}
