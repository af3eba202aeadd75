import type { SQSClient } from '@aws-sdk/client-sqs'
import type { Composition } from './compose'
import { takeMessage } from './take-messages'

/** Most messages of one receive. */
const RECEIVE_MAX = 10

/**
 * Until the next try of what fails again, in seconds (ADR 9). The queue counts the tries and gives a message to
 * quarantine after a day of them.
 */
const RETRY_AFTER_SECONDS = 900

/**
 * Tries failed events again until the failure queues are empty or `until` has come, a wall clock time. What fails once
 * more is hidden in its queue for a quarter of an hour.
 */
export const redrive = async (parts: Composition, until: number): Promise<void> => {
  const { failureQueueUrls } = parts.detector.settings
  if (failureQueueUrls.length === 0) return
  const client = await parts.sqs()
  for (const queueUrl of failureQueueUrls) await redriveQueue(parts, client, queueUrl, until)
}

const redriveQueue = async (parts: Composition, client: SQSClient, QueueUrl: string, until: number): Promise<void> => {
  const { DeleteMessageCommand, ReceiveMessageCommand } = await import('./lazy-sqs')
  const { clock } = parts.detector.ports
  while (clock.now() < until) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: RECEIVE_MAX,
        VisibilityTimeout: RETRY_AFTER_SECONDS,
        WaitTimeSeconds: 0,
      }),
    )
    if (Messages.length === 0) return
    await Promise.all(
      Messages.map(async ({ Body, ReceiptHandle }) => {
        if (!(await takeMessage(parts, Body ?? '', 'failures'))) return
        await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
        parts.metrics.count('EventsRecovered')
      }),
    )
  }
}
