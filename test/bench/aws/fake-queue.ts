import { createHash, randomUUID } from 'node:crypto'

interface Message {
  readonly id: string
  readonly body: string
  /** Wall clock time until which it is hidden. */
  hiddenUntil: number
}

/** What the operations of a queue are given, as far as it is looked at. */
export interface QueueInput {
  readonly QueueUrl?: string
  readonly MessageBody?: string
  readonly ReceiptHandle?: string
  readonly VisibilityTimeout?: number
  readonly MaxNumberOfMessages?: number
}

export interface FakeQueues {
  readonly answer: (operation: string, input: QueueInput) => unknown
  /** Bodies of the messages of a queue, hidden ones too. */
  readonly bodies: (url: string) => readonly string[]
  readonly send: (url: string, body: string) => void
  /** Lets all messages be seen again. */
  readonly show: () => void
}

/**
 * The client compares this with what it got
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Message.html).
 */
const md5 = (body: string): string => createHash('md5').update(body).digest('hex')

/** Standard queues as far as the detector uses them, in memory. A message's receipt handle is its id. */
export const fakeQueues = (): FakeQueues => {
  const queues = new Map<string, Message[]>()
  const messagesOf = (url: string): Message[] => {
    const known = queues.get(url) ?? []
    queues.set(url, known)
    return known
  }
  const send = (url: string, body: string): string => {
    const id = randomUUID()
    messagesOf(url).push({ id, body, hiddenUntil: 0 })
    return id
  }
  const answer = (
    operation: string,
    { QueueUrl = '', MessageBody = '', ReceiptHandle, VisibilityTimeout = 30, MaxNumberOfMessages = 1 }: QueueInput,
  ): unknown => {
    switch (operation) {
      case 'SendMessage':
        return { MessageId: send(QueueUrl, MessageBody), MD5OfMessageBody: md5(MessageBody) }
      case 'ReceiveMessage': {
        const now = Date.now()
        const seen = messagesOf(QueueUrl)
          .filter(({ hiddenUntil }) => hiddenUntil <= now)
          .slice(0, MaxNumberOfMessages)
        for (const message of seen) message.hiddenUntil = now + 1_000 * VisibilityTimeout
        return seen.length === 0
          ? {}
          : {
              Messages: seen.map(({ id, body }) => ({
                MessageId: id,
                ReceiptHandle: id,
                Body: body,
                MD5OfBody: md5(body),
              })),
            }
      }
      case 'DeleteMessage':
        queues.set(
          QueueUrl,
          messagesOf(QueueUrl).filter(({ id }) => id !== ReceiptHandle),
        )
        return {}
      default:
        throw new Error(`the fake queue knows no operation ${operation}`)
    }
  }
  return {
    answer,
    bodies: (url) => messagesOf(url).map(({ body }) => body),
    send: (url, body) => void send(url, body),
    show: () => {
      for (const messages of queues.values()) for (const message of messages) message.hiddenUntil = 0
    },
  }
}
