import { Readable } from 'node:stream'
import { parentPort, workerData } from 'node:worker_threads'
import { addBatch, addCounts, newBatch, type Batch } from '../../../../shared/reading/batch'
import { LOG_FORMATS } from '../../../../shared/reading/log-formats'
import { readFile } from './read-file'
import { readSettings } from '../../../../shared/reading/read-settings'
import type { FromWorker, ToWorker, WorkerData } from './worker-pool'

/** Batches that may be on their way before the consumer has taken them. */
const MAX_UNTAKEN = 4
/** Items and problems sent at once. */
const MAX_SENT = 1_000
/** Stored bytes after which counts are sent, for the progress bar. */
const REPORT_BYTES = 4_194_304

const port = parentPort
if (port === null) throw new Error('the reading worker was started as a program, expected a worker thread')

const { limits } = workerData as WorkerData
const settings = readSettings(LOG_FORMATS, limits)
const noInput = Readable.from([])
let untaken = 0
let wake = (): void => {}
let queue: Promise<void> = Promise.resolve()

const send = async (batch: Batch): Promise<void> => {
  if (untaken >= MAX_UNTAKEN)
    await new Promise<void>((resolve) => {
      wake = resolve
    })
  untaken++
  port.postMessage({ kind: 'batch', batch } satisfies FromWorker)
}

/** Sends what was gathered, in parts that the consumer can take one by one. */
const flush = async (gathered: Batch): Promise<void> => {
  const { items, problems } = gathered
  for (let sent = 0; sent < Math.max(items.length, problems.length); sent += MAX_SENT)
    await send({
      ...newBatch(),
      items: items.slice(sent, sent + MAX_SENT),
      problems: problems.slice(sent, sent + MAX_SENT),
    })
  const counts = newBatch()
  addCounts(counts, gathered)
  await send(counts)
}

const readAll = async (files: Extract<ToWorker, { kind: 'read' }>['files']): Promise<void> => {
  let gathered = newBatch()
  for (const file of files) {
    for await (const batch of readFile(file, settings, noInput)) {
      addBatch(gathered, batch)
      if (gathered.items.length + gathered.problems.length < MAX_SENT && gathered.bytes < REPORT_BYTES) continue
      const full = gathered
      gathered = newBatch()
      await flush(full)
    }
  }
  await flush(gathered)
  port.postMessage({ kind: 'done' } satisfies FromWorker)
}

port.on('message', (message: ToWorker) => {
  if (message.kind === 'taken') {
    untaken--
    wake()
    return
  }
  queue = queue.then(() => readAll(message.files))
})
