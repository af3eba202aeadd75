import { CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import type { Composition } from '../../../functions/aws/compose'
import type { LiveMetric } from '../../../functions/aws/embedded-metrics'
import { checkTrail } from '../../../functions/aws/trail'
import { clientSettings } from '../../emulators/client-settings'
import { startSsmStub, type SsmStub } from '../../emulators/ssm-stub'
import type { StubTrail } from '../../emulators/ssm-state'
import { testDetector } from '../../support/detector'

let stub: SsmStub
let client: CloudTrailClient

beforeAll(async () => {
  stub = await startSsmStub()
  client = new CloudTrailClient(clientSettings(stub.endpoint))
})

afterAll(async () => {
  client.destroy()
  await stub.stop()
})

beforeEach(() => void (stub.state.trails.length = 0))

const arn = (name: string): string => `arn:aws:cloudtrail:us-east-1:123456789012:trail/${name}`

const trail = (name: string, IsLogging: boolean): StubTrail => ({
  Name: name,
  TrailARN: arn(name),
  HomeRegion: 'us-east-1',
  IsMultiRegionTrail: true,
  IsLogging,
})

const measured = async (ownResources: readonly string[] = []): Promise<Partial<Record<LiveMetric, number>>> => {
  const counts: Partial<Record<LiveMetric, number>> = {}
  const metrics = { count: (name: LiveMetric, value = 1) => void (counts[name] = value), take: () => ({}) }
  const parts: Composition = {
    detector: testDetector({ ownResources }),
    metrics,
    log: () => {},
    sqs: async () => Promise.reject(new Error('not asked')),
    cloudTrail: async () => client,
  }
  await checkTrail(parts)
  return counts
}

describe('checkTrail', () => {
  it.each([
    ['no trail at all', [], [], 0],
    ['a trail that logs', [trail('a', true)], [], 1],
    ['a trail that is stopped', [trail('a', false)], [], 0],
    ['one of two that logs', [trail('a', false), trail('b', true)], [], 1],
    ['the given trail stopped, whatever others do', [trail('a', false), trail('b', true)], [arn('a')], 0],
    ['the given trail logging', [trail('a', true)], ['*Runwarden-prod-*', arn('a')], 1],
    ['two given trails, one of which is gone', [trail('a', true)], [arn('a'), arn('gone')], 1],
  ] as const)('returns %s', async (_what, trails, own, expected) => {
    stub.state.trails.push(...trails)
    expect((await measured(own)).TrailLogging).toBe(expected)
  })

  it('rejects when nothing can be said of any trail', async () => {
    await expect(measured([arn('gone')])).rejects.toMatchObject({ name: 'TrailNotFoundException' })
  })
})
