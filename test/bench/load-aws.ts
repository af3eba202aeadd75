import { parseArgs } from 'node:util'
import { runLoad } from './aws/run-load'

/*
 * Load through the whole AWS path: events as EventBridge hands them over, containers of the built function, table,
 * topics, queues; with duplicates, disorder, crashes and seeded faults. Prints a summary as JSON. Fails when anything
 * is lost, or comes again without a reason.
 *
 *   npm run load                                  600,000 events, 1,000 a second
 *   npm run load -- --events 20000 --seed 7
 */

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '600000' },
    rate: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    /** Shares of throttled, failed and unanswered calls of every service. */
    faults: { type: 'string', default: '0.05,0.01,0.01' },
    crashes: { type: 'string', default: '0.0002' },
    containers: { type: 'string', default: '40' },
  },
})

const PROGRESS_EVERY = 1_000

const run = async (): Promise<void> => {
  const [throttled = 0, failed = 0, unanswered = 0] = values.faults.split(',').map(Number)
  const startedAt = performance.now()
  const summary = await runLoad({
    events: Number(values.events),
    rate: Number(values.rate),
    seed: values.seed,
    faults: [throttled, failed, unanswered],
    crashes: Number(values.crashes),
    containers: Number(values.containers),
    // What Lambda waits is a minute and two: these give the same order in less time.
    retryAfterMs: [5_000, 10_000],
    onProgress: (delivered) => {
      if (delivered % PROGRESS_EVERY === 0)
        process.stderr.write(`${delivered} events, ${Math.round((performance.now() - startedAt) / 1_000)} s\n`)
    },
  })
  console.log(JSON.stringify(summary, null, 2))
  const { lost, unexplained, foreign, waiting } = summary
  if (lost.length + unexplained.length + foreign.length + waiting > 0) process.exitCode = 1
}

run().catch((cause: unknown) => {
  console.error(cause)
  process.exitCode = 1
})
