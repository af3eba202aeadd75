import {
  earliestEventPosition,
  EventHubConsumerClient,
  type PartitionContext,
  type ReceivedEventData,
} from '@azure/event-hubs'
import { BlobCheckpointStore } from '@azure/eventhubs-checkpointstore-blob'
import { ContainerClient } from '@azure/storage-blob'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FunctionsHost } from '../emulators/functions-host'

export interface TriggerOptions {
  readonly host: FunctionsHost
  readonly functionName: string
  readonly hubConnection: string
  readonly consumerGroup: string
  /** Where checkpoints lie, as in the app's own storage. */
  readonly storageConnection: string
  /** Share of the real pauses between two tries; 0 tries again at once. */
  readonly patience?: number
  /** The partitions this instance reads when others read the rest; all, shared out by the client, when not given. */
  readonly partitions?: readonly string[]
}

export interface Trigger {
  /** Messages whose batch has been checkpointed. */
  readonly passed: () => number
  /** Batches that failed in all their attempts and were passed over all the same. */
  readonly failed: () => number
  readonly stop: () => Promise<void>
}

interface RetryOptions {
  readonly maxRetryCount: number
  readonly minimumInterval: { readonly seconds: number }
  readonly maximumInterval: { readonly seconds: number }
}

/**
 * Plays the Event Hubs extension of the Functions host with the real client: batches of one partition, retries as the
 * function registered them, and the checkpoint moves on when they have run out, whatever came of the batch.
 */
export const startTrigger = async (options: TriggerOptions): Promise<Trigger> => {
  const { host, functionName, patience = 0 } = options
  const container = new ContainerClient(options.storageConnection, 'azure-webjobs-eventhub')
  await container.createIfNotExists()
  const consumer = new EventHubConsumerClient(
    options.consumerGroup,
    options.hubConnection,
    new BlobCheckpointStore(container),
    {
      // Partitions are taken all at once, and shared again soon after another instance has come.
      loadBalancingOptions: {
        strategy: 'greedy',
        updateIntervalInMs: 500,
        partitionOwnershipExpirationIntervalInMs: 5_000,
      },
    },
  )
  const retry = host.functions().find(({ name }) => name === functionName)?.retryOptions as RetryOptions | undefined
  const maxRetryCount = retry?.maxRetryCount ?? 0
  let passed = 0
  let failed = 0

  const invoke = async (messages: readonly unknown[]): Promise<boolean> => {
    for (let retryCount = 0; retryCount <= maxRetryCount; retryCount++) {
      const result = await host.invokeEventHub(functionName, messages, { retryCount, maxRetryCount })
      if (result.ok) return true
      const seconds = Math.min(
        (retry?.minimumInterval.seconds ?? 0) * 2 ** retryCount,
        retry?.maximumInterval.seconds ?? 0,
      )
      await sleep(seconds * 1_000 * patience)
    }
    return false
  }

  const take = async (events: readonly ReceivedEventData[], context: PartitionContext): Promise<void> => {
    const last = events.at(-1)
    if (last === undefined) return
    if (!(await invoke(events.map(({ body }) => body as unknown)))) failed++
    await context.updateCheckpoint(last)
    passed += events.length
  }

  // Who stops a trigger means: after the batches it has begun.
  const begun = new Set<Promise<void>>()
  const processEvents = async (events: readonly ReceivedEventData[], context: PartitionContext): Promise<void> => {
    const batch = take(events, context)
    begun.add(batch)
    await batch.finally(() => begun.delete(batch))
  }
  const handlers = { processEvents, processError: () => Promise.resolve() }
  const reading = { maxBatchSize: 100, maxWaitTimeInSeconds: 1, startPosition: earliestEventPosition }
  const subscriptions = options.partitions?.map((partition) => consumer.subscribe(partition, handlers, reading)) ?? [
    consumer.subscribe(handlers, reading),
  ]
  const end = async (): Promise<void> => {
    await Promise.all(subscriptions.map((subscription) => subscription.close()))
    await Promise.all(begun)
    await consumer.close()
  }
  let ended: Promise<void> | undefined
  return { passed: () => passed, failed: () => failed, stop: () => (ended ??= end()) }
}
