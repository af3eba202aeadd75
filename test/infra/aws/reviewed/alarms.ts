import { flat } from '../support/template-summary'

// Kept by hand, as reviewed: what each alarm measures, when it fires, and what missing data means.

const FUNCTION = 'Runwarden-prod-detector'

const waiting = (queue: string): string =>
  flat`visible + taken + waiting:
  Maximum of AWS/SQS ApproximateNumberOfMessagesVisible of QUEUE in 300 s +
  Maximum of AWS/SQS ApproximateNumberOfMessagesNotVisible of QUEUE in 300 s +
  Maximum of AWS/SQS ApproximateNumberOfMessagesDelayed of QUEUE in 300 s`.replaceAll(
    'QUEUE',
    `Runwarden-prod-${queue}`,
  )

const FORWARDER = flat`Maximum of AWS/SQS ApproximateNumberOfMessagesVisible of Runwarden-prod-Failures in 300 s
  >= 1, 1 x, notBreaching`

export const REVIEWED_ALARMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  detector: {
    'function-errors': `Sum of AWS/Lambda Errors of ${FUNCTION} in 300 s >= 1, 1 x, notBreaching`,
    'function-throttles': `Sum of AWS/Lambda Throttles of ${FUNCTION} in 300 s >= 1, 1 x, notBreaching`,
    'events-lost': flat`dropped + undelivered:
      Sum of AWS/Lambda AsyncEventsDropped of Runwarden-prod-detector in 300 s +
      Sum of AWS/Lambda DestinationDeliveryFailures of Runwarden-prod-detector in 300 s
      >= 1, 1 x, notBreaching`,
    heartbeat: `Sum of Runwarden Heartbeats of ${FUNCTION} in 300 s < 1, 2 x, breaching`,
    'trail-stopped': `Minimum of Runwarden TrailLogging of ${FUNCTION} in 300 s < 1, 2 x, notBreaching`,
    'last-event-age': `Minimum of Runwarden LastEventAgeHours of ${FUNCTION} in 300 s > 48, 1 x, notBreaching`,
    'rule-faults': `Sum of Runwarden RuleFaults of ${FUNCTION} in 300 s >= 1, 1 x, notBreaching`,
    'store-failures': `Sum of Runwarden StoreFailures of ${FUNCTION} in 300 s >= 1, 2 x, notBreaching`,
    'work-given-up': `Sum of Runwarden WorkGivenUp of ${FUNCTION} in 300 s >= 1, 1 x, notBreaching`,
    'sink-failures': `Sum of Runwarden SinkFailures of ${FUNCTION} in 300 s >= 1, 1 x, notBreaching`,
    'notifications-failed': flat`Sum of AWS/SNS NumberOfNotificationsFailed of Runwarden-prod-alerts in 300 s
      >= 1, 1 x, notBreaching`,
    quarantine: `${waiting('QueuesQuarantine')} >= 1, 1 x, notBreaching`,
    undelivered: `${waiting('QueuesUndelivered')} >= 1, 1 x, notBreaching`,
    'rule-failures': `${waiting('QueuesRuleFailures')} >= 1, 1 x, notBreaching`,
    'function-failures': `${waiting('QueuesFunctionFailures')} >= 1, 6 x, notBreaching`,
  },
  forwarder: { 'forwarder-failures': FORWARDER },
  global: { 'global-failures': FORWARDER },
  member: {},
}
