import type { OperationSpec } from '../../model/operation'
import type { CloudTrailRecord } from './cloudtrail'
import { deniedResource } from './denied-resource'
import { textOf, textsOf } from './read-field'

const row = (name: string, runs: string): OperationSpec => ({
  name,
  family: 'protection',
  runs: `nothing; it ${runs}`,
  text: 'none',
  acts: 'resource',
})

/**
 * Operations that can blind or break Runwarden when they hit its own resources or the trail that feeds it. In an
 * ordinary account they are common: the activity names the resources, and whoever knows Runwarden's own decides.
 */
export const PROTECTION_OPERATIONS: readonly OperationSpec[] = [
  row('cloudtrail:StopLogging', 'stops a trail'),
  row('cloudtrail:DeleteTrail', 'deletes a trail'),
  row('cloudtrail:UpdateTrail', 'changes a trail'),
  row('cloudtrail:PutEventSelectors', 'changes what a trail records'),

  row('events:DisableRule', 'switches an event rule off'),
  row('events:DeleteRule', 'deletes an event rule'),
  row('events:PutRule', 'changes an event rule'),
  row('events:PutTargets', 'changes where an event rule sends'),
  row('events:RemoveTargets', 'removes targets of an event rule'),
  row('events:PutPermission', 'changes who may send to an event bus'),
  row('events:RemovePermission', 'changes who may send to an event bus'),
  row('events:DeleteEventBus', 'deletes an event bus'),

  row('lambda:DeleteFunction', 'deletes a function'),
  row('lambda:UpdateFunctionCode', 'replaces the code of a function'),
  row('lambda:UpdateFunctionConfiguration', 'changes the settings of a function'),
  row('lambda:PutFunctionConcurrency', 'limits or stops a function'),
  row('lambda:RemovePermission', 'removes the right to call a function'),
  row('lambda:PutFunctionEventInvokeConfig', 'changes where failures of a function go'),
  row('lambda:UpdateFunctionEventInvokeConfig', 'changes where failures of a function go'),
  row('lambda:DeleteFunctionEventInvokeConfig', 'removes where failures of a function go'),
  row('lambda:UpdateEventSourceMapping', 'changes the source of a function'),
  row('lambda:DeleteEventSourceMapping', 'removes the source of a function'),

  row('sns:Subscribe', 'lets somebody else read what a topic sends'),
  row('sns:DeleteTopic', 'deletes a topic'),
  row('sns:SetTopicAttributes', 'changes a topic'),
  row('sns:RemovePermission', 'changes who may publish to a topic'),
  row('sns:Unsubscribe', 'removes a receiver of a topic'),
  row('sns:SetSubscriptionAttributes', 'changes what a receiver of a topic gets'),

  row('sqs:DeleteQueue', 'deletes a queue'),
  row('sqs:PurgeQueue', 'empties a queue'),
  row('sqs:SetQueueAttributes', 'changes a queue'),

  row('dynamodb:DeleteTable', 'deletes a table'),
  row('dynamodb:PutItem', 'writes to a table'),
  row('dynamodb:UpdateItem', 'writes to a table'),
  row('dynamodb:DeleteItem', 'deletes from a table'),
  row('dynamodb:BatchWriteItem', 'writes to tables'),

  row('kms:DisableKey', 'switches a key off'),
  row('kms:ScheduleKeyDeletion', 'deletes a key'),
  row('kms:PutKeyPolicy', 'changes who may use a key'),

  row('logs:DeleteLogGroup', 'deletes a log group'),
  row('logs:DeleteMetricFilter', 'deletes a metric filter'),

  row('monitoring:DeleteAlarms', 'deletes alarms'),
  row('monitoring:DisableAlarmActions', 'silences alarms'),
  row('monitoring:PutMetricAlarm', 'changes an alarm'),

  row('iam:DeleteRole', 'deletes a role'),
  row('iam:DeleteRolePolicy', 'takes rights from a role'),
  row('iam:DetachRolePolicy', 'takes rights from a role'),
  row('iam:PutRolePermissionsBoundary', 'limits a role'),
  row('iam:UpdateAssumeRolePolicy', 'changes who may take a role'),

  row('ssm:PutParameter', 'changes a setting'),
  row('ssm:DeleteParameter', 'deletes a setting'),
  row('ssm:DeleteParameters', 'deletes settings'),
]

/** Role policies both grant the use of Systems Manager (family identity) and break a role (family protection). */
export const ROLE_POLICY_OPERATIONS: ReadonlySet<string> = new Set(['iam:AttachRolePolicy', 'iam:PutRolePolicy'])

const NAMES: ReadonlySet<string> = new Set([
  ...PROTECTION_OPERATIONS.map(({ name }) => name),
  ...ROLE_POLICY_OPERATIONS,
])

/** Whether an operation can hurt Runwarden itself, whatever family its activity has. */
export const isProtectionOperation = (name: string): boolean => NAMES.has(name)

const RESOURCE_FIELDS = [
  'name',
  'names',
  'rule',
  'eventBusName',
  'trailName',
  'functionName',
  'uUID',
  'topicArn',
  'subscriptionArn',
  'queueUrl',
  'tableName',
  'keyId',
  'logGroupName',
  'alarmName',
  'alarmNames',
  'roleName',
] as const

/** Names, ARNs and URLs of the resources a protection operation acts on, as the record writes them. */
export const protectedResources = (record: CloudTrailRecord): readonly string[] => {
  const named = RESOURCE_FIELDS.flatMap((field) => textsOf(record.request, field))
  const functionArn = textOf(record.response, 'functionArn')
  const denied = deniedResource(record.errorMessage)
  return [
    ...new Set([
      ...named,
      ...record.resources,
      ...(functionArn === null ? [] : [functionArn]),
      ...(denied === null ? [] : [denied]),
    ]),
  ]
}
