import type { SQSClient } from '@aws-sdk/client-sqs'
import { encodeQuarantined } from '../../shared/contracts/quarantined'
import type { QuarantinePort } from '../../shared/pipeline/ports'

/**
 * Most bytes of a message, less its attributes. Queues may be set to take more, but every one takes this
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html).
 * An event may have a megabyte: a large one is packed.
 */
const BODY_MAX = 250_000

/**
 * Puts what could not be read into a queue, where `runwarden replay` finds it. The client is loaded when it is first
 * needed: most containers never quarantine anything.
 */
export const sqsQuarantine = (client: () => Promise<SQSClient>, queueUrl: string): QuarantinePort => ({
  put: async (entry) => {
    const { SendMessageCommand } = await import('./lazy-sqs')
    const MessageBody = encodeQuarantined(entry, BODY_MAX)
    await (await client()).send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }))
  },
})
