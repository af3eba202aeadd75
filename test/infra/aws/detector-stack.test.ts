import { App } from 'aws-cdk-lib'
import { Annotations, Match } from 'aws-cdk-lib/assertions'
import { readContext } from '../../../infra/aws/context/read-context'
import { DetectorStack } from '../../../infra/aws/detector-stack'
import { EVERYTHING, PLAIN } from './support/contexts'
import { resolveTemplate, resourcesOf } from './support/resolve-template'
import { synthesize, type Resource } from './support/synthesize'

const plain = resolveTemplate(synthesize(PLAIN)['detector']!)
const everything = resolveTemplate(synthesize(EVERYTHING)['detector']!)

const only = (template: typeof plain, type: string): Resource => {
  const found = resourcesOf(template, type)
  if (found.length !== 1) throw new Error(`${found.length} resources of type ${type}, expected one`)
  return found[0]![1]
}

const environment = (template: typeof plain): Readonly<Record<string, string>> =>
  (
    only(template, 'AWS::Lambda::Function').Properties['Environment'] as {
      readonly Variables: Readonly<Record<string, string>>
    }
  ).Variables

const queue = (template: typeof plain, name: string): Resource => {
  const found = resourcesOf(template, 'AWS::SQS::Queue').find(([id]) => id.startsWith(`Queues${name}`))
  if (found === undefined) throw new Error(`no queue ${name}`)
  return found[1]
}

describe('the function', () => {
  const { Properties: detector } = only(plain, 'AWS::Lambda::Function')

  it('runs Node 24 on arm64 with traces and JSON logs', () => {
    expect(detector).toMatchObject({
      FunctionName: 'Runwarden-prod-detector',
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      MemorySize: 512,
      Timeout: 30,
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogFormat: 'JSON' },
    })
    expect(detector).not.toHaveProperty('ReservedConcurrentExecutions')
    expect(only(everything, 'AWS::Lambda::Function').Properties).toMatchObject({ ReservedConcurrentExecutions: 5 })
  })

  it('gets every generated setting from the stack', () => {
    expect(environment(plain)).toEqual({
      RUNWARDEN_TOPIC_ARN: 'arn:aws:sns:eu-west-1:123456789012:Runwarden-prod-alerts',
      RUNWARDEN_OPERATIONS_TOPIC_ARN: 'arn:aws:sns:eu-west-1:123456789012:Runwarden-prod-operations',
      RUNWARDEN_TABLE: expect.stringMatching(/^Runwarden-prod-StateTable/),
      RUNWARDEN_QUARANTINE_QUEUE_URL: expect.stringMatching(/^https:\/\/sqs\..*\/Runwarden-prod-QueuesQuarantine/),
      RUNWARDEN_FAILURE_QUEUE_URLS: expect.stringMatching(
        /^\["https:.*RuleFailures.*","https:.*FunctionFailures.*"\]$/,
      ),
      RUNWARDEN_OWN_RESOURCES: '["*Runwarden-prod-*","*runwarden-azure-publisher"]',
      RUNWARDEN_INSTALLED_AT: '2026-01-10T03:14:00.123Z',
    })
  })

  it('gets the settings of the context, and further resources to guard', () => {
    expect(environment(everything)).toMatchObject({
      RUNWARDEN_MIN_SEVERITY: 'low',
      RUNWARDEN_MASS_TARGETS: '5',
      RUNWARDEN_SUPPRESSIONS: 'ssm:/runwarden/prod/suppressions',
      RUNWARDEN_MEMBER_ROLE_NAME: 'runwarden-reader',
      RUNWARDEN_DEPLOYERS: '["aws:123456789012:role/deploy-*"]',
      RUNWARDEN_JSON_TOPIC_ARN: 'arn:aws:sns:eu-west-1:123456789012:Runwarden-prod-alerts-json',
      RUNWARDEN_CHAT_TOPIC_ARN: 'arn:aws:sns:eu-west-1:123456789012:Runwarden-prod-alerts-chat',
    })
    expect(JSON.parse(environment(everything)['RUNWARDEN_OWN_RESOURCES']!)).toEqual([
      '*Runwarden-prod-*',
      '*runwarden-azure-publisher',
      'arn:aws:cloudtrail:eu-west-1:123456789012:trail/main',
      'main',
      'arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-0000-0000-000000000001',
      '00000000-0000-0000-0000-000000000001',
      '*/runwarden/prod/suppressions',
    ])
  })

  it('keeps what it fails on: two more tries, then the failure queue', () => {
    expect(only(plain, 'AWS::Lambda::EventInvokeConfig').Properties).toMatchObject({
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 21_600,
      DestinationConfig: { OnFailure: { Destination: expect.stringContaining('FunctionFailures') } },
    })
  })

  it('takes digests of the Azure half from their queue, and reports each that failed', () => {
    expect(only(plain, 'AWS::Lambda::EventSourceMapping').Properties).toMatchObject({
      EventSourceArn: expect.stringContaining('Digests'),
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    })
    expect(resourcesOf(plain, 'AWS::SNS::Subscription').map(([, { Properties }]) => Properties)).toContainEqual(
      expect.objectContaining({
        Protocol: 'sqs',
        TopicArn: expect.stringContaining('Runwarden-prod-digests'),
        Endpoint: expect.stringContaining('Digests'),
      }),
    )
  })
})

describe('the state', () => {
  it('is one table with string keys, expiry and point-in-time recovery', () => {
    expect(only(plain, 'AWS::DynamoDB::Table').Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
    })
  })

  it('outlives the stack unless it shall not', () => {
    const kept = (template: typeof plain): readonly string[] =>
      Object.values(template.Resources).flatMap(({ Type, DeletionPolicy }) =>
        DeletionPolicy === 'Retain' ? [Type] : [],
      )
    expect(kept(plain).toSorted()).toEqual(['AWS::DynamoDB::Table', 'AWS::Logs::LogGroup', 'AWS::SQS::Queue'])
    expect(kept(everything).toSorted()).toEqual([
      'AWS::DynamoDB::Table',
      'AWS::KMS::Key',
      'AWS::Logs::LogGroup',
      'AWS::SQS::Queue',
    ])
    const discarded = synthesize({ ...EVERYTHING, retainState: false })['detector']!
    expect(kept(discarded)).toEqual([])
    expect(only(discarded, 'AWS::DynamoDB::Table').Properties).toMatchObject({ DeletionProtectionEnabled: false })
  })

  it('has no fixed name where it is kept, so that it can be deployed again', () => {
    const named = Object.values(plain.Resources).filter(({ DeletionPolicy }) => DeletionPolicy === 'Retain')
    expect(
      named.flatMap(({ Properties }) => ['TableName', 'QueueName', 'LogGroupName'].filter((key) => key in Properties)),
    ).toEqual([])
  })
})

describe('the queues', () => {
  it.each(['RuleFailures', 'FunctionFailures', 'Digests'])(
    '%s tries every 15 minutes for a day and then gives up to quarantine',
    (name) => {
      expect(queue(plain, name).Properties).toMatchObject({
        VisibilityTimeout: 900,
        RedrivePolicy: { maxReceiveCount: 96, deadLetterTargetArn: expect.stringContaining('Quarantine') },
      })
    },
  )

  it('hold everything for 14 days', () => {
    expect(
      resourcesOf(plain, 'AWS::SQS::Queue').map(([, { Properties }]) => Properties['MessageRetentionPeriod']),
    ).toEqual(Array.from({ length: 5 }, () => 1_209_600))
  })
})

describe('the topics', () => {
  const subscriptions = (template: typeof plain): readonly string[] =>
    resourcesOf(template, 'AWS::SNS::Subscription').flatMap(([, { Properties }]) =>
      Properties['Protocol'] === 'email'
        ? [`${String(Properties['TopicArn']).split('-').at(-1)} ${String(Properties['Endpoint'])}`]
        : [],
    )

  it('mail to those named; notices about Runwarden go to the same people unless others are named', () => {
    expect(subscriptions(plain).toSorted()).toEqual(['alerts me@example.com', 'operations me@example.com'])
    expect(subscriptions(everything).toSorted()).toEqual([
      'alerts me@example.com',
      'operations night@example.com',
      'operations ops@example.com',
    ])
  })

  it('keep what no subscriber took', () => {
    const all = resourcesOf(everything, 'AWS::SNS::Subscription').map(
      ([, { Properties }]) => Properties['RedrivePolicy'],
    )
    expect(all).toEqual(
      Array.from({ length: 4 }, () => ({ deadLetterTargetArn: expect.stringContaining('Undelivered') })),
    )
  })

  it('are refused to callers without TLS, as the queues are', () => {
    const denied = ['AWS::SNS::TopicPolicy', 'AWS::SQS::QueuePolicy']
      .flatMap((type) => resourcesOf(everything, type))
      .map(([, { Properties }]) => JSON.stringify(Properties['PolicyDocument']))
    expect(denied).toHaveLength(10)
    expect(
      denied.filter(
        (policy) => !policy.includes('"Effect":"Deny"') || !policy.includes('"aws:SecureTransport":"false"'),
      ),
    ).toEqual([])
  })
})

describe('a key of an older version', () => {
  it('is a warning at synth that says what to write', () => {
    const notice = 'oldKey is called newKey now; write newKey instead'
    const deployment = { ...readContext(PLAIN).deployment, notices: [notice] }
    const warned = new DetectorStack(new App(), 'detector', { deployment, bundleFolder: __dirname })
    const warnings = Annotations.fromStack(warned).findWarning('*', Match.stringLikeRegexp(notice))
    expect(warnings.map(({ id }) => id)).toEqual(['/detector'])
  })
})

describe('the outputs', () => {
  it('hold everything that an operator clicks or copies', () => {
    expect(Object.keys(everything.Outputs ?? {}).toSorted()).toEqual([
      'AlertsTopicArn',
      'AzurePublisherRoleArn',
      'CentralBusArn',
      'ChatTopicArn',
      'DashboardUrl',
      'DetectorRoleArn',
      'DigestTopicArn',
      'FunctionFailuresQueueUrl',
      'FunctionName',
      'FunctionUrl',
      'JsonTopicArn',
      'LogGroupName',
      'LogInsightsQuery',
      'LogInsightsUrl',
      'OperationsTopicArn',
      'QuarantineQueueUrl',
      'RuleFailuresQueueUrl',
      'TableName',
      'UndeliveredQueueUrl',
    ])
  })

  it.each([
    ['aws', 'eu-west-1', 'https://eu-west-1.console.aws.amazon.com/'],
    ['aws-us-gov', 'us-gov-west-1', 'https://us-gov-west-1.console.amazonaws-us-gov.com/'],
    ['aws-cn', 'cn-north-1', 'https://cn-north-1.console.amazonaws.cn/'],
  ])('link to the console of partition %s', (partition, region, console) => {
    const template = resolveTemplate(synthesize({ ...PLAIN, partition })['detector']!, {
      account: '123456789012',
      region,
      partition,
      parameters: {},
    })
    expect(String(template.Outputs?.['DashboardUrl']?.Value)).toBe(
      `${console}cloudwatch/home?region=${region}#dashboards:name=Runwarden-prod`,
    )
    expect(template.Outputs?.['AzurePublisherRoleArn']?.Value).toBe(
      `arn:${partition}:iam::123456789012:role/runwarden-azure-publisher`,
    )
  })
})

describe('what holds for every resource', () => {
  it('is a name that begins with the stage, where it has one', () => {
    const named = Object.values(
      resolveTemplate(synthesize({ ...EVERYTHING, stage: 'test' })['detector']!).Resources,
    ).flatMap(({ Properties }) =>
      ['TopicName', 'FunctionName', 'RoleName', 'AlarmName', 'DashboardName', 'Name', 'AliasName'].flatMap((key) =>
        typeof Properties[key] === 'string' ? Properties[key] : [],
      ),
    )
    expect(named.length).toBeGreaterThan(50)
    expect(named.filter((name) => !/(?:^|[:/])Runwarden-test/.test(name))).toEqual(['runwarden-azure-publisher'])
  })

  it('is tagged', () => {
    expect(only(everything, 'AWS::Lambda::Function').Properties['Tags']).toEqual([
      { Key: 'cost-center', Value: '4711' },
      { Key: 'Project', Value: 'Runwarden' },
      { Key: 'Stage', Value: 'prod' },
    ])
  })

  it('is bounded, when it is a role', () => {
    const roles = resourcesOf(everything, 'AWS::IAM::Role').map(([, { Properties }]) =>
      JSON.stringify(Properties['PermissionsBoundary']),
    )
    expect(roles).toHaveLength(2)
    expect(roles.filter((boundary) => !boundary.includes('policy/workload-boundary'))).toEqual([])
  })

  it.each([
    ['aws', 'eu-west-1', 'logs.eu-west-1.amazonaws.com'],
    ['aws-us-gov', 'us-gov-west-1', 'logs.us-gov-west-1.amazonaws.com'],
    ['aws-cn', 'cn-north-1', 'logs.cn-north-1.amazonaws.com.cn'],
  ])('can be logged under the key in partition %s', (partition, region, service) => {
    const template = resolveTemplate(synthesize({ ...PLAIN, kms: true, partition })['detector']!, {
      account: '123456789012',
      region,
      partition,
      parameters: {},
    })
    expect(only(template, 'AWS::KMS::Key').Properties['KeyPolicy']).toMatchObject({
      Statement: expect.arrayContaining([
        expect.objectContaining({ Sid: 'LetLogsEncrypt', Principal: { Service: service } }),
      ]),
    })
  })

  it('is encrypted with the one key, when one is asked for', () => {
    const encrypted: Readonly<Record<string, string>> = {
      'AWS::SNS::Topic': 'KmsMasterKeyId',
      'AWS::SQS::Queue': 'KmsMasterKeyId',
      'AWS::DynamoDB::Table': 'SSESpecification',
      'AWS::Logs::LogGroup': 'KmsKeyId',
      'AWS::Lambda::Function': 'KmsKeyArn',
    }
    for (const [type, property] of Object.entries(encrypted)) {
      const resources = resourcesOf(everything, type)
      expect(
        resources.filter(([, { Properties }]) =>
          JSON.stringify(Properties[property] ?? '').includes('00000000-0000-0000-0000-000000000001'),
        ).length,
      ).toBe(resources.length)
      expect(resources.length).toBeGreaterThan(0)
    }
  })
})
