import type { Normalized } from '../../../shared/model/normalized'
import { awsProvider } from '../../../shared/providers/aws'
import { AWS_OPERATIONS } from '../../../shared/providers/aws/operations'
import { EVERYTHING, LONGEST, PLAIN } from './support/contexts'
import { corpus, fixtures, type Sample } from './support/corpus'
import { deliveredBy, eventOf, rulesOf, type Json, type Rule } from './support/delivery'
import { HERE, resolveTemplate, resourcesOf } from './support/resolve-template'
import { synthesize } from './support/synthesize'

const plainTemplate = resolveTemplate(synthesize(PLAIN)['detector']!)
const readsTemplate = resolveTemplate(synthesize({ ...PLAIN, watchReads: true })['detector']!)
const isForFunction = ({ targets }: Rule): boolean => targets.some(({ Arn }) => String(Arn).includes(':lambda:'))
const plain = rulesOf(plainTemplate).filter(isForFunction)
const reads = rulesOf(readsTemplate).filter(isForFunction)
const tableName = String((plainTemplate.Outputs?.['TableName'] ?? { Value: '' }).Value)
const table = `arn:aws:dynamodb:eu-west-1:123456789012:table/${tableName}`

/** A record of an operation as its caller, a user, makes it. */
const recordOf = (operation: string, over: Json = {}): Json => {
  const [service = '', eventName = ''] = operation.split(':')
  return {
    eventSource: `${service}.amazonaws.com`,
    eventName: service === 'lambda' ? `${eventName}20150331v2` : eventName,
    eventTime: '2026-01-10T03:14:00Z',
    awsRegion: 'eu-west-1',
    userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::123456789012:user/alice', accountId: '123456789012' },
    requestParameters: {},
    ...over,
  }
}

/** What an operation needs in its record before any rule wants it. */
const CONDITIONS: Readonly<Record<string, Json>> = {
  'ec2:ModifyInstanceAttribute': {
    requestParameters: { instanceId: 'i-0123456789abcdef0', userData: '<sensitiveDataRemoved>' },
  },
  'ec2:CreateLaunchTemplate': {
    requestParameters: { CreateLaunchTemplateRequest: { LaunchTemplateData: { UserData: '<sensitiveDataRemoved>' } } },
  },
  'ec2:CreateLaunchTemplateVersion': {
    requestParameters: {
      CreateLaunchTemplateVersionRequest: { LaunchTemplateData: { UserData: '<sensitiveDataRemoved>' } },
    },
  },
  'dynamodb:PutItem': { resources: [{ ARN: table }] },
  'dynamodb:UpdateItem': { resources: [{ ARN: table }] },
  'dynamodb:DeleteItem': { resources: [{ ARN: table }] },
  'dynamodb:BatchWriteItem': { resources: [{ ARN: table }] },
}

const normalized = ({ body }: Sample): Normalized => awsProvider.unwrap(body)!.map(awsProvider.normalize)[0]!
const asEvent = ({ body }: Sample): Json => ('detail-type' in body ? body : eventOf(body, '123456789012'))
const isDiscovery = (result: Normalized): boolean =>
  result.kind === 'activity' && result.activity.family === 'discovery'
/** Writes of table items are delivered for Runwarden's own table alone, which no sample can name. */
const isKept = (result: Normalized): boolean =>
  (result.kind === 'activity' && !result.activity.operation.startsWith('dynamodb:')) ||
  result.kind === 'native' ||
  result.kind === 'step'

describe('rules of the default bus', () => {
  it.each(
    AWS_OPERATIONS.map(({ name, readOnly, family }) => ({
      name,
      wanted: family !== 'discovery',
      readOnly: readOnly === true,
    })),
  )('$name reaches the function when it is watched', ({ name, wanted, readOnly }) => {
    const event = eventOf(recordOf(name, { ...CONDITIONS[name], readOnly }))
    expect(deliveredBy(plain, event).length).toBe(wanted ? 1 : 0)
    expect(deliveredBy(reads, event).length).toBe(1)
  })

  it.each(AWS_OPERATIONS.filter(({ readOnly }) => readOnly === true).map(({ name }) => name))(
    '%s would not come through rules in the ordinary state',
    (name) => {
      const ordinary = reads.map((rule) => ({ ...rule, state: 'ENABLED' }))
      expect(deliveredBy(ordinary, eventOf(recordOf(name, { readOnly: true })))).toEqual([])
    },
  )

  it.each([
    ['a machine is stopped', recordOf('ec2:StopInstances')],
    ['a machine is started', recordOf('ec2:StartInstances')],
    [
      'another account takes a role',
      recordOf('sts:AssumeRole', { readOnly: true, userIdentity: { type: 'AWSAccount', accountId: '111122223333' } }),
    ],
  ])('deliver the step of a sequence: %s', (_name, record) => {
    expect(deliveredBy(plain, eventOf(record))).toHaveLength(1)
  })

  it('deliver no role taken within the account', () => {
    expect(deliveredBy(plain, eventOf(recordOf('sts:AssumeRole', { readOnly: true })))).toEqual([])
  })

  it('deliver what guests, the selftest and Systems Manager itself send', () => {
    expect(deliveredBy(plain, { source: 'runwarden.endpoint', 'detail-type': 'Process', detail: {} })).toEqual([
      'Runwarden-prod-endpoint',
    ])
    expect(
      deliveredBy(plain, { source: 'runwarden.selftest', 'detail-type': 'Runwarden Selftest', detail: {} }),
    ).toEqual(['Runwarden-prod-selftest'])
    expect(
      deliveredBy(plain, { source: 'aws.ssm', 'detail-type': 'EC2 Command Status-change Notification', detail: {} }),
    ).toEqual(['Runwarden-prod-ssm-native'])
  })

  it('leave out reads of the function itself and its writes to its table', () => {
    const role = 'arn:aws:iam::123456789012:role/Runwarden-prod-detector-eu-west-1'
    const userIdentity = {
      type: 'AssumedRole',
      accountId: '123456789012',
      sessionContext: { sessionIssuer: { arn: role } },
    }
    expect(deliveredBy(reads, eventOf(recordOf('ssm:ListCommands', { readOnly: true, userIdentity })))).toEqual([])
    expect(
      deliveredBy(reads, eventOf(recordOf('dynamodb:PutItem', { ...CONDITIONS['dynamodb:PutItem'], userIdentity }))),
    ).toEqual([])
    expect(deliveredBy(reads, eventOf(recordOf('dynamodb:PutItem', CONDITIONS['dynamodb:PutItem'])))).toHaveLength(1)
  })

  it('put an event that cannot be handed over into the failure queue', () => {
    expect(
      rulesOf(plainTemplate)
        .flatMap(({ targets }) => targets)
        .filter((target) => target['DeadLetterConfig'] === undefined),
    ).toEqual([])
    expect(plain.filter(({ targets }) => !JSON.stringify(targets).includes('RuleFailures'))).toEqual([])
  })

  it('beat every five minutes in the form of an event', () => {
    const [, heartbeat] = resourcesOf(plainTemplate, 'AWS::Events::Rule').find(
      ([, { Properties }]) => Properties['Name'] === 'Runwarden-prod-heartbeat',
    )!
    expect(heartbeat.Properties['ScheduleExpression']).toBe('rate(5 minutes)')
    const [target] = heartbeat.Properties['Targets'] as readonly [
      { readonly InputTransformer: { readonly InputPathsMap: Json; readonly InputTemplate: string } },
    ]
    const { InputPathsMap, InputTemplate } = target.InputTransformer
    const sent = Object.keys(InputPathsMap).reduce(
      (text, name) => text.replace(`<${name}>`, JSON.stringify(`the ${name}`)),
      InputTemplate,
    )
    expect(JSON.parse(sent)).toEqual({
      version: '0',
      id: 'the id',
      'detail-type': 'Runwarden Heartbeat',
      source: 'runwarden.heartbeat',
      account: 'the account',
      time: 'the time',
      region: 'the region',
      resources: [],
      detail: {},
    })
  })
})

describe('rules against records', () => {
  it('know fixtures of every kind', () => {
    expect(new Set(fixtures.map((sample) => normalized(sample).kind))).toEqual(
      new Set(['activity', 'step', 'native', 'ignored']),
    )
  })

  it.each([...fixtures, ...corpus].filter((sample) => isKept(normalized(sample))))('deliver $name', (sample) => {
    const event = asEvent(sample)
    expect(deliveredBy(reads, event)).toHaveLength(1)
    expect(deliveredBy(plain, event)).toHaveLength(isDiscovery(normalized(sample)) ? 0 : 1)
  })

  const size = corpus.length === 0 ? 'absent here' : `${corpus.length} records`
  it(`keep away all other records of the corpus (${size})`, () => {
    const delivered = corpus.filter(
      (sample) => !isKept(normalized(sample)) && deliveredBy(reads, asEvent(sample)).length > 0,
    )
    expect(delivered.map(({ name }) => name)).toEqual([])
  })
})

describe('rules of the central bus', () => {
  const central = plain.filter(({ bus }) => bus === 'Runwarden-prod-central')

  it('take every watched operation of other accounts, reads included', () => {
    for (const { name, readOnly } of AWS_OPERATIONS) {
      expect(
        deliveredBy(
          central,
          eventOf(recordOf(name, { readOnly: readOnly === true }), '111122223333'),
          'Runwarden-prod-central',
        ),
      ).toEqual(['Runwarden-prod-central-calls'])
    }
  })

  it('take native events and those of guests', () => {
    expect(
      deliveredBy(
        central,
        { source: 'aws.ssm', 'detail-type': 'EC2 Command Invocation Status-change Notification', detail: {} },
        'Runwarden-prod-central',
      ),
    ).toEqual(['Runwarden-prod-central-calls'])
    expect(
      deliveredBy(
        central,
        { source: 'runwarden.endpoint', 'detail-type': 'Process', detail: {} },
        'Runwarden-prod-central',
      ),
    ).toEqual(['Runwarden-prod-central-endpoint'])
  })

  it('take nothing that only pretends to come from AWS', () => {
    expect(
      deliveredBy(
        central,
        { ...eventOf(recordOf('ssm:SendCommand')), source: 'example.ssm' },
        'Runwarden-prod-central',
      ),
    ).toEqual([])
  })
})

describe('limits of EventBridge', () => {
  const longest = synthesize(LONGEST)
  const deployed = {
    ...HERE,
    region: 'us-gov-west-1',
    partition: 'aws-us-gov',
    parameters: {
      CentralBusArn: 'arn:aws-us-gov:events:us-gov-west-1:123456789012:event-bus/Runwarden-stage-of-12c-central',
    },
  }
  const rules = ['detector', 'forwarder', 'global'].flatMap((stack) =>
    rulesOf(resolveTemplate(longest[stack]!, deployed)),
  )

  it('no pattern is longer than a rule takes', () => {
    expect(rules.length).toBeGreaterThan(50)
    expect(rules.filter(({ pattern }) => JSON.stringify(pattern).length > 2_048).map(({ name }) => name)).toEqual([])
  })

  it('no name is longer than 64 characters or stands twice on one bus', () => {
    expect(rules.filter(({ name }) => name.length > 64)).toEqual([])
    expect(new Set(rules.map(({ bus, name }) => `${bus}/${name}`)).size).toBe(rules.length)
  })

  it('only rules that need reads are in the state that delivers them', () => {
    const inState = (of: readonly Rule[]): readonly string[] =>
      of.flatMap(({ name, state }) => (state === 'ENABLED' ? [] : [name]))
    expect(inState(plain)).toEqual([
      'Runwarden-prod-ssm-reads',
      'Runwarden-prod-sts-foreign-roles',
      'Runwarden-prod-central-calls',
    ])
    expect(
      inState(rulesOf(resolveTemplate(synthesize(EVERYTHING)['detector']!))).filter(
        (name) => name.includes('self-protection') || name.includes('trail'),
      ),
    ).toEqual([])
  })
})
