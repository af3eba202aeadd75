import { setTimeout as sleep } from 'node:timers/promises'
import {
  earliestEventPosition,
  latestEventPosition,
  type EventHubConsumerClient,
  type PartitionContext,
  type ReceivedEventData,
} from '@azure/event-hubs'
import { errorMessage } from '../../../shared/model/errors'
import { SECOND } from '../../../shared/model/time'

/** Messages of one batch, and the longest wait for more of them. */
const BATCH = 100
const WAIT_SECONDS = 1

/** Pauses before each further attempt; the same as those of the function app. */
const PAUSES_MS = [5, 10, 20, 40, 60].map((seconds) => seconds * SECOND)

export interface HubReading {
  readonly consumer: EventHubConsumerClient
  /** Takes one batch; rejects when it must come again, which it does not after the last attempt. */
  readonly take: (messages: readonly unknown[], isLastAttempt: boolean) => Promise<void>
  /** Goes on where the last reader stopped, and leaves marks for the next; else only what comes from now on is read. */
  readonly keepsPlace: boolean
  readonly fault: (detail: string) => void
  readonly signal: AbortSignal
  readonly pausesMs?: readonly number[]
}

/**
 * Reads a hub until the signal ends it, and finishes the batches that were begun. A batch is marked as read only when
 * it has been processed, or when its last attempt has put into quarantine what was left.
 */
export const readHub = async ({
  consumer,
  take,
  keepsPlace,
  fault,
  signal,
  pausesMs = PAUSES_MS,
}: HubReading): Promise<void> => {
  const begun = new Set<Promise<void>>()

  /** Resolves to whether the batch is done; it is not when the signal comes first. */
  const attempt = async (messages: readonly unknown[]): Promise<boolean> => {
    for (let tries = 0; ; tries++) {
      try {
        await take(messages, tries >= pausesMs.length)
        return true
      } catch (cause) {
        fault(`a batch failed: ${errorMessage(cause)}`)
      }
      if (signal.aborted) return false
      // When even the quarantine is out of reach nothing but waiting is left: going on would pass the batch over.
      await sleep(pausesMs[Math.min(tries, pausesMs.length - 1)], undefined, { signal }).catch(() => undefined)
      if (signal.aborted) return false
    }
  }
  const process = async (events: readonly ReceivedEventData[], context: PartitionContext): Promise<void> => {
    const last = events.at(-1)
    if (last === undefined || signal.aborted) return
    if ((await attempt(events.map(({ body }) => body as unknown))) && keepsPlace) await context.updateCheckpoint(last)
  }

  const subscription = consumer.subscribe(
    {
      processEvents: async (events, context) => {
        const batch = process(events, context).catch((cause: unknown) =>
          fault(`a mark was not written: ${errorMessage(cause)}`),
        )
        begun.add(batch)
        await batch.finally(() => begun.delete(batch))
      },
      processError: async ({ name, message }) => fault(`the hub: ${name}: ${message}`),
    },
    {
      maxBatchSize: BATCH,
      maxWaitTimeInSeconds: WAIT_SECONDS,
      startPosition: keepsPlace ? earliestEventPosition : latestEventPosition,
    },
  )
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  await subscription.close()
  await Promise.all(begun)
  await consumer.close()
}
