import type { Targets } from '../../../../shared/model/activity'
import { AWS_OPERATIONS } from '../../../../shared/providers/aws/operations'
import { activityOf, call, normalizeBody, readFixture, type Body } from './fixture'

const touched = (operation: string, request: unknown, over: Body = {}): Targets =>
  activityOf(normalizeBody(call(operation, request, over))).targets

const REQUESTS: Readonly<Record<string, [request: Body, resources: readonly string[]]>> = {
  'cloudtrail:StopLogging': [{ name: 'trail' }, ['trail']],
  'cloudtrail:DeleteTrail': [
    { name: 'arn:aws:cloudtrail:eu-west-1:123456789012:trail/x' },
    ['arn:aws:cloudtrail:eu-west-1:123456789012:trail/x'],
  ],
  'cloudtrail:UpdateTrail': [{ name: 'trail' }, ['trail']],
  'cloudtrail:PutEventSelectors': [{ trailName: 'trail' }, ['trail']],
  'events:DisableRule': [{ name: 'rule' }, ['rule']],
  'events:DeleteRule': [{ name: 'rule', eventBusName: 'bus' }, ['rule', 'bus']],
  'events:PutRule': [{ name: 'rule', state: 'DISABLED' }, ['rule']],
  'events:PutTargets': [{ rule: 'rule', targets: [{ id: 'x', arn: 'y' }] }, ['rule']],
  'events:RemoveTargets': [{ rule: 'rule', ids: ['x'] }, ['rule']],
  'events:PutPermission': [{ eventBusName: 'bus', principal: '*' }, ['bus']],
  'events:RemovePermission': [{ eventBusName: 'bus' }, ['bus']],
  'events:DeleteEventBus': [{ name: 'bus' }, ['bus']],
  'lambda:DeleteFunction': [{ functionName: 'function' }, ['function']],
  'lambda:UpdateFunctionCode': [{ functionName: 'function' }, ['function']],
  'lambda:UpdateFunctionConfiguration': [{ functionName: 'function' }, ['function']],
  'lambda:PutFunctionConcurrency': [{ functionName: 'function', reservedConcurrentExecutions: 0 }, ['function']],
  'lambda:RemovePermission': [{ functionName: 'function' }, ['function']],
  'lambda:PutFunctionEventInvokeConfig': [{ functionName: 'function' }, ['function']],
  'lambda:UpdateFunctionEventInvokeConfig': [{ functionName: 'function' }, ['function']],
  'lambda:DeleteFunctionEventInvokeConfig': [{ functionName: 'function' }, ['function']],
  'lambda:UpdateEventSourceMapping': [{ uUID: 'mapping', functionName: 'function' }, ['function', 'mapping']],
  'lambda:DeleteEventSourceMapping': [{ uUID: 'mapping' }, ['mapping']],
  'sns:Subscribe': [{ topicArn: 'topic', protocol: 'email' }, ['topic']],
  'sns:DeleteTopic': [{ topicArn: 'topic' }, ['topic']],
  'sns:SetTopicAttributes': [{ topicArn: 'topic', attributeName: 'Policy' }, ['topic']],
  'sns:RemovePermission': [{ topicArn: 'topic' }, ['topic']],
  'sns:Unsubscribe': [{ subscriptionArn: 'subscription' }, ['subscription']],
  'sns:SetSubscriptionAttributes': [{ subscriptionArn: 'subscription' }, ['subscription']],
  'sqs:DeleteQueue': [{ queueUrl: 'queue' }, ['queue']],
  'sqs:PurgeQueue': [{ queueUrl: 'queue' }, ['queue']],
  'sqs:SetQueueAttributes': [{ queueUrl: 'queue' }, ['queue']],
  'dynamodb:DeleteTable': [{ tableName: 'table' }, ['table']],
  'dynamodb:PutItem': [{ tableName: 'table' }, ['table']],
  'dynamodb:UpdateItem': [{ tableName: 'table', key: { name: 'x' } }, ['table']],
  'dynamodb:DeleteItem': [{ tableName: 'table' }, ['table']],
  'dynamodb:BatchWriteItem': [{ requestItems: {} }, []],
  'kms:DisableKey': [{ keyId: 'key' }, ['key']],
  'kms:ScheduleKeyDeletion': [{ keyId: 'key' }, ['key']],
  'kms:PutKeyPolicy': [{ keyId: 'key' }, ['key']],
  'logs:DeleteLogGroup': [{ logGroupName: 'group' }, ['group']],
  'logs:DeleteMetricFilter': [{ logGroupName: 'group', filterName: 'x' }, ['group']],
  'monitoring:DeleteAlarms': [{ alarmNames: ['one', 'two'] }, ['one', 'two']],
  'monitoring:DisableAlarmActions': [{ alarmNames: ['one'] }, ['one']],
  'monitoring:PutMetricAlarm': [{ alarmName: 'one' }, ['one']],
  'iam:DeleteRole': [{ roleName: 'role' }, ['role']],
  'iam:DeleteRolePolicy': [{ roleName: 'role', policyName: 'x' }, ['role']],
  'iam:DetachRolePolicy': [{ roleName: 'role', policyArn: 'x' }, ['role']],
  'iam:PutRolePermissionsBoundary': [{ roleName: 'role' }, ['role']],
  'iam:UpdateAssumeRolePolicy': [{ roleName: 'role' }, ['role']],
  'ssm:PutParameter': [{ name: '/runwarden/suppressions', value: 'HIDDEN' }, ['/runwarden/suppressions']],
  'ssm:DeleteParameter': [{ name: '/runwarden/suppressions' }, ['/runwarden/suppressions']],
  'ssm:DeleteParameters': [{ names: ['a', 'b'] }, ['a', 'b']],
}

describe('operations that can hurt Runwarden', () => {
  it.each(AWS_OPERATIONS.filter(({ family }) => family === 'protection').map(({ name }) => name))(
    '%s tells what it touches',
    (name) => {
      const [request, resources] = REQUESTS[name] ?? [{}, ['a request in this test']]
      expect(touched(name, request)).toEqual(
        resources.length === 0 ? { kind: 'unknown', reason: 'not in the record' } : { kind: 'listed', ids: resources },
      )
    },
  )

  it('tells the ARNs that the record lists beside the parameters', () => {
    expect(activityOf(normalizeBody(readFixture('table-write'))).targets).toEqual({
      kind: 'listed',
      ids: ['Runwarden-State', 'arn:aws:dynamodb:eu-west-1:123456789012:table/Runwarden-State'],
    })
    expect(activityOf(normalizeBody(readFixture('update-function-code'))).targets).toEqual({
      kind: 'listed',
      ids: ['Runwarden-Detector', 'arn:aws:lambda:eu-west-1:123456789012:function:Runwarden-Detector'],
    })
  })

  it('tells what a denied call was aimed at', () => {
    const message =
      'User: x is not authorized to perform: events:DisableRule on resource: arn:aws:events:eu-west-1:123456789012:rule/Runwarden-ssm because of y'
    expect(touched('events:DisableRule', null, { errorCode: 'AccessDenied', errorMessage: message })).toEqual({
      kind: 'listed',
      ids: ['arn:aws:events:eu-west-1:123456789012:rule/Runwarden-ssm'],
    })
  })

  it('names the role even when its new policy speaks of Systems Manager', () => {
    const policyDocument = '{"Statement":[{"Effect":"Deny","Action":["sns:*","ssm:*"],"Resource":"*"}]}'
    expect(
      activityOf(
        normalizeBody(call('iam:PutRolePolicy', { roleName: 'Runwarden-Detector', policyName: 'x', policyDocument })),
      ),
    ).toMatchObject({ family: 'identity', targets: { kind: 'listed', ids: ['Runwarden-Detector'] } })
  })
})
