import { earliestEventPosition, EventHubConsumerClient, EventHubProducerClient } from '@azure/event-hubs'
import { takeBatch } from '../../../functions/azure/take-batch'
import { startEventHub } from '../../emulators/event-hub'
import { testDetector } from '../../support/detector'
import { activityLogRecord } from '../activity-log-records'
import { seededRandom } from '../random'

const HUB = 'activity'
const MESSAGES = 5_000
const RELEVANT = 0.01

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

export interface DrainFigures {
  readonly idleSeconds: number
  readonly takingSeconds: number
  readonly ratio: number
}

/** Seconds until a consumer has seen all messages of a hub, and what it does with each batch. */
const drain = async (connection: string, take: (bodies: readonly unknown[]) => Promise<void>): Promise<number> => {
  const consumer = new EventHubConsumerClient('$Default', connection, { loadBalancingOptions: { strategy: 'greedy' } })
  let finish: () => void = () => {}
  const finished = new Promise<void>((resolve) => (finish = resolve))
  let seen = 0
  const begun = performance.now()
  const subscription = consumer.subscribe(
    {
      processEvents: async (events) => {
        await take(events.map(({ body }) => body as unknown))
        seen += events.length
        if (seen === MESSAGES) finish()
      },
      processError: async ({ message }) => console.error(message),
    },
    { maxBatchSize: 100, maxWaitTimeInSeconds: 1, startPosition: earliestEventPosition },
  )
  await finished
  const seconds = (performance.now() - begun) / 1_000
  await subscription.close()
  await consumer.close()
  return seconds
}

/**
 * Time to drain 5,000 messages of one record through the AMQP hub with the detector, over that of a
 * consumer that does nothing; in turns.
 */
export const measureDrain = async (turns: number): Promise<DrainFigures> => {
  const hub = await startEventHub({ hubs: [{ name: HUB }] })
  const connection = hub.connectionString(HUB)
  const producer = new EventHubProducerClient(connection)
  const random = seededRandom(7)
  for (let sent = 0; sent < MESSAGES; sent += 100) {
    await producer.sendBatch(
      Array.from({ length: 100 }, () => ({
        body: { records: [JSON.parse(activityLogRecord(random, RELEVANT, '2026-03-02T10:00:00Z')) as unknown] },
      })),
    )
  }
  await producer.close()
  const [idle, taking]: [number[], number[]] = [[], []]
  for (let turn = 0; turn < turns; turn++) {
    idle.push(await drain(connection, async () => {}))
    const detector = testDetector({ minSeverity: 'critical' })
    taking.push(await drain(connection, (bodies) => takeBatch(detector, bodies, true)))
  }
  await hub.stop()
  return {
    idleSeconds: median(idle),
    takingSeconds: median(taking),
    ratio: median(taking.map((seconds, turn) => seconds / (idle[turn] ?? Number.NaN))),
  }
}
