import { Worker } from 'node:worker_threads'
import type { Batch } from '../../../../shared/reading/batch'
import type { ReadLimits } from '../../../../shared/reading/read-settings'
import type { SourceFile } from './discover'

/** What a worker is started with. */
export interface WorkerData {
  readonly limits: ReadLimits
}

export type ToWorker =
  | { readonly kind: 'read'; readonly files: readonly SourceFile[] }
  /** The consumer took over a batch. */
  | { readonly kind: 'taken' }

export type FromWorker =
  | { readonly kind: 'batch'; readonly batch: Batch }
  /** All files of one `read` are done. */
  | { readonly kind: 'done' }

export interface PoolSettings {
  readonly jobs: number
  /** The built `worker.ts`. */
  readonly workerFile: string
  readonly limits: ReadLimits
}

/** Portions of files given to a worker before it has finished the first, so that it never waits for the next. */
const AHEAD = 2
const PORTION_BYTES = 2_097_152
const PORTION_FILES = 64
/** Nearly all that a worker allocates is garbage at once; by default each would let 48 MiB of it pile up. */
const YOUNG_GENERATION_MIB = 8

/** Files in portions of at most 2 MiB or one larger file, so that the workers end at about the same time. */
const portionsOf = (files: readonly SourceFile[], jobs: number): SourceFile[][] => {
  const total = files.reduce((sum, { size }) => sum + size, 0)
  const limit = Math.min(PORTION_BYTES, total / (jobs * AHEAD * 2))
  const portions: SourceFile[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const file of files) {
    const current = portions.at(-1)
    if (current === undefined || bytes + file.size > limit || current.length >= PORTION_FILES) {
      portions.push([file])
      bytes = file.size
    } else {
      current.push(file)
      bytes += file.size
    }
  }
  return portions
}

/**
 * Reads files in worker threads. A worker waits when its batches are not taken, so that memory stays bounded however
 * slow the consumer is. Leaving the loop early stops the workers; a worker that fails fails the reading.
 */
export async function* readInWorkers(
  files: readonly SourceFile[],
  { jobs, workerFile, limits }: PoolSettings,
): AsyncGenerator<Batch> {
  const portions = portionsOf(files, jobs).reverse()
  const ready: { readonly batch: Batch; readonly worker: Worker }[] = []
  let open = portions.length
  let failure: Error | null = null
  let wake = (): void => {}

  const give = (worker: Worker): void => {
    const portion = portions.pop()
    if (portion !== undefined) worker.postMessage({ kind: 'read', files: portion } satisfies ToWorker)
  }

  const start = (): Worker => {
    const worker = new Worker(workerFile, {
      workerData: { limits } satisfies WorkerData,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MIB },
    })
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'batch') ready.push({ batch: message.batch, worker })
      else {
        open--
        give(worker)
      }
      wake()
    })
    worker.on('error', (error) => {
      failure = error
      wake()
    })
    worker.on('exit', (code) => {
      failure ??= new Error(`a reading worker ended early, exit code ${code}`)
      wake()
    })
    return worker
  }

  const workers = Array.from({ length: Math.min(jobs, portions.length) }, start)
  try {
    for (let ahead = 0; ahead < AHEAD; ahead++) for (const worker of workers) give(worker)
    for (;;) {
      const next = ready.shift()
      if (next !== undefined) {
        next.worker.postMessage({ kind: 'taken' } satisfies ToWorker)
        yield next.batch
      } else if (failure !== null) throw failure
      else if (open === 0) return
      else
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
}
