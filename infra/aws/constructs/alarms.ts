import { Duration } from 'aws-cdk-lib'
import {
  Alarm,
  ComparisonOperator,
  MathExpression,
  TreatMissingData,
  type IMetric,
  type Metric,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { ownMetric } from '../metrics'
import type { Names } from '../names'
import type { Queues } from './queues'
import type { Topics } from './topics'

const PERIOD = Duration.minutes(5)

/** One condition that somebody has to look at. */
interface Condition {
  readonly name: string
  /** What is wrong and what to do, for the mail. */
  readonly description: string
  readonly metric: IMetric
  readonly is: 'at least' | 'more than' | 'less than'
  readonly threshold: number
  /** Periods of five minutes that the condition must hold. */
  readonly periods?: number
  /** No data is as bad as bad data. */
  readonly breachedWhenMissing?: boolean
}

const OPERATORS: Readonly<Record<Condition['is'], ComparisonOperator>> = {
  'at least': ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  'more than': ComparisonOperator.GREATER_THAN_THRESHOLD,
  'less than': ComparisonOperator.LESS_THAN_THRESHOLD,
}

export interface AlarmsProps {
  readonly names: Names
  readonly function: IFunction
  readonly queues: Queues
  readonly topics: Topics
  readonly quietHours: number
}

/** Alarms about Runwarden itself, all of which go to the operations topic, never to the one of the alerts. */
export class Alarms extends Construct {
  readonly alarms: readonly Alarm[]

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id)
    const action = new SnsAction(props.topics.operations)
    this.alarms = conditions(props).map(
      ({ name, description, metric, is, threshold, periods = 1, breachedWhenMissing = false }) => {
        const alarm = new Alarm(this, name, {
          alarmName: props.names.alarm(name),
          alarmDescription: description,
          metric,
          threshold,
          comparisonOperator: OPERATORS[is],
          evaluationPeriods: periods,
          treatMissingData: breachedWhenMissing ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
        })
        alarm.addAlarmAction(action)
        alarm.addOkAction(action)
        return alarm
      },
    )
  }
}

const conditions = (props: AlarmsProps): readonly Condition[] => [
  ...functionConditions(props),
  ...healthConditions(props),
  ...queueConditions(props.queues),
]

const functionConditions = ({ function: detector }: AlarmsProps): readonly Condition[] => {
  const lambda = (metricName: string): IMetric => detector.metric(metricName, { statistic: 'Sum', period: PERIOD })
  return [
    {
      name: 'function-errors',
      description: 'The function failed. Events are tried again; read the log of the function.',
      metric: lambda('Errors'),
      is: 'at least',
      threshold: 1,
    },
    {
      name: 'function-throttles',
      description: 'The function was throttled: raise reservedConcurrency or the concurrency of the account.',
      metric: lambda('Throttles'),
      is: 'at least',
      threshold: 1,
    },
    {
      name: 'events-lost',
      description:
        'Events were dropped or could not be put into the failure queue. Scan the logs of the time in question.',
      metric: new MathExpression({
        expression: 'dropped + undelivered',
        usingMetrics: { dropped: lambda('AsyncEventsDropped'), undelivered: lambda('DestinationDeliveryFailures') },
        label: 'Events lost',
        period: PERIOD,
      }),
      is: 'at least',
      threshold: 1,
    },
  ]
}

const healthConditions = ({ function: { functionName }, topics, quietHours }: AlarmsProps): readonly Condition[] => [
  {
    name: 'heartbeat',
    description: 'No heartbeat for ten minutes: Runwarden sees nothing. Check its rules and its function.',
    metric: ownMetric(functionName, 'Heartbeats'),
    is: 'less than',
    threshold: 1,
    periods: 2,
    breachedWhenMissing: true,
  },
  {
    name: 'trail-stopped',
    description: 'No trail is logging in this Region: no call reaches Runwarden. Start the trail.',
    metric: ownMetric(functionName, 'TrailLogging', 'Minimum'),
    is: 'less than',
    threshold: 1,
    periods: 2,
  },
  {
    name: 'last-event-age',
    description: `The newest event is older than ${quietHours} hours (quietHours). Run "runwarden selftest aws".`,
    metric: ownMetric(functionName, 'LastEventAgeHours', 'Minimum'),
    is: 'more than',
    threshold: quietHours,
  },
  {
    name: 'rule-faults',
    description: 'A detection rule threw; the others went on. Read the log of the function.',
    metric: ownMetric(functionName, 'RuleFaults'),
    is: 'at least',
    threshold: 1,
  },
  {
    name: 'store-failures',
    description: 'The table could not be reached; alerts went out marked degraded.',
    metric: ownMetric(functionName, 'StoreFailures'),
    is: 'at least',
    threshold: 1,
    periods: 2,
  },
  {
    name: 'work-given-up',
    description:
      'Deferred work could not be done and lies in quarantine. Read the notice, remove the cause, then run ' +
      '"runwarden replay aws".',
    metric: ownMetric(functionName, 'WorkGivenUp'),
    is: 'at least',
    threshold: 1,
  },
  {
    name: 'sink-failures',
    description: 'An alert could not be sent; it is tried again for 24 hours.',
    metric: ownMetric(functionName, 'SinkFailures'),
    is: 'at least',
    threshold: 1,
  },
  {
    name: 'notifications-failed',
    description: 'A subscriber of the alerts did not take a notification. Check the subscriptions.',
    metric: topics.alerts.metricNumberOfNotificationsFailed({ statistic: 'Sum', period: PERIOD }),
    is: 'at least',
    threshold: 1,
  },
]

const queueConditions = (queues: Queues): readonly Condition[] => [
  {
    name: 'quarantine',
    description: 'Records wait in quarantine. Read why, fix it, then run "runwarden replay".',
    metric: depth(queues.quarantine),
    is: 'at least',
    threshold: 1,
  },
  {
    name: 'undelivered',
    description: 'Notifications wait that no subscriber took.',
    metric: depth(queues.undelivered),
    is: 'at least',
    threshold: 1,
  },
  {
    name: 'rule-failures',
    description: 'EventBridge could not hand events to the function; they are tried again from their queue.',
    metric: depth(queues.ruleFailures),
    is: 'at least',
    threshold: 1,
  },
  {
    name: 'function-failures',
    description:
      'Events on which the function failed have been waiting for half an hour; they are tried again every 15 ' +
      'minutes for a day.',
    metric: depth(queues.functionFailures),
    is: 'at least',
    threshold: 1,
    periods: 6,
  },
]

/** All messages of a queue: those that can be read, those being worked on, and those that wait. */
const depth = (queue: IQueue): IMetric => {
  const count = (metricName: string): Metric => queue.metric(metricName, { statistic: 'Maximum', period: PERIOD })
  return new MathExpression({
    expression: 'visible + taken + waiting',
    usingMetrics: {
      visible: count('ApproximateNumberOfMessagesVisible'),
      taken: count('ApproximateNumberOfMessagesNotVisible'),
      waiting: count('ApproximateNumberOfMessagesDelayed'),
    },
    label: 'Messages',
    period: PERIOD,
  })
}
