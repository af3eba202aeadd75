import fc from 'fast-check'
import { awsProvider } from '../../../../shared/providers/aws'
import { isoTime } from '../../../../shared/model/time'
import type { Normalized } from '../../../../shared/model/normalized'
import { AWS_OPERATIONS } from '../../../../shared/providers/aws/operations'
import { call, fixtureNames, normalizeBody, readFixture, type Body } from './fixture'

const RUNS = { numRuns: 2_000 }

const KINDS = ['activity', 'native', 'step', 'ignored', 'rejected']

/** Every record of any value; the kinds AWS can give; every time writable. */
const isSound = (result: Normalized): boolean => {
  if (!KINDS.includes(result.kind)) return false
  const at =
    result.kind === 'activity'
      ? result.activity.at
      : result.kind === 'native'
        ? result.native.at
        : result.kind === 'step'
          ? result.step.at
          : result.kind === 'stage'
            ? null
            : result.at
  return at === null || isoTime(at).endsWith('Z')
}

const members = [
  'eventTime',
  'eventID',
  'userIdentity',
  'requestParameters',
  'responseElements',
  'sourceIPAddress',
  'userAgent',
  'errorCode',
  'errorMessage',
  'recipientAccountId',
  'resources',
  'addendum',
  'detail',
  'time',
  'readOnly',
]
const parameterNames = [
  'instanceIds',
  'instanceId',
  'targets',
  'target',
  'task',
  'cluster',
  'documentName',
  'parameters',
  'name',
  'taskArn',
  'entries',
  'runbooks',
  'userData',
  'content',
  'policyDocument',
  'omitted',
  'targetMaps',
  'targetLocations',
  'taskInvocationParameters',
  'instancesSet',
  'alarmNames',
]

const fixture = fc.constantFrom(...fixtureNames).map(readFixture)

const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, member]) => [key, shuffled(member)] as const)
      .reverse(),
  )
}

describe('normalize and unwrap', () => {
  it('take any value at all', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const records = awsProvider.unwrap(value) ?? [{ format: 'x', body: value, account: null }]
        return records.every((raw) => isSound(awsProvider.normalize(raw)))
      }),
      RUNS,
    )
  })

  it('take any member of any type in a record', () => {
    fc.assert(
      fc.property(fixture, fc.constantFrom(...members), fc.jsonValue(), (body, member, value) =>
        isSound(normalizeBody({ ...body, [member]: value })),
      ),
      RUNS,
    )
  })

  it('take any parameters of any operation, in request and answer', () => {
    const parameters = fc.dictionary(fc.constantFrom(...parameterNames), fc.jsonValue({ maxDepth: 4 }))
    fc.assert(
      fc.property(
        fc.constantFrom(...AWS_OPERATIONS.map(({ name }) => name), 'ec2:StopInstances', 'sts:AssumeRole'),
        parameters,
        parameters,
        (name, request, responseElements) => isSound(normalizeBody(call(name, request, { responseElements }))),
      ),
      RUNS,
    )
  })

  it('give the same record the same result, however its members are ordered', () => {
    fc.assert(
      fc.property(fixture, fc.boolean(), (body, withId) => {
        const { eventID: _, ...anonymous } = body
        const record: Body = withId ? body : anonymous
        expect(normalizeBody(shuffled(record))).toEqual(normalizeBody(record))
      }),
      { numRuns: 200 },
    )
  })

  it('give records of different content different hashes', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (note) => {
        const [plain, noted] = [
          normalizeBody(readFixture('send-command')),
          normalizeBody({ ...readFixture('send-command'), note }),
        ]
        return (
          plain.kind === 'activity' &&
          noted.kind === 'activity' &&
          plain.activity.id === noted.activity.id &&
          plain.activity.origin.hash !== noted.activity.origin.hash
        )
      }),
      { numRuns: 200 },
    )
  })

  it('never leave a list of machines empty', () => {
    const request = fc.record(
      {
        instanceIds: fc.array(fc.constantFrom('', '*', 'i-0123456789abcdef0')),
        targets: fc.array(
          fc.record({ key: fc.constantFrom('InstanceIds', 'tag:a', ''), values: fc.array(fc.string()) }),
        ),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(request, (parameters) => {
        const result = normalizeBody(call('ssm:SendCommand', parameters))
        if (result.kind !== 'activity') return false
        const { targets } = result.activity
        return targets.kind === 'listed'
          ? targets.ids.length > 0
          : targets.kind === 'selected'
            ? targets.selectors.length > 0
            : true
      }),
      RUNS,
    )
  })
})
