import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns'
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
  type Message,
} from '@aws-sdk/client-sqs'
import { clientSettings } from './client-settings'

/** What a subscriber of the topic gets. */
export interface Mail {
  readonly subject: string | undefined
  readonly body: string
  /** Message attributes by name, values as text. */
  readonly attributes: Readonly<Record<string, string>>
}

export interface Mailbox {
  readonly queueUrl: string
  readonly queueArn: string
  /**
   * Takes out what has arrived. Waits until there are `atLeast` mails (default none: no waiting), but not longer than
   * `patienceMs` (default 10,000), and returns what there is then.
   */
  read(options?: { readonly atLeast?: number; readonly patienceMs?: number }): Promise<Mail[]>
  close(): void
}

/** Subscribes a new queue to a topic of the SNS and SQS emulator, in the place of a person's mailbox. */
export async function openMailbox(endpoint: string, topicArn: string, queueName = 'mailbox'): Promise<Mailbox> {
  const settings = clientSettings(endpoint)
  const sqs = new SQSClient(settings)
  const sns = new SNSClient(settings)
  const { QueueUrl: queueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: queueName }))
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['QueueArn'] }),
  )
  const queueArn = Attributes?.QueueArn ?? ''
  await sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: 'sqs', Endpoint: queueArn }))
  sns.destroy()

  async function take(): Promise<Message[]> {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
    )
    if (Messages.length === 0) return []
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }))
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }))
    return Messages
  }

  return {
    queueUrl,
    queueArn,
    async read({ atLeast = 0, patienceMs = 10_000 } = {}) {
      const mails: Mail[] = []
      const giveUpAt = performance.now() + patienceMs
      for (;;) {
        const messages = await take()
        mails.push(...messages.map(readNotification))
        if (messages.length > 0) continue
        if (mails.length >= atLeast || performance.now() > giveUpAt) return mails
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    },
    close: () => sqs.destroy(),
  }
}

interface Notification {
  readonly Subject?: string | null
  readonly Message: string
  readonly MessageAttributes?: Readonly<Record<string, { readonly Value: string }>>
}

function readNotification({ Body = '' }: Message): Mail {
  const { Subject, Message: body, MessageAttributes = {} } = JSON.parse(Body) as Notification
  const attributes = Object.fromEntries(Object.entries(MessageAttributes).map(([name, { Value }]) => [name, Value]))
  return { subject: Subject ?? undefined, body, attributes }
}
