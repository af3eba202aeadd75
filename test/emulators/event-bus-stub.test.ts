import type { BusEvent } from './event-bus-stub'
import { startSsmStub, type SsmStub } from './ssm-stub'

const TRAIL_ARN = 'arn:aws:cloudtrail:us-east-1:123456789012:trail/main'

let stub: SsmStub
let events: BusEvent[]

beforeEach(async () => {
  events = []
  stub = await startSsmStub({
    onEvent: (event) => void events.push(event),
    trails: [{ Name: 'main', TrailARN: TRAIL_ARN, HomeRegion: 'us-east-1', IsMultiRegionTrail: true, IsLogging: true }],
  })
})

afterEach(() => stub.stop())

async function call(target: string, input: unknown): Promise<{ status: number; body: unknown }> {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target }
  const response = await fetch(stub.endpoint, { method: 'POST', headers, body: JSON.stringify(input) })
  return { status: response.status, body: await response.json() }
}

const entry = { Source: 'runwarden.selftest', DetailType: 'Test', Detail: '{"a":1}', Time: 1_700_000_000 }

describe('PutEvents', () => {
  it('hands an accepted event over in its envelope', async () => {
    const { body } = await call('AWSEvents.PutEvents', { Entries: [entry] })
    expect(body).toEqual({ FailedEntryCount: 0, Entries: [{ EventId: '00000000-0000-0000-0000-000000000001' }] })
    expect(events).toEqual([
      {
        version: '0',
        id: '00000000-0000-0000-0000-000000000001',
        'detail-type': 'Test',
        source: 'runwarden.selftest',
        account: '123456789012',
        time: '2023-11-14T22:13:20Z',
        region: 'us-east-1',
        resources: [],
        detail: { a: 1 },
      },
    ])
  })

  it.each([
    ["a service's own source", { ...entry, Source: 'aws.ssm' }, 'NotAuthorizedForSourceException'],
    ['no detail type', { ...entry, DetailType: '' }, 'InvalidArgument'],
    ['a detail that is no object', { ...entry, Detail: '[]' }, 'MalformedDetail'],
    ['a detail that is no JSON', { ...entry, Detail: 'hello' }, 'MalformedDetail'],
  ])('refuses %s and accepts the entry beside it', async (_name, bad, code) => {
    const { body } = await call('AWSEvents.PutEvents', { Entries: [bad, entry] })
    expect(body).toMatchObject({ FailedEntryCount: 1, Entries: [{ ErrorCode: code }, { EventId: expect.any(String) }] })
    expect(events).toHaveLength(1)
  })

  it('refuses more than ten entries', async () => {
    const { status, body } = await call('AWSEvents.PutEvents', { Entries: Array.from({ length: 11 }, () => entry) })
    expect([status, body]).toMatchObject([400, { __type: 'ValidationException' }])
    expect(events).toEqual([])
  })
})

describe('CloudTrail', () => {
  const target = 'CloudTrail_20131101'

  it.each([
    ['all', {}, 1],
    ['by name', { trailNameList: ['main'] }, 1],
    ['by ARN', { trailNameList: [TRAIL_ARN] }, 1],
    ['another', { trailNameList: ['other'] }, 0],
  ])('describes trails: %s', async (_name, input, found) => {
    const { body } = await call(`${target}.DescribeTrails`, input)
    expect((body as { trailList: unknown[] }).trailList).toHaveLength(found)
  })

  it('answers clients that name the package of the service too', async () => {
    expect(await call(`com.amazonaws.cloudtrail.v20131101.${target}.DescribeTrails`, {})).toMatchObject({ status: 200 })
  })

  it('says whether a trail is logging', async () => {
    expect(await call(`${target}.GetTrailStatus`, { Name: TRAIL_ARN })).toEqual({
      status: 200,
      body: { IsLogging: true },
    })
    expect(await call(`${target}.GetTrailStatus`, { Name: 'other' })).toMatchObject({
      status: 400,
      body: { __type: 'TrailNotFoundException' },
    })
  })
})
