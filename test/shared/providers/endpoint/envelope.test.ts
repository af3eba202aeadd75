import { unwrapEndpoint } from '../../../../shared/providers/endpoint/envelope'

const EVENT = { '@timestamp': '2026-01-31T09:00:00Z', event: { category: ['process'] }, process: { name: 'sh' } }
const FLAT = { '@timestamp': '2026-01-31T09:00:00Z', 'process.name': 'sh' }
const WINDOWS = { '@timestamp': '2026-01-31T09:00:00Z', winlog: { event_id: '4688' } }

const shapes = (value: unknown) => unwrapEndpoint(value)?.map(({ format, body }) => [format, body]) ?? null

describe('unwrapEndpoint', () => {
  it.each<[string, unknown, readonly (readonly [string, unknown])[]]>([
    ['one event', EVENT, [['ecs', EVENT]]],
    ['one with dotted members', FLAT, [['ecs', FLAT]]],
    ['one of winlogbeat', WINDOWS, [['winlogbeat', WINDOWS]]],
    [
      'a list with an element that is none',
      [EVENT, 7],
      [
        ['ecs', EVENT],
        ['ecs', 7],
      ],
    ],
    ['a search hit', { _index: 'logs', _source: EVENT }, [['ecs', EVENT]]],
    [
      'an answer full of hits',
      { took: 1, hits: { total: 1, hits: [{ _source: EVENT }, { _source: FLAT }] } },
      [
        ['ecs', EVENT],
        ['ecs', FLAT],
      ],
    ],
  ])('opens %s', (_name, value, expected) => {
    expect(shapes(value)).toEqual(expected)
  })

  it.each<[string, unknown]>([
    [
      'a CloudTrail record in Logstash form',
      {
        '@timestamp': '2026-01-31T09:00:00Z',
        eventSource: 'ssm.amazonaws.com',
        eventName: 'SendCommand',
        event: { kind: 'x' },
      },
    ],
    [
      'an Azure record in Logstash form',
      { '@timestamp': '2026-01-31T09:00:00Z', operationName: 'x', event: { kind: 'x' } },
    ],
    ['an event without a time', { event: { category: ['process'] }, process: { name: 'sh' } }],
    ['another log with @timestamp', { '@timestamp': '2026-01-31T09:00:00Z', message: 'GET /' }],
    ['an answer without events', { hits: { hits: [] } }],
    ['an empty list', []],
    ['a text', 'x'],
    ['null', null],
  ])('leaves %s alone', (_name, value) => {
    expect(unwrapEndpoint(value)).toBeNull()
  })
})
