import type { SQSClient } from '@aws-sdk/client-sqs'
import type { Quarantined, QuarantinePort } from '../../shared/pipeline/ports'

/** Most bytes of a message (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html), less the wrapper. */
const BODY_MAX = 240_000

/**
 * Puts records that could not be read into a queue, where `runwarden replay` finds them. The client is loaded when it is first needed:
 * most containers never quarantine anything.
 */
export const sqsQuarantine = (client: () => Promise<SQSClient>, queueUrl: string): QuarantinePort => ({
  put: async (entry) => {
    const { SendMessageCommand } = await import('./lazy-sqs')
    await (await client()).send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: bodyOf(entry) }))
  },
})

/** One record always fits; a value of no known format may not, and then its beginning is kept. */
const bodyOf = (entry: Quarantined): string => {
  const body = JSON.stringify({ schema: 'runwarden.quarantined/1', ...entry })
  if (Buffer.byteLength(body) <= BODY_MAX) return body
  return JSON.stringify({ schema: 'runwarden.quarantined/1', ...entry, body: null, beginning: JSON.stringify(entry.body).slice(0, BODY_MAX / 4) })
}
