import { TAMPERING_OPERATIONS } from '../../../shared/providers/aws/operations'
import { excludeCallers } from '../../../infra/aws/patterns/caller-exclusion'
import { EXCLUDED_CALLERS_MAX, selfProtectionPatterns } from '../../../infra/aws/patterns/self-protection'
import { matchesPattern } from './match-pattern'
import { EVERYTHING, PLAIN, TRAIL } from './support/contexts'
import { deliveredBy, eventOf, rulesOf, type Json, type Rule } from './support/delivery'
import { resolveTemplate } from './support/resolve-template'
import { synthesize } from './support/synthesize'

const plain = rulesOf(resolveTemplate(synthesize(PLAIN)['detector']!))
const everything = rulesOf(resolveTemplate(synthesize(EVERYTHING)['detector']!))
const mailing = (rules: readonly Rule[]): readonly Rule[] =>
  rules.filter(({ targets }) => targets.some(({ Arn }) => String(Arn).endsWith(':Runwarden-prod-operations')))

const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-0000-0000-000000000001'
const MALLORY: Json = { type: 'IAMUser', arn: 'arn:aws:iam::123456789012:user/mallory', accountId: '123456789012' }
const assumed = (role: string): Json => ({
  type: 'AssumedRole',
  arn: `arn:aws:sts::123456789012:assumed-role/${role}/session`,
  sessionContext: { sessionIssuer: { arn: `arn:aws:iam::123456789012:role/${role}` } },
})

const change = (operation: string, requestParameters: Json, over: Json = {}): Json => {
  const [service = '', eventName = ''] = operation.split(':')
  return eventOf({
    eventSource: `${service}.amazonaws.com`,
    eventName: service === 'lambda' ? `${eventName}20150331v2` : eventName,
    userIdentity: MALLORY,
    requestParameters,
    ...over,
  })
}

/** A change of one of Runwarden's resources by each protection operation, as CloudTrail writes it. */
const OWN: Readonly<Record<string, Json>> = {
  'events:PutTargets': { rule: 'Runwarden-prod-ssm' },
  'events:RemoveTargets': { rule: 'Runwarden-prod-ssm' },
  'events:PutPermission': { eventBusName: 'Runwarden-prod-central' },
  'events:RemovePermission': { eventBusName: 'Runwarden-prod-central' },
  events: { name: 'Runwarden-prod-ssm' },
  lambda: { functionName: 'arn:aws:lambda:eu-west-1:123456789012:function:Runwarden-prod-detector' },
  'sns:Unsubscribe': {
    subscriptionArn: 'arn:aws:sns:eu-west-1:123456789012:Runwarden-prod-alerts:00000000-0000-0000-0000-000000000001',
  },
  'sns:SetSubscriptionAttributes': {
    subscriptionArn: 'arn:aws:sns:eu-west-1:123456789012:Runwarden-prod-alerts:00000000-0000-0000-0000-000000000001',
  },
  sns: { topicArn: 'arn:aws:sns:eu-west-1:123456789012:Runwarden-prod-alerts' },
  sqs: { queueUrl: 'https://sqs.eu-west-1.amazonaws.com/123456789012/Runwarden-prod-QueuesQuarantine1A2B3C4D-EXAMPLE' },
  dynamodb: { tableName: 'Runwarden-prod-StateTable1A2B3C4D-EXAMPLE' },
  logs: { logGroupName: 'Runwarden-prod-DetectorLogs1A2B3C4D-EXAMPLE' },
  'monitoring:PutMetricAlarm': { alarmName: 'Runwarden-prod-heartbeat' },
  monitoring: { alarmNames: ['other', 'Runwarden-prod-heartbeat'] },
  iam: { roleName: 'Runwarden-prod-detector-eu-west-1' },
  'ssm:DeleteParameters': { names: ['/runwarden/prod/suppressions'] },
  ssm: { name: '/runwarden/prod/suppressions' },
  cloudtrail: { name: TRAIL },
  'cloudtrail:PutEventSelectors': { trailName: 'main' },
}

const ownResource = (operation: string): Json => OWN[operation] ?? OWN[operation.split(':')[0]!]!
const operations = TAMPERING_OPERATIONS.map(({ name }) => name).filter(
  (name) => !name.endsWith('Item') && !name.startsWith('kms:'),
)

describe('rules past the function', () => {
  it.each(operations)('report %s on our own resource, once', (operation) => {
    expect(deliveredBy(mailing(everything), change(operation, ownResource(operation)))).toHaveLength(1)
  })

  it.each(['kms:DisableKey', 'kms:ScheduleKeyDeletion', 'kms:PutKeyPolicy'])(
    'report %s on our key, by whatever name the caller used',
    (operation) => {
      expect(
        deliveredBy(
          mailing(everything),
          change(operation, { keyId: 'alias/Runwarden-prod-key' }, { resources: [{ ARN: KEY }] }),
        ),
      ).toEqual(['Runwarden-prod-key'])
    },
  )

  it.each(operations)('say nothing of %s on the resource of others', (operation) => {
    const others = Object.fromEntries(
      Object.keys(ownResource(operation)).map((parameter) => [parameter, 'somebody-elses']),
    )
    expect(deliveredBy(mailing(everything), change(operation, others))).toEqual([])
  })

  it.each<[string, Json]>([
    [
      'a mapping of a queue, which only the answer ties to the function',
      change(
        'lambda:DeleteEventSourceMapping',
        { uUID: '00000000-0000-0000-0000-000000000001' },
        { responseElements: { functionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:Runwarden-prod-detector' } },
      ),
    ],
    [
      'a denied attempt, which only its message names',
      change(
        'events:DisableRule',
        {},
        {
          requestParameters: null,
          errorCode: 'AccessDenied',
          errorMessage:
            'not authorized to perform: events:DisableRule on resource: ' +
            'arn:aws:events:eu-west-1:123456789012:rule/Runwarden-prod-ssm',
        },
      ),
    ],
    ['the role of the Azure half', change('iam:UpdateAssumeRolePolicy', { roleName: 'runwarden-azure-publisher' })],
    ['a rule in this group', change('events:DisableRule', { name: 'Runwarden-prod-self-protection' })],
  ])('report %s', (_name, event) => {
    expect(deliveredBy(mailing(plain), event)).toHaveLength(1)
  })

  it('are themselves watched by the rules of the function, and those by them', () => {
    const forFunction = plain.filter((rule) => !mailing(plain).includes(rule))
    for (const { name, bus } of plain.filter(({ bus }) => bus === 'default')) {
      const event = change('events:DisableRule', { name })
      expect({
        name,
        bus,
        byFunction: deliveredBy(forFunction, event).length,
        byMail: deliveredBy(mailing(plain), event).length,
      }).toEqual({ name, bus: 'default', byFunction: 1, byMail: 1 })
    }
  })

  it('stand on the central bus as well, for forwarders', () => {
    const event = change('events:DisableRule', { name: 'Runwarden-prod-forwarder-ssm' })
    expect(deliveredBy(mailing(everything), event, 'Runwarden-prod-central')).toEqual([
      'Runwarden-prod-central-self-protection',
    ])
  })

  it('report a stopped trail only when it is the one that feeds us', () => {
    expect(deliveredBy(mailing(plain), change('cloudtrail:StopLogging', { name: 'main' }))).toEqual([])
    expect(deliveredBy(mailing(everything), change('cloudtrail:StopLogging', { name: 'main' }))).toEqual([
      'Runwarden-prod-trail',
    ])
    expect(deliveredBy(mailing(everything), change('cloudtrail:StopLogging', { name: 'mainly-other' }))).toEqual([])
  })

  it('make of an upgrade by a named deployer one notice, and of one by anybody else a notice for each change', () => {
    const upgrade = (userIdentity: Json): readonly Json[] => [
      change('cloudformation:ExecuteChangeSet', { stackName: 'Runwarden-prod' }, { userIdentity }),
      ...operations.map((operation) => change(operation, ownResource(operation), { userIdentity })),
    ]
    const notices = (userIdentity: Json): readonly string[] =>
      upgrade(userIdentity).flatMap((event) => deliveredBy(mailing(everything), event))
    expect(notices(assumed('deploy-prod'))).toEqual(['Runwarden-prod-deployments'])
    expect(notices(assumed('other')).length).toBe(operations.length + 1)
    expect(notices({ type: 'AWSService', invokedBy: 'cloudformation.amazonaws.com' }).length).toBe(
      operations.length + 1,
    )
  })

  it('report deployments of the forwarders, as a stack or in a StackSet, and of no other stack', () => {
    const of = (stackName: string): readonly string[] =>
      deliveredBy(mailing(plain), change('cloudformation:DeleteStack', { stackName }))
    expect(of('arn:aws:cloudformation:eu-west-1:123456789012:stack/StackSet-Runwarden-prod-forwarder-1/2')).toEqual([
      'Runwarden-prod-deployments',
    ])
    expect(of('Runwarden-prod-global')).toEqual(['Runwarden-prod-deployments'])
    expect(of('Runwarden-test')).toEqual([])
  })

  it('mail text that a person can read', () => {
    const { InputTransformer } = mailing(plain).find(({ name }) => name === 'Runwarden-prod-self-protection')!
      .targets[0] as { readonly InputTransformer: { readonly InputPathsMap: Json; readonly InputTemplate: string } }
    const lines = InputTransformer.InputTemplate.split('\n').map((line) => JSON.parse(line) as string)
    expect(lines).toEqual([
      'Runwarden: somebody changed what it stands on.',
      'Call: <call> (<service>)',
      'Caller: <caller>',
      'Address: <address>',
      'Account and Region: <account> <region>',
      'Time: <time>',
      'Error, if it failed: <error>',
      'CloudTrail event: <event>',
      'If this was no upgrade, undo the change. Then run "runwarden selftest aws".',
    ])
    const used = new Set([...InputTransformer.InputTemplate.matchAll(/<(\w+)>/g)].map(([, name]) => name))
    expect(used).toEqual(new Set(Object.keys(InputTransformer.InputPathsMap)))
  })
})

describe('excludeCallers', () => {
  const matches = (globs: readonly string[], userIdentity: Json): boolean =>
    matchesPattern(excludeCallers(globs), { userIdentity })

  it.each<[string, string, Json]>([
    ['a role by key', 'aws:123456789012:role/deployer', assumed('deployer')],
    ['a role by a glob over accounts', 'aws:*:role/deploy-?', assumed('deploy-1')],
    ['a role by ARN', 'arn:aws:iam::123456789012:role/deployer', assumed('deployer')],
    ['a session by ARN', 'arn:aws:sts::123456789012:assumed-role/deployer/*', assumed('deployer')],
    ['a user by key', 'aws:123456789012:user/mallory', MALLORY],
    [
      'a person who signed in by permission set',
      'aws:123456789012:sso/Admin/alice@example.com',
      {
        type: 'AssumedRole',
        arn: 'arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/alice@example.com',
      },
    ],
    ['anything ending in a name', '*deployer', assumed('deployer')],
  ])('leaves out %s', (_name, glob, identity) => {
    expect(matches([glob], identity)).toBe(false)
  })

  it.each<[string, string, Json]>([
    ['another role', 'aws:123456789012:role/deployer', assumed('other')],
    ['a role of another account', 'aws:111122223333:role/deployer', assumed('deployer')],
    ['a user of the same name', 'aws:123456789012:role/mallory', MALLORY],
    ['a service, which has no ARN', 'aws:*:role/*', { type: 'AWSService', invokedBy: 'cloudformation.amazonaws.com' }],
    ['a caller of the other cloud', 'azure:00000000-0000-0000-0000-000000000001', MALLORY],
  ])('keeps %s', (_name, glob, identity) => {
    expect(matches([glob], identity)).toBe(true)
  })

  it('leaves room for the event names, however long the list that synth accepts', () => {
    const deployers = ['aws:123456789012:role/'.padEnd(305, 'x')]
    expect(JSON.stringify(excludeCallers(deployers)).length).toBeLessThanOrEqual(EXCLUDED_CALLERS_MAX)
    expect(JSON.stringify(excludeCallers([`${deployers[0]}xxxx`])).length).toBeGreaterThan(EXCLUDED_CALLERS_MAX)
    expect(() =>
      selfProtectionPatterns({
        prefix: 'Runwarden-stage-of-12c',
        others: {
          name: ['/runwarden/suppressions'],
          names: ['/runwarden/suppressions'],
          roleName: ['runwarden-azure-publisher'],
        },
        deployers,
      }),
    ).not.toThrow()
  })
})
