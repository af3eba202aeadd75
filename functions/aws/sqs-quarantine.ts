import type { SQSClient } from '@aws-sdk/client-sqs'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Quarantined, QuarantinePort } from '../../shared/pipeline/ports'

/**
 * Most bytes of a message, less its attributes. Queues may be set to take more, but every one takes this
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html).
 */
const BODY_MAX = 250_000

/** Characters kept of what is too large even when packed. */
const BEGINNING = 50_000

/** Characters that may stand in JSON and not in a message (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html). */
const REFUSED = /[\ufffe\uffff]/g

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16)}`

/** Schema of a message in the quarantine queue, by which it is told from a failed event. */
export const QUARANTINED_SCHEMA = 'runwarden.quarantined/1'

/**
 * Puts what could not be read into a queue, where `runwarden replay` finds it. The client is loaded when it is first needed:
 * most containers never quarantine anything.
 */
export const sqsQuarantine = (client: () => Promise<SQSClient>, queueUrl: string): QuarantinePort => ({
  put: async (entry) => {
    const { SendMessageCommand } = await import('./lazy-sqs')
    await (await client()).send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: await messageOf(entry) }))
  },
})

/** An event may have a megabyte, a message a quarter of it: a large one is packed, and of what does not fit even so the beginning is kept. */
const messageOf = async ({ body, ...rest }: Quarantined): Promise<string> => {
  const message = (content: Readonly<Record<string, unknown>>): string =>
    JSON.stringify({ schema: QUARANTINED_SCHEMA, ...rest, ...content }).replace(REFUSED, escaped)
  const plain = message({ body })
  if (Buffer.byteLength(plain) <= BODY_MAX) return plain
  const text = JSON.stringify(body)
  const packed = message({ packed: (await promisify(gzip)(text)).toString('base64') })
  return packed.length <= BODY_MAX ? packed : message({ beginning: text.slice(0, BEGINNING) })
}
