import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { EVERYTHING, PLAIN } from './support/contexts'
import { resolveTemplate, resourcesOf } from './support/resolve-template'
import { synthesize, type Template } from './support/synthesize'

type Json = Readonly<Record<string, unknown>>

interface Statement {
  readonly Effect: string
  readonly Action: string | readonly string[]
  readonly Principal: { readonly Service?: string | readonly string[] }
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

const list = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T]

const synthesized = { plain: synthesize(PLAIN)['detector']!, everything: synthesize(EVERYTHING)['detector']! }
const templates = { plain: resolveTemplate(synthesized.plain), everything: resolveTemplate(synthesized.everything) }
const alarmsOf = (template: Template): readonly Json[] =>
  resourcesOf(template, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties)
const alarm = (name: string): Json =>
  alarmsOf(templates.plain).find(({ AlarmName }) => AlarmName === `Runwarden-prod-${name}`)!

const allows = (statements: readonly Statement[], service: string, action: string): Statement | undefined =>
  statements.find(
    ({ Effect, Action, Principal }) =>
      Effect === 'Allow' && list(Action).includes(action) && list(Principal.Service).includes(service),
  )

/** Statements of the policies of a topic, by its ARN. */
const topicStatements = (template: Template, topicArn: string): readonly Statement[] =>
  resourcesOf(template, 'AWS::SNS::TopicPolicy').flatMap(([, { Properties }]) =>
    (Properties['Topics'] as readonly string[]).includes(topicArn)
      ? (Properties['PolicyDocument'] as { readonly Statement: readonly Statement[] }).Statement
      : [],
  )

const keyStatements = (template: Template): readonly Statement[] =>
  resourcesOf(template, 'AWS::KMS::Key').flatMap(
    ([, { Properties }]) => (Properties['KeyPolicy'] as { readonly Statement: readonly Statement[] }).Statement,
  )

const topicArns = (template: Template): ReadonlyMap<string, Json> =>
  new Map(
    resourcesOf(template, 'AWS::SNS::Topic').map(([, { Properties }]) => [
      `arn:aws:sns:eu-west-1:123456789012:${String(Properties['TopicName'])}`,
      Properties,
    ]),
  )

describe.each(['plain', 'everything'] as const)('every alarm (%s)', (state) => {
  const template = templates[state]
  const alarms = alarmsOf(template)

  it.each(alarms.map((one) => [String(one['AlarmName']), one] as const))(
    '%s reaches the operations topic, which lets it in, whose key lets it in',
    (_name, { AlarmActions, OKActions }) => {
      expect(AlarmActions).toEqual(['arn:aws:sns:eu-west-1:123456789012:Runwarden-prod-operations'])
      expect(OKActions).toEqual(AlarmActions)
      for (const topicArn of AlarmActions as readonly string[]) {
        const topic = topicArns(template).get(topicArn)
        expect(topic).toBeDefined()
        const grant = allows(topicStatements(template, topicArn), 'cloudwatch.amazonaws.com', 'sns:Publish')
        expect(grant?.Condition?.['ArnLike']?.['aws:SourceArn']).toBe(
          'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:Runwarden-prod-*',
        )
        if (topic?.['KmsMasterKeyId'] !== undefined)
          for (const action of ['kms:Decrypt', 'kms:GenerateDataKey'])
            expect(allows(keyStatements(template), 'cloudwatch.amazonaws.com', action)).toBeDefined()
      }
    },
  )

  it('says what is wrong and what to do', () => {
    expect(alarms.length).toBe(15)
    expect(alarms.filter(({ AlarmDescription }) => String(AlarmDescription).length < 40)).toEqual([])
  })
})

describe('what EventBridge and SNS send by themselves', () => {
  it('is let in without a condition, because EventBridge names no source to topics and their keys', () => {
    const { everything } = templates
    const onTopic = allows(
      topicStatements(everything, 'arn:aws:sns:eu-west-1:123456789012:Runwarden-prod-operations'),
      'events.amazonaws.com',
      'sns:Publish',
    )
    expect(onTopic).toBeDefined()
    expect(onTopic?.Condition).toBeUndefined()
    for (const service of ['events.amazonaws.com', 'sns.amazonaws.com']) {
      expect(allows(keyStatements(everything), service, 'kms:GenerateDataKey')).toBeDefined()
      expect(allows(keyStatements(everything), service, 'kms:GenerateDataKey')?.Condition).toBeUndefined()
    }
  })

  it('is let into every queue that a rule or a subscription names', () => {
    for (const template of Object.values(templates)) {
      const wanted = new Set<string>()
      for (const [, { Properties }] of resourcesOf(template, 'AWS::Events::Rule'))
        for (const target of Properties['Targets'] as readonly Json[])
          wanted.add(`events.amazonaws.com ${String((target['DeadLetterConfig'] as Json)['Arn'])}`)
      for (const [, { Properties }] of resourcesOf(template, 'AWS::SNS::Subscription'))
        wanted.add(`sns.amazonaws.com ${String((Properties['RedrivePolicy'] as Json)['deadLetterTargetArn'])}`)
      const granted = new Set(
        resourcesOf(template, 'AWS::SQS::QueuePolicy').flatMap(([, { Properties }]) =>
          (
            Properties['PolicyDocument'] as {
              readonly Statement: readonly (Statement & { readonly Resource: string })[]
            }
          ).Statement.flatMap(({ Effect, Principal, Resource }) =>
            Effect === 'Allow' ? list(Principal.Service).map((service) => `${service} ${Resource}`) : [],
          ),
        ),
      )
      expect(wanted.size).toBe(3)
      expect([...wanted].filter((one) => !granted.has(one))).toEqual([])
    }
  })
})

describe('alarms', () => {
  it('fire when no heartbeat came for ten minutes, also when there is no data at all', () => {
    expect(alarm('heartbeat')).toMatchObject({
      Namespace: 'Runwarden',
      MetricName: 'Heartbeats',
      Period: 300,
      EvaluationPeriods: 2,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    })
  })

  it('fire when the trail stopped, and when the newest event is too old', () => {
    expect(alarm('trail-stopped')).toMatchObject({
      MetricName: 'TrailLogging',
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
    })
    expect(alarm('last-event-age')).toMatchObject({
      MetricName: 'LastEventAgeHours',
      Threshold: 24,
      ComparisonOperator: 'GreaterThanThreshold',
    })
    expect(
      alarmsOf(templates.everything).find(({ AlarmName }) => AlarmName === 'Runwarden-prod-last-event-age'),
    ).toMatchObject({ Threshold: 48 })
  })

  it.each([
    'function-errors',
    'function-throttles',
    'rule-faults',
    'work-given-up',
    'sink-failures',
    'quarantine',
    'undelivered',
    'rule-failures',
    'notifications-failed',
    'events-lost',
  ])('fire for %s at the first one', (name) => {
    expect(alarm(name)).toMatchObject({
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      EvaluationPeriods: 1,
      TreatMissingData: 'notBreaching',
    })
  })

  it('count messages that wait or are being worked on as well', () => {
    const metrics = alarm('function-failures')['Metrics'] as readonly {
      readonly Expression?: string
      readonly MetricStat?: { readonly Metric: { readonly MetricName: string } }
    }[]
    expect(metrics.flatMap(({ MetricStat }) => MetricStat?.Metric.MetricName ?? []).toSorted()).toEqual([
      'ApproximateNumberOfMessagesDelayed',
      'ApproximateNumberOfMessagesNotVisible',
      'ApproximateNumberOfMessagesVisible',
    ])
  })

  it('each stand in docs/guide/operate.md, with what to do', () => {
    const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'guide', 'operate.md'), 'utf8')
    const names = alarmsOf(templates.everything).map(({ AlarmName }) =>
      String(AlarmName).replace('Runwarden-prod-', ''),
    )
    expect(names.length).toBeGreaterThan(10)
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
  })

  it('read metrics that are kept apart by installation', () => {
    const own = alarmsOf(templates.plain).filter(({ Namespace }) => Namespace === 'Runwarden')
    expect(own.length).toBe(7)
    expect(
      own.filter(
        ({ Dimensions }) =>
          JSON.stringify(Dimensions) !== '[{"Name":"FunctionName","Value":"Runwarden-prod-detector"}]',
      ),
    ).toEqual([])
  })

  it('are all on the dashboard', () => {
    const [dashboard] = resourcesOf(templates.plain, 'AWS::CloudWatch::Dashboard').map(
      ([, { Properties }]) => Properties,
    )
    const body = JSON.parse(String(dashboard?.['DashboardBody'])) as {
      readonly widgets: readonly {
        readonly type: string
        readonly properties: { readonly alarms?: readonly string[] }
      }[]
    }
    expect(body.widgets.find(({ type }) => type === 'alarm')?.properties.alarms?.length).toBe(15)
  })
})
