import { measureBatch } from './azure/batch'
import { measureColdStart } from './azure/cold-start'
import { measureDrain } from './azure/drain'

/*
 * Figures of the Azure half that docs/guide/deploy-azure.md states. Ratios of medians over turns, so that whatever
 * else the machine does hits both sides alike.
 *
 *   npm run bench:azure
 */

const rounded = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toFixed(2)) : value

const print = (name: string, figures: object): void => console.log(`${name}: ${JSON.stringify(figures, rounded)}`)

const run = async (): Promise<void> => {
  print('start and first alert, over a bare function with the same calls', await measureColdStart(15))
  print('100 messages of 10 records, over JSON.parse of the batch', await measureBatch(200))
  print('5,000 messages through the hub, over a consumer that does nothing', await measureDrain(7))
}

run().catch((cause: unknown) => {
  console.error(cause)
  process.exitCode = 1
})
