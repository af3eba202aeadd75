import {
  earliestEventPosition,
  EventHubConsumerClient,
  EventHubProducerClient,
  type PartitionContext,
  type ReceivedEventData,
} from '@azure/event-hubs'
import { BlobCheckpointStore } from '@azure/eventhubs-checkpointstore-blob'
import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob'
import { startAzureStorage, type AzureStorageEmulator } from './azure-storage'
import { startEventHub, type EventHubEmulator } from './event-hub'

const HUB = 'activity-log'
const PARTITIONS = ['0', '1', '2', '3']

let hub: EventHubEmulator
let storage: AzureStorageEmulator
let checkpoints: ContainerClient

beforeAll(async () => {
  hub = await startEventHub({ hubs: [{ name: HUB, partitions: PARTITIONS.length }] })
  storage = await startAzureStorage()
  checkpoints = BlobServiceClient.fromConnectionString(storage.connectionString).getContainerClient('checkpoints')
  await checkpoints.create()
}, 90_000)

afterAll(async () => {
  await hub.stop()
  await storage.stop()
})

interface Worker {
  readonly seen: Map<string, unknown[]>
  readonly owns: Set<string>
  close(): Promise<void>
}

/** A consumer of all partitions it can get, which notes its progress after each batch. */
function startWorker(): Worker {
  const consumer = new EventHubConsumerClient(
    '$Default',
    hub.connectionString(HUB),
    new BlobCheckpointStore(checkpoints),
    {
      // An ownership that a busy machine lets expire would go to and fro; who closes gives up what he owns at once.
      loadBalancingOptions: {
        strategy: 'greedy',
        updateIntervalInMs: 200,
        partitionOwnershipExpirationIntervalInMs: 300_000,
      },
    },
  )
  const seen = new Map<string, unknown[]>()
  const owns = new Set<string>()
  const subscription = consumer.subscribe(
    {
      processInitialize: async ({ partitionId }: PartitionContext) => void owns.add(partitionId),
      processClose: async (_reason, { partitionId }: PartitionContext) => void owns.delete(partitionId),
      processEvents: async (events: ReceivedEventData[], context: PartitionContext) => {
        const last = events.at(-1)
        if (last === undefined) return
        await context.updateCheckpoint(last)
        // Only what is noted in the store will not come again to the next worker.
        seen.set(context.partitionId, [
          ...(seen.get(context.partitionId) ?? []),
          ...events.map(({ body }) => body as unknown),
        ])
      },
      processError: async () => undefined,
    },
    { startPosition: earliestEventPosition, maxWaitTimeInSeconds: 1 },
  )
  return {
    seen,
    owns,
    async close() {
      await subscription.close()
      await consumer.close()
    },
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20))
}

async function send(body: string): Promise<void> {
  const producer = new EventHubProducerClient(hub.connectionString(HUB))
  for (const partitionId of PARTITIONS) await producer.sendBatch([{ body }], { partitionId })
  await producer.close()
}

describe('consumers with a checkpoint store', () => {
  it('share the partitions, and go on where others stopped', async () => {
    await send('first')
    const first = startWorker()
    await until(() => first.seen.size === PARTITIONS.length)

    const second = startWorker()
    await until(() => first.owns.size === 2 && second.owns.size === 2)
    await first.close()
    await second.close()

    await send('later')
    const third = startWorker()
    await until(() => third.seen.size === PARTITIONS.length)
    await third.close()
    expect([...third.seen.values()]).toEqual(PARTITIONS.map(() => ['later']))
  })
})
