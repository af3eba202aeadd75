import { neverText } from '../payload'
import { touchedTargets } from '../targets'
import { rowsThatRunNothing, type AwsOperation } from './row'

const protection = rowsThatRunNothing('protection', {
  canTamper: true,
  payload: neverText,
  targets: touchedTargets,
})

const ofOurOwnTables = { delivery: 'of our own tables' } as const

/**
 * Operations that can blind or break Runwarden when they hit its own resources or the trail that feeds it. In an
 * ordinary account they are common: the activity names the resources, and the rule that knows Runwarden's own decides.
 */
export const PROTECTING_OPERATIONS: readonly AwsOperation[] = [
  protection('cloudtrail:StopLogging', 'stops a trail'),
  protection('cloudtrail:DeleteTrail', 'deletes a trail'),
  protection('cloudtrail:UpdateTrail', 'changes a trail'),
  protection('cloudtrail:PutEventSelectors', 'changes what a trail records'),

  protection('events:DisableRule', 'switches an event rule off'),
  protection('events:DeleteRule', 'deletes an event rule'),
  protection('events:PutRule', 'changes an event rule'),
  protection('events:PutTargets', 'changes where an event rule sends'),
  protection('events:RemoveTargets', 'removes targets of an event rule'),
  protection('events:PutPermission', 'changes who may send to an event bus'),
  protection('events:RemovePermission', 'changes who may send to an event bus'),
  protection('events:DeleteEventBus', 'deletes an event bus'),

  protection('lambda:DeleteFunction', 'deletes a function'),
  protection('lambda:UpdateFunctionCode', 'replaces the code of a function'),
  protection('lambda:UpdateFunctionConfiguration', 'changes the settings of a function'),
  protection('lambda:PutFunctionConcurrency', 'limits or stops a function'),
  protection('lambda:RemovePermission', 'removes the right to call a function'),
  protection('lambda:PutFunctionEventInvokeConfig', 'changes where failures of a function go'),
  protection('lambda:UpdateFunctionEventInvokeConfig', 'changes where failures of a function go'),
  protection('lambda:DeleteFunctionEventInvokeConfig', 'removes where failures of a function go'),
  protection('lambda:UpdateEventSourceMapping', 'changes the source of a function'),
  protection('lambda:DeleteEventSourceMapping', 'removes the source of a function'),

  protection('sns:Subscribe', 'lets somebody else read what a topic sends'),
  protection('sns:DeleteTopic', 'deletes a topic'),
  protection('sns:SetTopicAttributes', 'changes a topic'),
  protection('sns:RemovePermission', 'changes who may publish to a topic'),
  protection('sns:Unsubscribe', 'removes a receiver of a topic'),
  protection('sns:SetSubscriptionAttributes', 'changes what a receiver of a topic gets'),

  protection('sqs:DeleteQueue', 'deletes a queue'),
  protection('sqs:PurgeQueue', 'empties a queue'),
  protection('sqs:SetQueueAttributes', 'changes a queue'),

  protection('dynamodb:DeleteTable', 'deletes a table'),
  protection('dynamodb:PutItem', 'writes to a table', ofOurOwnTables),
  protection('dynamodb:UpdateItem', 'writes to a table', ofOurOwnTables),
  protection('dynamodb:DeleteItem', 'deletes from a table', ofOurOwnTables),
  protection('dynamodb:BatchWriteItem', 'writes to tables', ofOurOwnTables),

  protection('kms:DisableKey', 'switches a key off'),
  protection('kms:ScheduleKeyDeletion', 'deletes a key'),
  protection('kms:PutKeyPolicy', 'changes who may use a key'),

  protection('logs:DeleteLogGroup', 'deletes a log group'),
  protection('logs:DeleteMetricFilter', 'deletes a metric filter'),

  protection('monitoring:DeleteAlarms', 'deletes alarms'),
  protection('monitoring:DisableAlarmActions', 'silences alarms'),
  protection('monitoring:PutMetricAlarm', 'changes an alarm'),

  protection('iam:DeleteRole', 'deletes a role'),
  protection('iam:DeleteRolePolicy', 'takes rights from a role'),
  protection('iam:DetachRolePolicy', 'takes rights from a role'),
  protection('iam:PutRolePermissionsBoundary', 'limits a role'),
  protection('iam:UpdateAssumeRolePolicy', 'changes who may take a role'),

  protection('ssm:PutParameter', 'changes a setting'),
  protection('ssm:DeleteParameter', 'deletes a setting'),
  protection('ssm:DeleteParameters', 'deletes settings'),
]
