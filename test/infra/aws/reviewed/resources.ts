// Kept by hand, as reviewed: how many resources of each type a deployment with everything switched on has.

export const REVIEWED_RESOURCES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  detector: {
    'AWS::CloudWatch::Alarm': 15,
    'AWS::CloudWatch::Dashboard': 1,
    'AWS::DynamoDB::Table': 1,
    'AWS::Events::EventBus': 1,
    'AWS::Events::EventBusPolicy': 2,
    'AWS::Events::Rule': 37,
    'AWS::IAM::OIDCProvider': 1,
    'AWS::IAM::Policy': 2,
    'AWS::IAM::Role': 2,
    'AWS::KMS::Alias': 1,
    'AWS::KMS::Key': 1,
    'AWS::Lambda::EventInvokeConfig': 1,
    'AWS::Lambda::EventSourceMapping': 1,
    'AWS::Lambda::Function': 1,
    'AWS::Lambda::Permission': 1,
    'AWS::Logs::LogGroup': 1,
    'AWS::Logs::QueryDefinition': 1,
    'AWS::SNS::Subscription': 4,
    'AWS::SNS::Topic': 5,
    'AWS::SNS::TopicPolicy': 5,
    'AWS::SQS::Queue': 5,
    'AWS::SQS::QueuePolicy': 5,
  },
  forwarder: {
    'AWS::CloudWatch::Alarm': 1,
    'AWS::Events::Rule': 22,
    'AWS::IAM::Policy': 1,
    'AWS::IAM::Role': 1,
    'AWS::SQS::Queue': 1,
    'AWS::SQS::QueuePolicy': 1,
  },
  global: {
    'AWS::CloudWatch::Alarm': 1,
    'AWS::Events::Rule': 3,
    'AWS::IAM::Policy': 1,
    'AWS::IAM::Role': 1,
    'AWS::SQS::Queue': 1,
    'AWS::SQS::QueuePolicy': 1,
  },
  member: {
    'AWS::IAM::Policy': 1,
    'AWS::IAM::Role': 1,
  },
}

const queue = (policy: 'Retain' | 'Delete') => ({
  Type: 'AWS::SQS::Queue',
  UpdateReplacePolicy: policy,
  Properties: { SqsManagedSseEnabled: true },
})

/**
 * Resources that hold what must outlive an update, topics that people have subscribed to, and what no other test looks
 * at, by their logical ids: another id is another resource, which is empty.
 */
export const REVIEWED_PROPERTIES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  StateTable962DE04C: { Type: 'AWS::DynamoDB::Table', UpdateReplacePolicy: 'Retain' },
  QueuesQuarantineEF8D9F35: queue('Retain'),
  QueuesUndelivered054FE721: queue('Delete'),
  QueuesRuleFailuresB56ED857: queue('Delete'),
  QueuesFunctionFailuresE5F0E732: queue('Delete'),
  QueuesDigests68BE394D: queue('Delete'),
  TopicsAlerts790CC8DD: { Type: 'AWS::SNS::Topic' },
  TopicsOperations73808476: { Type: 'AWS::SNS::Topic' },
  TopicsDigestsCC9C3D5D: { Type: 'AWS::SNS::Topic' },
  DetectorLogs1FFA9796: {
    Type: 'AWS::Logs::LogGroup',
    UpdateReplacePolicy: 'Retain',
    Properties: { RetentionInDays: 90 },
  },
  DetectorFunctionSqsEventSourcedetectorQueuesDigests678E8B0CFF76E99B: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: { BatchSize: 10, ScalingConfig: { MaximumConcurrency: 5 } },
  },
}
