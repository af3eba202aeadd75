import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { mockClient } from 'aws-sdk-client-mock'
import type { LogLine } from '../../../../functions/azure/log'
import { snsSink } from '../../../../functions/azure/sns/sns-sink'
import { redactAlert } from '../../../../shared/command/redact-alert'
import { sampleAlert } from '../../../../shared/pipeline/sample-alert'
import { chatMessage, jsonMessage, mailMessage, type TopicMessage } from '../../../../shared/render/topic-message'

const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:alerts'
const sns = mockClient(SNSClient)
const alert = redactAlert(sampleAlert(Date.UTC(2026, 2, 2, 10), 'alert'))
const context = { accountNames: {} }

const sinkOf = (form: (given: typeof alert) => TopicMessage, topicArn: string | null = TOPIC) => {
  const lines: LogLine[] = []
  const publisher = {
    client: async () => new SNSClient({ region: 'eu-west-1' }),
    guard: <T>(call: () => Promise<T>) => call(),
  }
  return { lines, sink: snsSink('sns', publisher, topicArn, form, (_level, line) => void lines.push(line)) }
}

beforeEach(() => sns.reset())

describe('snsSink', () => {
  it.each<[string, (given: typeof alert) => TopicMessage, boolean]>([
    ['a mail', (given) => mailMessage(given, context), true],
    ['JSON', jsonMessage, false],
    ['a chat notification', (given) => chatMessage(given, context), false],
  ])('publishes %s with attributes for filters', async (_name, form, hasSubject) => {
    const { sink, lines } = sinkOf(form)
    await sink.send(alert)
    const { input } = sns.commandCalls(PublishCommand)[0]!.args[0]
    expect(input).toMatchObject({
      TopicArn: TOPIC,
      Message: form(alert).body,
      MessageAttributes: {
        severity: { DataType: 'String', StringValue: alert.severity },
        rule: { DataType: 'String.Array' },
      },
    })
    expect('Subject' in input).toBe(hasSubject)
    expect(lines).toEqual([])
  })

  it('says what failed and rejects, so that it is tried again', async () => {
    sns.on(PublishCommand).rejects(Object.assign(new Error('down'), { name: 'InternalError' }))
    const { sink, lines } = sinkOf(jsonMessage)
    await expect(sink.send(alert)).rejects.toThrow('down')
    expect(lines).toEqual([
      {
        event: 'RunwardenDeliveryFailed',
        sink: 'sns',
        alert: alert.id,
        severity: alert.severity,
        error: 'InternalError: down',
      },
    ])
  })

  it('says that no topic is configured', async () => {
    const { sink, lines } = sinkOf(jsonMessage, null)
    await expect(sink.send(alert)).rejects.toThrow('no topic is configured: got no RUNWARDEN_TOPIC_ARN')
    expect(lines).toHaveLength(1)
    expect(sns.calls()).toEqual([])
  })
})
