import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { RuleTarget } from './event-rule'

/** One line of a notice: words, with `<name>` for a field of the event. */
type Line = string

/** Fields of a CloudTrail event that a notice may show; AWS bounds the characters of each. */
const CALL_FIELDS: Readonly<Record<string, string>> = {
  call: '$.detail.eventName',
  service: '$.detail.eventSource',
  caller: '$.detail.userIdentity.arn',
  address: '$.detail.sourceIPAddress',
  account: '$.account',
  region: '$.detail.awsRegion',
  time: '$.detail.eventTime',
  error: '$.detail.errorCode',
  event: '$.detail.eventID',
}

const CALL_LINES: readonly Line[] = [
  'Call: <call> (<service>)',
  'Caller: <caller>',
  'Address: <address>',
  'Account and Region: <account> <region>',
  'Time: <time>',
  'Error, if it failed: <error>',
  'CloudTrail event: <event>',
]

const ALARM_FIELDS: Readonly<Record<string, string>> = {
  alarm: '$.detail.alarmName',
  reason: '$.detail.state.reason',
  account: '$.account',
  region: '$.region',
  time: '$.time',
}

const ALARM_LINES: readonly Line[] = [
  'Alarm: <alarm>',
  'Account and Region: <account> <region>',
  'Time: <time>',
  'Reason: <reason>',
]

/**
 * A rule's target that mails text to a topic without any function between. EventBridge sends one quoted text a line,
 * and leaves out fields that the event lacks
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html).
 */
const noticeTarget = (
  topic: ITopic,
  undelivered: Queue,
  fields: Readonly<Record<string, string>>,
  lines: readonly Line[],
): RuleTarget => ({
  arn: topic.topicArn,
  deadLetterConfig: { arn: undelivered.queueArn },
  inputTransformer: {
    inputPathsMap: { ...fields },
    inputTemplate: lines.map((line) => JSON.stringify(line)).join('\n'),
  },
})

/** Mails what a CloudTrail event says of a call, beginning with `heading`. */
export const callNotice = (topic: ITopic, undelivered: Queue, heading: string, advice: string): RuleTarget =>
  noticeTarget(topic, undelivered, CALL_FIELDS, [heading, ...CALL_LINES, advice])

/** Mails what the change of an alarm elsewhere says. */
export const alarmNotice = (topic: ITopic, undelivered: Queue, heading: string): RuleTarget =>
  noticeTarget(topic, undelivered, ALARM_FIELDS, [heading, ...ALARM_LINES])
