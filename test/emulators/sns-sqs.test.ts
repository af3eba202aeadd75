import { CreateTopicCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs'
import { clientSettings } from './client-settings'
import { openMailbox, type Mailbox } from './mailbox'
import { startSnsSqs, type SnsSqsEmulator } from './sns-sqs'

let emulator: SnsSqsEmulator
let sns: SNSClient
let topicArn: string
let mailbox: Mailbox

beforeAll(async () => {
  emulator = await startSnsSqs()
  sns = new SNSClient(clientSettings(emulator.endpoint))
  topicArn = (await sns.send(new CreateTopicCommand({ Name: 'alerts' }))).TopicArn ?? ''
  mailbox = await openMailbox(emulator.endpoint, topicArn)
}, 60_000)

afterAll(async () => {
  mailbox.close()
  sns.destroy()
  await emulator.stop()
})

describe('startSnsSqs', () => {
  it('listens on the loopback address', () => {
    expect(emulator.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  })

  it('carries messages through a queue', async () => {
    const sqs = new SQSClient(clientSettings(emulator.endpoint))
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'quarantine' }))
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'kept' }))
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }))
    expect(Messages).toMatchObject([{ Body: 'kept' }])
    expect(QueueUrl).toContain(emulator.endpoint)
    sqs.destroy()
  })
})

describe('openMailbox', () => {
  it('reads subject, body and attributes of a published message', async () => {
    await sns.send(
      new PublishCommand({
        TopicArn: topicArn,
        Subject: '[HIGH] Mass Execution',
        Message: 'line one\nline two',
        MessageAttributes: { severity: { DataType: 'String', StringValue: 'high' } },
      }),
    )
    expect(await mailbox.read({ atLeast: 1 })).toEqual([
      { subject: '[HIGH] Mass Execution', body: 'line one\nline two', attributes: { severity: 'high' } },
    ])
  })

  it('reads more messages than one request returns, each once', async () => {
    const sent = Array.from({ length: 23 }, (_, index) => `alert ${index}`)
    for (const Message of sent) await sns.send(new PublishCommand({ TopicArn: topicArn, Message }))
    const bodies = (await mailbox.read({ atLeast: sent.length })).map((mail) => mail.body)
    expect(bodies.toSorted()).toEqual(sent.toSorted())
    expect(await mailbox.read()).toEqual([])
  })

  it('returns what there is when fewer come than wanted', async () => {
    await sns.send(new PublishCommand({ TopicArn: topicArn, Message: 'only one' }))
    expect(await mailbox.read({ atLeast: 2, patienceMs: 200 })).toMatchObject([
      { subject: undefined, body: 'only one' },
    ])
  })
})
