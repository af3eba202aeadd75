import { AWS_OPERATIONS } from '../../../../shared/providers/aws/operations'
import { isWatchedEvent } from '../../../../shared/providers/aws/prefilter-fields'
import { STEP_OPERATIONS } from '../../../../shared/providers/aws/steps'
import { fixtureNames, normalizeFixture, readFixture } from './fixture'

const named = (body: Readonly<Record<string, unknown>>): readonly [string, string] => [
  String(body['eventSource']),
  String(body['eventName']),
]

describe('the fields a prefilter may look at', () => {
  it('let every record through that becomes something', () => {
    for (const fixture of fixtureNames) {
      const body = readFixture(fixture)
      if ('detail-type' in body || normalizeFixture(fixture).kind === 'ignored') continue
      expect([fixture, isWatchedEvent(...named(body))]).toEqual([fixture, true])
    }
  })

  it('cover the sources of the whole table and of the steps', () => {
    const sources = [...AWS_OPERATIONS.map(({ name }) => name), ...STEP_OPERATIONS].map((name) => name.split(':')[0])
    expect([...new Set(sources)].map((source) => `${source}.amazonaws.com`).sort()).toEqual([
      'cloudtrail.amazonaws.com',
      'dynamodb.amazonaws.com',
      'ec2-instance-connect.amazonaws.com',
      'ec2.amazonaws.com',
      'ecs.amazonaws.com',
      'events.amazonaws.com',
      'iam.amazonaws.com',
      'kms.amazonaws.com',
      'lambda.amazonaws.com',
      'logs.amazonaws.com',
      'monitoring.amazonaws.com',
      'sns.amazonaws.com',
      'sqs.amazonaws.com',
      'ssm-guiconnect.amazonaws.com',
      'ssm.amazonaws.com',
      'sts.amazonaws.com',
    ])
    expect(
      AWS_OPERATIONS.every(({ name }) =>
        isWatchedEvent(`${name.split(':')[0]}.amazonaws.com`, name.split(':')[1] ?? ''),
      ),
    ).toBe(true)
  })

  it.each([
    ['ssm.amazonaws.com', 'UpdateInstanceInformation'],
    ['s3.amazonaws.com', 'SendCommand'],
    ['session.qldb.amazonaws.com', 'SendCommand'],
    ['kms.amazonaws.com', 'Decrypt'],
  ])('stop %s %s', (source, name) => {
    expect(isWatchedEvent(source, name)).toBe(false)
  })

  it('know a Lambda event by its name without the version', () => {
    expect(isWatchedEvent('lambda.amazonaws.com', 'PutFunctionConcurrency20171031')).toBe(true)
  })
})
