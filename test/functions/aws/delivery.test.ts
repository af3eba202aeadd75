import { gzipSync } from 'node:zlib'
import { deliveryOf, taskIn } from '../../../functions/aws/delivery'
import { BUS_PROVIDERS } from '../../../functions/aws/endpoint-events'
import { endpointProvider } from '../../../shared/providers/endpoint'
import {
  heartbeatEvent,
  MACHINE,
  processEvent,
  queueEvent,
  selftestEvent,
  startSessionEvent,
  trace,
} from '../../support/aws-events'

const call = startSessionEvent(MACHINE)
const quarantined = (given: object) =>
  JSON.stringify({ schema: 'runwarden.quarantined/1', reason: 'a test', format: 'eventbridge', at: 0, ...given })
const packed = (value: unknown): string => gzipSync(JSON.stringify(value)).toString('base64')

describe('deliveryOf', () => {
  it.each([
    ['a call of the bus', call, { kind: 'event', value: call, providers: BUS_PROVIDERS }],
    [
      'a CloudTrail file',
      { Records: [call.detail] },
      { kind: 'event', value: { Records: [call.detail] }, providers: BUS_PROVIDERS },
    ],
    ['the heartbeat', heartbeatEvent(), { kind: 'heartbeat' }],
    [
      'a marked event',
      selftestEvent('0123456789abcdef0123456789abcdef'),
      { kind: 'selftest', mark: '0123456789abcdef0123456789abcdef' },
    ],
    [
      'messages of a queue',
      queueEvent(['{}', '[]']),
      {
        kind: 'messages',
        messages: [
          { id: 'm0', body: '{}' },
          { id: 'm1', body: '[]' },
        ],
      },
    ],
    [
      'an empty batch, which nobody sends',
      { Records: [] },
      { kind: 'event', value: { Records: [] }, providers: BUS_PROVIDERS },
    ],
    ['no object at all', 'text', { kind: 'event', value: 'text', providers: BUS_PROVIDERS }],
  ])('knows %s', (_what, event, expected) => {
    expect(deliveryOf(event)).toEqual(expected)
  })

  it.each([['../../etc'], [17], [null], ['A'.repeat(32)]])('gives a mark that is none (%p) the form of one', (mark) => {
    expect(deliveryOf(selftestEvent(mark as string))).toEqual({
      kind: 'selftest',
      mark: expect.stringMatching(/^[0-9a-f]{32}$/),
    })
  })
})

describe('taskIn', () => {
  it.each([
    ['a trace', JSON.stringify(trace()), { kind: 'trace', trace: trace() }],
    ['an event of a rule', JSON.stringify(call), { kind: 'event', value: call, providers: BUS_PROVIDERS }],
    [
      'an event that the function failed on',
      JSON.stringify({ version: '1.0', requestPayload: call, responsePayload: {} }),
      { kind: 'event', value: call, providers: BUS_PROVIDERS },
    ],
    ['a heartbeat that failed', JSON.stringify({ requestPayload: heartbeatEvent() }), { kind: 'heartbeat' }],
    [
      'a record from quarantine',
      quarantined({ body: call.detail }),
      { kind: 'event', value: call.detail, providers: BUS_PROVIDERS },
    ],
    [
      'a packed record',
      quarantined({ packed: packed(call) }),
      { kind: 'event', value: call, providers: BUS_PROVIDERS },
    ],
    [
      'a process event, which stays one',
      quarantined({ format: 'ecs', body: call }),
      { kind: 'event', value: call, providers: [endpointProvider] },
    ],
    ['a record of which only the beginning was kept', quarantined({ beginning: '{"a":' }), null],
    ['a packed record that is damaged', quarantined({ packed: 'AAAA' }), null],
    ['no JSON', '{"a":', null],
    ['a number', '17', null],
  ])('finds %s', (_what, body, expected) => {
    expect(taskIn(body)).toEqual(expected)
  })
})

describe('process events of the bus', () => {
  const recordsOf = (event: unknown) =>
    BUS_PROVIDERS.map((provider) => provider.unwrap(event)).find((records) => records !== null) ?? null

  it('are read as process events', () => {
    const event = processEvent('00000000-0000-0000-0000-0000000000c1')
    expect(recordsOf(event)).toEqual([{ format: 'ecs', body: event.detail, account: null }])
  })

  it.each([
    ['a CloudTrail record', call.detail],
    ['a whole event of a call', call],
    ['a CloudTrail file', { Records: [call.detail] }],
    ['nothing', undefined],
  ])('are rejected when their detail is %s', (_what, detail) => {
    const [provider] = BUS_PROVIDERS
    const records = recordsOf({ ...processEvent('c'), detail })
    expect(records).toHaveLength(1)
    expect(provider?.normalize(records![0]!)).toMatchObject({
      kind: 'rejected',
      problem: expect.stringContaining('no process event'),
    })
  })
})
