import { awsProvider } from '../../../../shared/providers/aws'
import { activityOf, readFixture } from './fixture'

const record = readFixture('send-command')
const { eventTime, ...withoutTime } = record

const shapes = (value: unknown): unknown =>
  awsProvider.unwrap(value)?.map(({ format, body, account }) => [format, body, account]) ?? null

describe('unwrap', () => {
  it.each<[string, unknown, unknown]>([
    [
      'a delivered file',
      { Records: [record, record] },
      [
        ['cloudtrail-file', record, null],
        ['cloudtrail-file', record, null],
      ],
    ],
    ['a delivered file without records', { Records: [] }, []],
    ['a bare list', [record], [['cloudtrail-list', record, null]]],
    [
      'a list with a stray element',
      [record, 5],
      [
        ['cloudtrail-list', record, null],
        ['cloudtrail-list', 5, null],
      ],
    ],
    ['a single record', record, [['cloudtrail-record', record, null]]],
    [
      'a record that Logstash wrote',
      { ...withoutTime, '@timestamp': eventTime },
      [['cloudtrail-record', { ...withoutTime, '@timestamp': eventTime }, null]],
    ],
    [
      'a record of Insights',
      { eventVersion: '1.08', eventID: 'x', insightDetails: {} },
      [['cloudtrail-record', { eventVersion: '1.08', eventID: 'x', insightDetails: {} }, null]],
    ],
    [
      'an event without version and with a further key',
      readFixture('eventbridge-send-command'),
      [['eventbridge', readFixture('eventbridge-send-command')['detail'], '123456789012']],
    ],
    [
      'an event of Systems Manager',
      readFixture('native-command'),
      [['eventbridge-native', readFixture('native-command'), '123456789012']],
    ],
    [
      'an event of another kind',
      readFixture('instance-state-change'),
      [['eventbridge-native', readFixture('instance-state-change'), '123456789012']],
    ],
    [
      'a list of events',
      [readFixture('eventbridge-send-command'), record],
      [
        ['eventbridge', readFixture('eventbridge-send-command')['detail'], '123456789012'],
        ['cloudtrail-list', record, null],
      ],
    ],
  ])('takes %s', (_name, value, expected) => {
    expect(shapes(value)).toEqual(expected)
  })

  it('does not take an event for a record that somebody forged', () => {
    const forged = { ...readFixture('eventbridge-send-command'), source: 'example.ssm' }
    expect(shapes(forged)).toEqual([['eventbridge-native', forged, '123456789012']])
  })

  it.each<[string, unknown]>([
    ['a batch of an Azure hub', { records: [{ operationName: 'x' }] }],
    [
      'an Azure event of the REST shape',
      { eventSource: { value: 'Administrative' }, eventName: { value: 'EndRequest' }, operationName: {} },
    ],
    ['an Azure event whose source is a text', { eventSource: 'Administrative', eventName: 'EndRequest' }],
    [
      'an ECS process event',
      { '@timestamp': '2026-01-10T03:14:00Z', event: { category: ['process'] }, process: { name: 'sh' } },
    ],
    [
      'a notification of S3',
      { Records: [{ eventVersion: '2.1', eventSource: 'aws:s3', eventName: 'ObjectCreated:Put' }] },
    ],
    ['a message of a queue', { Records: [{ messageId: 'x', eventSource: 'aws:sqs', body: '{}' }] }],
    ['Records that are no list', { Records: record }],
    ['a list without a record', [1, 'x', null, {}]],
    ['an empty list', []],
    ['an empty object', {}],
    ['a text', 'Records'],
    ['null', null],
  ])('leaves %s to others', (_name, value) => {
    expect(awsProvider.unwrap(value)).toBeNull()
  })

  it('gives an old record the account of its envelope', () => {
    const [raw] = awsProvider.unwrap(readFixture('eventbridge-send-command')) ?? []
    if (raw === undefined) throw new Error('expected one record')
    expect(raw.body).not.toHaveProperty('recipientAccountId')
    expect(activityOf(awsProvider.normalize({ ...raw, account: '444455556666' })).scope.account).toBe('444455556666')
  })
})
