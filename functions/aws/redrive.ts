import { MINUTE } from '../../shared/model/time'
import type { Composition } from './compose'

/** A failed event is given up this long after it was first seen. */
const GIVE_UP_AFTER_MS = 24 * 60 * MINUTE

/** Receives of ten messages from one queue in one heartbeat. */
const BATCHES = 5

/** Until the next try of what fails again, in seconds. */
const RETRY_AFTER = 900

type Take = (values: readonly unknown[]) => Promise<void>

/**
 * Takes failed events back from the failure queues and tries them again. What fails once more stays in its queue; after 24 hours it is
 * left there, and the queue's alarm speaks.
 */
export const redrive = async (parts: Composition, take: Take): Promise<number> => {
  const done = await Promise.all(parts.detector.settings.failureQueueUrls.map((queueUrl) => redriveQueue(parts, queueUrl, take)))
  return done.reduce((sum, count) => sum + count, 0)
}

const redriveQueue = async ({ sqs, detector }: Composition, QueueUrl: string, take: Take): Promise<number> => {
  const { DeleteMessageCommand, ReceiveMessageCommand } = await import('./lazy-sqs')
  const client = await sqs()
  let done = 0
  for (let batch = 0; batch < BATCHES; batch++) {
    const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: RETRY_AFTER, WaitTimeSeconds: 0, MessageSystemAttributeNames: ['SentTimestamp'] }))
    if (Messages === undefined || Messages.length === 0) break
    for (const { Body, ReceiptHandle, Attributes } of Messages) {
      if (detector.ports.clock.now() - Number(Attributes?.['SentTimestamp'] ?? 0) > GIVE_UP_AFTER_MS) continue
      try {
        await take([eventIn(Body ?? '')])
        await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
        done++
      } catch {
        detector.ports.metrics.count('StoreFailures')
      }
    }
  }
  return done
}

/**
 * The event in a failed message: bare from a rule's dead-letter queue, wrapped from the function's failure destination
 * (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html).
 */
export const eventIn = (body: string): unknown => {
  const parsed: unknown = JSON.parse(body)
  return typeof parsed === 'object' && parsed !== null && 'requestPayload' in parsed ? parsed.requestPayload : parsed
}
