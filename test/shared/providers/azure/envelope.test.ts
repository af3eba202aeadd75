import { unwrapAzure } from '../../../../shared/providers/azure/envelope'
import { hubRecord } from './records'

const HUB = hubRecord()
const REST = {
  eventTimestamp: '2026-01-31T09:00:00Z',
  operationName: { value: 'Microsoft.Compute/virtualMachines/write' },
  eventName: { value: 'EndRequest' },
  eventSource: { value: 'Administrative' },
}
const ROW = { TimeGenerated: '2026-01-31T09:00:00Z', OperationNameValue: 'MICROSOFT.COMPUTE/VIRTUALMACHINES/WRITE' }
const CLOUDTRAIL = {
  eventVersion: '1.08',
  eventTime: '2026-01-31T09:00:00Z',
  eventSource: 'ssm.amazonaws.com',
  eventName: 'SendCommand',
}
const ECS = { '@timestamp': '2026-01-31T09:00:00Z', event: { category: ['process'] }, process: { name: 'sh' } }

const shapes = (value: unknown) => unwrapAzure(value)?.map(({ format, body }) => [format, body]) ?? null

describe('unwrapAzure', () => {
  it.each<[string, unknown, readonly (readonly [string, unknown])[]]>([
    ['an Event Hub message', { records: [HUB] }, [['event-hub', HUB]]],
    [
      'one with several records, some of other logs',
      { records: [HUB, { metricName: 'Requests' }] },
      [
        ['event-hub', HUB],
        ['event-hub', { metricName: 'Requests' }],
      ],
    ],
    [
      'one that another log with @timestamp shares',
      { records: [ECS, HUB] },
      [
        ['event-hub', ECS],
        ['event-hub', HUB],
      ],
    ],
    [
      'one whose records are text',
      { records: [JSON.stringify(HUB), 'broken'] },
      [
        ['event-hub', HUB],
        ['event-hub', 'broken'],
      ],
    ],
    ['one without records', { records: [] }, []],
    [
      'a list of messages, as a trigger hands them over',
      [{ records: [HUB] }, { records: [HUB] }],
      [
        ['event-hub', HUB],
        ['event-hub', HUB],
      ],
    ],
    ['a list of messages that are text', [JSON.stringify({ records: [HUB] })], [['event-hub', HUB]]],
    ['a page of the REST API', { value: [REST], nextLink: 'x' }, [['activity-log-list', REST]]],
    ['an empty page', { value: [] }, []],
    [
      'a list of the REST API or of az',
      [REST, REST],
      [
        ['activity-log-list', REST],
        ['activity-log-list', REST],
      ],
    ],
    [
      'a list with an element that is none',
      [REST, 7],
      [
        ['activity-log-list', REST],
        ['activity-log-list', 7],
      ],
    ],
    ['rows of Log Analytics', [ROW], [['log-analytics', ROW]]],
    [
      'the answer of its query API',
      { tables: [{ columns: [{ name: 'OperationNameValue' }, { name: 'Caller' }], rows: [['X/write', 'a'], 'odd'] }] },
      [
        ['log-analytics', { OperationNameValue: 'X/write', Caller: 'a' }],
        ['log-analytics', 'odd'],
      ],
    ],
    ['an answer without rows', { tables: [{ columns: [{ name: 'OperationNameValue' }], rows: [] }] }, []],
    ['a line of a storage export', HUB, [['activity-log-export', HUB]]],
    ['a single record of the REST API', REST, [['activity-log-list', REST]]],
  ])('opens %s', (_name, value, expected) => {
    expect(shapes(value)).toEqual(expected)
  })

  it.each<[string, unknown]>([
    ['a CloudTrail file', { Records: [CLOUDTRAIL] }],
    ['CloudTrail records under a lower-case name', { records: [CLOUDTRAIL] }],
    ['a list of CloudTrail records', [CLOUDTRAIL]],
    ['one CloudTrail record', CLOUDTRAIL],
    [
      'an EventBridge event',
      {
        version: '0',
        'detail-type': 'AWS API Call via CloudTrail',
        source: 'aws.ssm',
        time: '2026-01-31T09:00:00Z',
        detail: CLOUDTRAIL,
      },
    ],
    ['a process event', ECS],
    ['a list of process events', [ECS]],
    ['process events under records', { records: [ECS] }],
    ['a page of something else', { value: [{ id: 1 }] }],
    ['tables of another query', { tables: [{ columns: [{ name: 'Computer' }], rows: [['x']] }] }],
    ['other JSON with a time', { time: '2026-01-31T09:00:00Z', message: 'x' }],
    ['an empty list', []],
    ['an empty object', {}],
    ['a text', 'x'],
    ['a number', 1],
    ['null', null],
  ])('leaves %s alone', (_name, value) => {
    expect(unwrapAzure(value)).toBeNull()
  })

  it('does not follow lists within lists for ever', () => {
    let deep: unknown = HUB
    for (let level = 0; level < 10_000; level++) deep = [deep]
    expect(unwrapAzure(deep)).toBeNull()
  })
})
