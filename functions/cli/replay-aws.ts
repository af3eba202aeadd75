import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  type Message,
} from '@aws-sdk/client-sqs'
import { readQuarantined } from '../../shared/contracts/quarantined'
import { plain } from '../../shared/render/neutralize'
import { taskIn } from '../aws/delivery'
import { parseJson } from '../../shared/model/parse-json'
import { findInstallation, type InstallationOptions } from './aws/installation'
import { EXIT, write, type Io } from './io'

export interface ReplayAwsOptions extends InstallationOptions {
  /** List what would be sent, and why each message is there. */
  readonly dryRun?: boolean
}

/** Messages are hidden this long while they are looked at, in seconds, so that each is seen once. */
const HIDDEN_SECONDS = 120

const RECEIVE_MAX = 10

/**
 * `runwarden replay aws`: moves the messages of the quarantine queue to the failure queue, from which the
 * next heartbeat, within five minutes, takes them as if they had just failed. A message leaves the quarantine
 * when it lies in the other queue; what is put into quarantine meanwhile stays. Resolves to the exit code: 3
 * when something could not be sent.
 */
export const replayAws = async ({ dryRun = false, ...options }: ReplayAwsOptions, io: Io): Promise<number> => {
  const { region, quarantineQueueUrl, failureQueueUrl } = await findInstallation(
    ['quarantineQueueUrl', 'failureQueueUrl'],
    options,
    io,
  )
  const client = new SQSClient({ region })
  const startedAt = Date.now()
  const staying: Message[] = []
  let [sent, left] = [0, 0]
  for await (const message of messagesIn(client, quarantineQueueUrl, startedAt)) {
    const what = describe(message)
    if (taskIn(message.Body ?? '') === null) {
      left++
      staying.push(message)
      await write(
        io.stderr,
        `${message.MessageId}: ${what}; left where it is, because it cannot be read or was too large to be kept\n`,
      )
      continue
    }
    if (dryRun) {
      staying.push(message)
      await write(io.stdout, `${message.MessageId}: ${what}\n`)
    } else await move(client, message, quarantineQueueUrl, failureQueueUrl)
    sent++
  }
  // What stays is visible again at once, for the next reader.
  await Promise.all(
    staying.map(({ ReceiptHandle }) =>
      client.send(
        new ChangeMessageVisibilityCommand({ QueueUrl: quarantineQueueUrl, ReceiptHandle, VisibilityTimeout: 0 }),
      ),
    ),
  )
  await write(
    io.stderr,
    `${sent} ${dryRun ? 'messages would be sent' : 'messages sent: the next heartbeat tries them'}, ${left} left\n`,
  )
  return left > 0 ? EXIT.unread : EXIT.done
}

/**
 * Every message that was there at the start, once. An answer that was waited for is empty only when the queue is
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html).
 */
async function* messagesIn(client: SQSClient, QueueUrl: string, startedAt: number): AsyncGenerator<Message> {
  for (;;) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: RECEIVE_MAX,
        VisibilityTimeout: HIDDEN_SECONDS,
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ['SentTimestamp'],
      }),
    )
    if (Messages.length === 0) return
    for (const message of Messages) if (Number(message.Attributes?.SentTimestamp ?? 0) <= startedAt) yield message
  }
}

/** Why a message is in quarantine. */
const describe = ({ Body = '' }: Message): string => {
  const record = readQuarantined(parseJson(Body))
  return record === null ? 'failed for a day' : `${plain(record.format, 40)}: ${plain(record.reason, 300)}`
}

/** Sent first, removed then: a crash between the two sends a message twice, which changes nothing. */
const move = async (client: SQSClient, { Body, ReceiptHandle }: Message, from: string, to: string): Promise<void> => {
  await client.send(new SendMessageCommand({ QueueUrl: to, MessageBody: Body, DelaySeconds: 0 }))
  await client.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle }))
}
