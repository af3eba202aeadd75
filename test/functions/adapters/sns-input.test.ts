import { batchInput, publishInput } from '../../../functions/adapters/sns-input'

const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:alerts'
const severity = { DataType: 'String', StringValue: 'high' } as const

describe('publishInput', () => {
  it('holds subject and attributes where the message has them', () => {
    expect(publishInput(TOPIC, { subject: 'Mail', body: 'text', attributes: { severity } })).toEqual({
      TopicArn: TOPIC,
      Message: 'text',
      Subject: 'Mail',
      MessageAttributes: { severity },
    })
  })

  it('leaves out what the message lacks: SNS refuses an empty subject', () => {
    expect(publishInput(TOPIC, { subject: null, body: 'text', attributes: {} })).toEqual({
      TopicArn: TOPIC,
      Message: 'text',
    })
  })
})

describe('batchInput', () => {
  it('numbers the entries, so that each failure names its message', () => {
    expect(batchInput(TOPIC, ['a', 'b'])).toEqual({
      TopicArn: TOPIC,
      PublishBatchRequestEntries: [
        { Id: '0', Message: 'a' },
        { Id: '1', Message: 'b' },
      ],
    })
  })
})
