import { parseArgs } from 'node:util'
import { runLoad } from './azure/run-load'

/*
 * Load through the whole Azure path: producer, AMQP hub, consumer, two instances of the built app, tables, STS,
 * SNS, mailbox; with duplicates, disorder and seeded faults. Prints a summary as JSON. Fails when anything is lost,
 * or comes again without a reason.
 *
 *   npm run load:azure                                   20,000 records, a fifth of them twice
 *   npm run load:azure -- --records 100000 --seed 7
 */

const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '20000' },
    relevant: { type: 'string', default: '0.01' },
    seed: { type: 'string', default: '1' },
    /** Shares of throttled, failed and unanswered calls to tables and SNS. */
    faults: { type: 'string', default: '0.05,0.01,0.01' },
  },
})

const run = async (): Promise<void> => {
  const [throttled = 0, failed = 0, unanswered = 0] = values.faults.split(',').map(Number)
  const summary = await runLoad({
    records: Number(values.records),
    relevant: Number(values.relevant),
    seed: values.seed,
    faults: [throttled, failed, unanswered],
    onProgress: (passed, messages) =>
      process.stderr.isTTY && process.stderr.write(`\r${passed} of ${messages} messages`),
  })
  console.log(JSON.stringify(summary, null, 2))
  const { lost, foreign, unexplained, quarantined, waiting } = summary
  if (lost.length + foreign.length + unexplained.length + quarantined + waiting > 0) process.exitCode = 1
}

run().catch((cause: unknown) => {
  console.error(cause)
  process.exitCode = 1
})
