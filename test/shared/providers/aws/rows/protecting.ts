import type { Body } from '../fixture'
import type { ExpectedRow } from './expected-row'

/** A protection operation runs nothing; its record shows which resources it changes. */
const changes = (request: Body, targets: string, over: Partial<ExpectedRow> = {}): ExpectedRow => ({
  is: 'protection resource none',
  request,
  reads: { item: null, document: null, targets, payload: 'none' },
  ...over,
})

const TRAIL = 'arn:aws:cloudtrail:eu-west-1:123456789012:trail/main'
const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:alerts'
const SUBSCRIPTION = 'arn:aws:sns:eu-west-1:123456789012:alerts:00000000-0000-0000-0000-000000000001'
const QUEUE = 'https://sqs.eu-west-1.amazonaws.com/123456789012/failures'
const TABLE = 'arn:aws:dynamodb:eu-west-1:123456789012:table/history'
const FUNCTION = 'arn:aws:lambda:eu-west-1:123456789012:function:detector'

export const PROTECTING: Readonly<Record<string, ExpectedRow>> = {
  'cloudtrail:StopLogging': changes({ name: TRAIL }, 'arn:aws:cloudtrail:eu-west-1:123456789012:trail/main'),
  'cloudtrail:DeleteTrail': changes({ name: 'main' }, 'main'),
  'cloudtrail:UpdateTrail': changes({ name: 'main', isMultiRegionTrail: false }, 'main'),
  'cloudtrail:PutEventSelectors': changes({ trailName: 'main', eventSelectors: [] }, 'main'),

  'events:DisableRule': changes({ name: 'calls' }, 'calls'),
  'events:DeleteRule': changes({ name: 'calls', eventBusName: 'central' }, 'calls central'),
  'events:PutRule': changes({ name: 'calls', state: 'DISABLED' }, 'calls'),
  'events:PutTargets': changes({ rule: 'calls', targets: [{ id: '1', arn: FUNCTION }] }, 'calls'),
  'events:RemoveTargets': changes({ rule: 'calls', ids: ['1'] }, 'calls'),
  'events:PutPermission': changes({ eventBusName: 'central', principal: '*' }, 'central'),
  'events:RemovePermission': changes({ eventBusName: 'central', statementId: 'x' }, 'central'),
  'events:DeleteEventBus': changes({ name: 'central' }, 'central'),

  'lambda:DeleteFunction': changes({ functionName: 'detector' }, 'detector'),
  'lambda:UpdateFunctionCode': changes(
    { functionName: 'detector', dryRun: false },
    'detector arn:aws:lambda:eu-west-1:123456789012:function:detector',
    { response: { functionArn: FUNCTION } },
  ),
  'lambda:UpdateFunctionConfiguration': changes({ functionName: 'detector', timeout: 1 }, 'detector'),
  'lambda:PutFunctionConcurrency': changes({ functionName: 'detector', reservedConcurrentExecutions: 0 }, 'detector'),
  'lambda:RemovePermission': changes({ functionName: 'detector', statementId: 'rule' }, 'detector'),
  'lambda:PutFunctionEventInvokeConfig': changes({ functionName: 'detector', maximumRetryAttempts: 0 }, 'detector'),
  'lambda:UpdateFunctionEventInvokeConfig': changes({ functionName: 'detector', maximumRetryAttempts: 0 }, 'detector'),
  'lambda:DeleteFunctionEventInvokeConfig': changes({ functionName: 'detector' }, 'detector'),
  'lambda:UpdateEventSourceMapping': changes(
    { uUID: '00000000-0000-0000-0000-000000000002', functionName: 'detector', enabled: false },
    'detector 00000000-0000-0000-0000-000000000002',
  ),
  'lambda:DeleteEventSourceMapping': changes(
    { uUID: '00000000-0000-0000-0000-000000000002' },
    '00000000-0000-0000-0000-000000000002 arn:aws:lambda:eu-west-1:123456789012:function:detector',
    { response: { functionArn: FUNCTION } },
  ),

  'sns:Subscribe': changes(
    { topicArn: TOPIC, protocol: 'email', endpoint: 'HIDDEN' },
    'arn:aws:sns:eu-west-1:123456789012:alerts',
  ),
  'sns:DeleteTopic': changes({ topicArn: TOPIC }, 'arn:aws:sns:eu-west-1:123456789012:alerts'),
  'sns:SetTopicAttributes': changes(
    { topicArn: TOPIC, attributeName: 'Policy' },
    'arn:aws:sns:eu-west-1:123456789012:alerts',
  ),
  'sns:RemovePermission': changes({ topicArn: TOPIC, label: 'x' }, 'arn:aws:sns:eu-west-1:123456789012:alerts'),
  'sns:Unsubscribe': changes(
    { subscriptionArn: SUBSCRIPTION },
    'arn:aws:sns:eu-west-1:123456789012:alerts:00000000-0000-0000-0000-000000000001',
  ),
  'sns:SetSubscriptionAttributes': changes(
    { subscriptionArn: SUBSCRIPTION, attributeName: 'FilterPolicy' },
    'arn:aws:sns:eu-west-1:123456789012:alerts:00000000-0000-0000-0000-000000000001',
  ),

  'sqs:DeleteQueue': changes({ queueUrl: QUEUE }, 'https://sqs.eu-west-1.amazonaws.com/123456789012/failures'),
  'sqs:PurgeQueue': changes({ queueUrl: QUEUE }, 'https://sqs.eu-west-1.amazonaws.com/123456789012/failures'),
  'sqs:SetQueueAttributes': changes(
    { queueUrl: QUEUE, attributes: { VisibilityTimeout: '0' } },
    'https://sqs.eu-west-1.amazonaws.com/123456789012/failures',
  ),

  'dynamodb:DeleteTable': changes({ tableName: 'history' }, 'history'),
  'dynamodb:PutItem': changes(
    { tableName: 'history', key: { pk: 'x' } },
    'history arn:aws:dynamodb:eu-west-1:123456789012:table/history',
    { resources: [TABLE] },
  ),
  'dynamodb:UpdateItem': changes({ tableName: 'history', key: { pk: 'x' } }, 'history'),
  'dynamodb:DeleteItem': changes({ tableName: 'history', key: { pk: 'x' } }, 'history'),
  'dynamodb:BatchWriteItem': changes(
    { requestItems: { history: [] } },
    'arn:aws:dynamodb:eu-west-1:123456789012:table/history',
    { resources: [TABLE] },
  ),

  'kms:DisableKey': changes({ keyId: 'alias/runwarden' }, 'alias/runwarden'),
  'kms:ScheduleKeyDeletion': changes({ keyId: 'alias/runwarden', pendingWindowInDays: 7 }, 'alias/runwarden'),
  'kms:PutKeyPolicy': changes({ keyId: 'alias/runwarden', policyName: 'default' }, 'alias/runwarden'),

  'logs:DeleteLogGroup': changes({ logGroupName: 'detector' }, 'detector'),
  'logs:DeleteMetricFilter': changes({ logGroupName: 'detector', filterName: 'errors' }, 'detector'),

  'monitoring:DeleteAlarms': changes({ alarmNames: ['heartbeat', 'quarantine'] }, 'heartbeat quarantine'),
  'monitoring:DisableAlarmActions': changes({ alarmNames: ['heartbeat'] }, 'heartbeat'),
  'monitoring:PutMetricAlarm': changes({ alarmName: 'heartbeat', threshold: 0 }, 'heartbeat'),

  'iam:DeleteRole': changes({ roleName: 'detector' }, 'detector'),
  'iam:DeleteRolePolicy': changes({ roleName: 'detector', policyName: 'inline' }, 'detector'),
  'iam:DetachRolePolicy': changes({ roleName: 'detector', policyArn: 'arn:aws:iam::aws:policy/Any' }, 'detector'),
  'iam:PutRolePermissionsBoundary': changes({ roleName: 'detector', permissionsBoundary: 'x' }, 'detector'),
  'iam:UpdateAssumeRolePolicy': changes({ roleName: 'detector', policyDocument: '{}' }, 'detector'),

  'ssm:PutParameter': changes(
    { name: '/runwarden/prod/suppressions', overwrite: true },
    '/runwarden/prod/suppressions',
  ),
  'ssm:DeleteParameter': changes({ name: '/runwarden/prod/suppressions' }, '/runwarden/prod/suppressions'),
  'ssm:DeleteParameters': changes({ names: ['/runwarden/a', '/runwarden/b'] }, '/runwarden/a /runwarden/b'),
}
