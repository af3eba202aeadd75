import { AWS_OPERATIONS } from '../../../../shared/providers/aws/operations'
import { eventPatterns, type EventPatternOptions } from '../../../../shared/providers/aws/patterns'
import { matchesPattern } from '../../../infra/aws/match-pattern'
import { ACCOUNT, call, fixtureNames, normalizeFixture, readFixture, type Body } from './fixture'

const OWN_ROLE = `arn:aws:iam::${ACCOUNT}:role/Runwarden-Detector`
const OPTIONS: EventPatternOptions = {
  watchReads: true,
  account: ACCOUNT,
  ownRoleArns: [OWN_ROLE],
  ownTableArns: [`arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/Runwarden-State`],
}

const delivered = (event: Body, over: Partial<EventPatternOptions> = {}): readonly string[] =>
  eventPatterns({ ...OPTIONS, ...over }).flatMap(({ name, pattern }) => (matchesPattern(pattern, event) ? [name] : []))

/** The event EventBridge makes of a record; native events and events already made stay as they are. */
const eventOf = (body: Body): Body => {
  if ('detail-type' in body) return body
  return {
    'detail-type': 'AWS API Call via CloudTrail',
    source: `aws.${String(body['eventSource']).split('.')[0]}`,
    account: ACCOUNT,
    detail: body,
  }
}

const byOwnRole: Body = {
  userIdentity: {
    type: 'AssumedRole',
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Runwarden-Detector/x`,
    accountId: ACCOUNT,
    sessionContext: { sessionIssuer: { arn: OWN_ROLE, userName: 'Runwarden-Detector' } },
  },
}
const byOtherRole: Body = {
  userIdentity: {
    type: 'AssumedRole',
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Other/x`,
    accountId: ACCOUNT,
    sessionContext: { sessionIssuer: { arn: `arn:aws:iam::${ACCOUNT}:role/Other`, userName: 'Other' } },
  },
}

const longRoles = (length: number): readonly string[] =>
  Array.from({ length }, (_, index) => `${OWN_ROLE}-${'x'.repeat(60)}${index}`)

describe('eventPatterns', () => {
  it.each(fixtureNames.filter((name) => !normalizeFixture(name).kind.startsWith('ignored')))(
    'delivers fixture %s exactly once',
    (name) => {
      expect(delivered(eventOf(readFixture(name)))).toHaveLength(1)
    },
  )

  it.each([
    'update-instance-information',
    'instance-state-change',
    'native-association',
    'native-automation',
    'native-automation-step',
    'assume-role-by-service',
  ])('keeps fixture %s away', (name) => {
    expect(delivered(eventOf(readFixture(name)))).toEqual([])
  })

  it.each(
    AWS_OPERATIONS.filter(({ family, name }) => family !== 'boot' && !name.endsWith('Item')).map(({ name }) => name),
  )('delivers %s', (name) => {
    const versioned = name.startsWith('lambda:') ? `${name}20150331v2` : name
    expect(delivered(eventOf(call(versioned, {}))).length).toBeGreaterThan(0)
  })

  it.each<[string, Body]>([
    ['user data that is an object', { userData: { value: 'x' } }],
    ['user data in the older form', { attribute: 'userData' }],
    ['parameters left out for their size', { omitted: true }],
  ])('delivers a changed instance with %s', (_name, request) => {
    expect(delivered(eventOf(call('ec2:ModifyInstanceAttribute', request)))).toEqual(['ec2-user-data'])
  })

  it.each<[string, Body]>([
    [
      'a changed instance without user data',
      call('ec2:ModifyInstanceAttribute', { disableApiTermination: { value: true } }),
    ],
    [
      'a launch template without user data',
      call('ec2:CreateLaunchTemplate', { CreateLaunchTemplateRequest: { LaunchTemplateData: { ImageId: 'x' } } }),
    ],
    ['a role assumed inside the account', { ...readFixture('assume-role-foreign'), ...byOtherRole }],
    [
      'a write to another table',
      { ...readFixture('table-write'), resources: [{ ARN: `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/Other` }] },
    ],
    ["Runwarden's own write to its table", { ...readFixture('table-write'), ...byOwnRole }],
    ["Runwarden's own reads", call('ssm:ListCommands', {}, byOwnRole)],
    ['a SendCommand of another service', { ...readFixture('send-command'), eventSource: 'session.qldb.amazonaws.com' }],
  ])('keeps %s away', (_name, body) => {
    expect(delivered(eventOf(body))).toEqual([])
  })

  it.each<[string, Body]>([
    ['reads of another role', call('ssm:ListCommands', {}, byOtherRole)],
    ['reads of a user, who has no session issuer', call('ssm:ListCommands', {})],
    ['a write by another role to our table', { ...readFixture('table-write'), ...byOtherRole }],
    ['a command of our own role, which sends none', { ...readFixture('send-command'), ...byOwnRole }],
  ])('delivers %s', (_name, body) => {
    expect(delivered(eventOf(body))).toHaveLength(1)
  })

  it('keeps events away that somebody sent himself', () => {
    expect(delivered({ ...eventOf(readFixture('send-command')), source: 'example.ssm' })).toEqual([])
    expect(delivered({ ...readFixture('native-command'), source: 'example.ssm' })).toEqual([])
  })

  it('delivers reads of discovery only when they are wanted', () => {
    expect(delivered(eventOf(readFixture('describe-instance-information')), { watchReads: false })).toEqual([])
    expect(delivered(eventOf(call('ssm:GetAccessToken', {})), { watchReads: false })).toEqual(['ssm-reads'])
  })

  it('says which rules need the state that lets reads through', () => {
    expect(
      eventPatterns(OPTIONS)
        .filter(({ reads }) => reads)
        .map(({ name }) => name),
    ).toEqual(['ssm-reads', 'sts-foreign-roles'])
  })

  it('watches no item writes when no table is named', () => {
    expect(delivered(eventOf(readFixture('table-write')), { ownTableArns: [] })).toEqual([])
  })

  it('excludes nobody when no role is named', () => {
    expect(delivered(eventOf(call('ssm:ListCommands', {}, byOwnRole)), { ownRoleArns: [] })).toEqual(['ssm-reads'])
  })

  it.each([
    ['one short role', [OWN_ROLE]],
    ['many long roles', longRoles(14)],
  ])('keeps every pattern within the limit, and every name unique, with %s', (_name, ownRoleArns) => {
    const patterns = eventPatterns({ ...OPTIONS, ownRoleArns })
    expect(patterns.filter(({ pattern }) => JSON.stringify(pattern).length > 2_048)).toEqual([])
    expect(new Set(patterns.map(({ name }) => name)).size).toBe(patterns.length)
    expect(patterns.filter(({ name }) => !/^[a-z0-9-]+$/.test(name))).toEqual([])
  })

  it('splits a long pattern without losing an operation', () => {
    const reads = eventPatterns({ ...OPTIONS, ownRoleArns: longRoles(14) }).filter(({ name }) =>
      name.startsWith('ssm-reads'),
    )
    expect(reads.length).toBeGreaterThan(1)
    for (const { name } of AWS_OPERATIONS.filter(({ readOnly }) => readOnly === true))
      expect(reads.filter(({ pattern }) => matchesPattern(pattern, eventOf(call(name, {}))))).toHaveLength(1)
  })

  it('refuses more roles than a pattern can exclude', () => {
    expect(() => eventPatterns({ ...OPTIONS, ownRoleArns: longRoles(30) })).toThrow(
      'event pattern ssm-reads cannot hold even GetAccessToken: expected at most 2048 characters, name fewer own ' +
        'roles or tables',
    )
  })
})
