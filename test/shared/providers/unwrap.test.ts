import { PROVIDERS, unwrapBy } from '../../../shared/providers/unwrap'

const cloudTrail = {
  eventVersion: '1.08',
  eventTime: '2026-01-10T03:14:00Z',
  eventSource: 'ssm.amazonaws.com',
  eventName: 'SendCommand',
}
const activityLog = {
  time: '2026-01-10T03:14:00Z',
  resourceId: '/SUBSCRIPTIONS/X',
  operationName: 'MICROSOFT.COMPUTE/VIRTUALMACHINES/RUNCOMMAND/ACTION',
}
const processEvent = {
  '@timestamp': '2026-01-10T03:14:00Z',
  event: { category: ['process'], type: ['start'] },
  process: { name: 'sh', pid: 1 },
  host: { name: 'web01' },
}

describe('unwrapBy', () => {
  it.each([
    { name: 'a CloudTrail delivery', value: { Records: [cloudTrail, cloudTrail] }, provider: 'aws', records: 2 },
    { name: 'a CloudTrail record', value: cloudTrail, provider: 'aws', records: 1 },
    {
      name: 'an EventBridge event',
      value: { 'detail-type': 'AWS API Call via CloudTrail', source: 'aws.ssm', detail: cloudTrail },
      provider: 'aws',
      records: 1,
    },
    { name: 'an Event Hubs message', value: { records: [activityLog] }, provider: 'azure', records: 1 },
    { name: 'a page of the REST API', value: { value: [activityLog] }, provider: 'azure', records: 1 },
    { name: 'a line of a storage export', value: activityLog, provider: 'azure', records: 1 },
    { name: 'an ECS process event', value: processEvent, provider: 'endpoint', records: 1 },
  ])('gives $name to its provider', ({ value, provider, records }) => {
    const unwrapped = unwrapBy(PROVIDERS, value)
    expect(unwrapped?.provider.name).toBe(provider)
    expect(unwrapped?.records).toHaveLength(records)
  })

  it.each([
    { name: 'a package manifest', value: { name: 'example', version: '1.0.0' } },
    { name: 'a list of numbers', value: [1, 2, 3] },
    { name: 'a string', value: 'SendCommand' },
    { name: 'null', value: null },
  ])('knows no provider of $name', ({ value }) => {
    expect(unwrapBy(PROVIDERS, value)).toBeNull()
  })

  it('asks the providers in order and stops at the first that knows the value', () => {
    const asked: string[] = []
    const provider = (name: 'aws' | 'azure' | 'endpoint', knows: boolean) => ({
      name,
      unwrap: () => {
        asked.push(name)
        return knows ? [] : null
      },
      normalize: () => ({ kind: 'ignored' as const, reason: '', at: null }),
    })
    const providers = [provider('aws', false), provider('azure', true), provider('endpoint', true)]
    expect(unwrapBy(providers, {})).toEqual({ provider: providers[1], records: [] })
    expect(asked).toEqual(['aws', 'azure'])
  })
})
