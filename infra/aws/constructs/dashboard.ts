import { Duration } from 'aws-cdk-lib'
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  LogQueryWidget,
  LogQueryVisualizationType,
  type Alarm,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { ILogGroup } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import { ownMetric } from '../metrics'
import type { Names } from '../names'
import { PROBLEM_QUERY } from './log-queries'
import type { Queues } from './queues'
import type { StateTable } from './state-table'
import type { Topics } from './topics'

export interface DashboardProps {
  readonly names: Names
  readonly function: IFunction
  readonly logGroup: ILogGroup
  readonly queues: Queues
  readonly topics: Topics
  readonly state: StateTable
  readonly alarms: readonly Alarm[]
}

const PERIOD = Duration.minutes(5)
const HALF = 12

/** One page that answers: is it alive, what did it see, what did it send, what went wrong. */
export const createDashboard = (
  scope: Construct,
  { names, function: detector, logGroup, queues, topics, state, alarms }: DashboardProps,
): Dashboard => {
  const own = (...metrics: readonly Parameters<typeof ownMetric>[1][]): IMetric[] =>
    metrics.map((metric) => ownMetric(detector.functionName, metric))
  const graph = (title: string, left: IMetric[]): GraphWidget =>
    new GraphWidget({ title, left, width: HALF, period: PERIOD, liveData: true })
  return new Dashboard(scope, 'Dashboard', {
    dashboardName: names.dashboard,
    widgets: [
      [new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: 2 * HALF })],
      [
        graph('Records', own('RecordsReceived', 'RecordsIgnored', 'RecordsDuplicate', 'RecordsQuarantined')),
        graph(
          'Findings and alerts',
          own(
            'ActivitiesEvaluated',
            'FindingsRaised',
            'FindingsSuppressed',
            'AlertsSent',
            'AlertsCounted',
            'AlertsBelowMinimum',
          ),
        ),
      ],
      [
        graph(
          'Latency of detection (seconds)',
          ['p50', 'p99'].map((statistic) => ownMetric(detector.functionName, 'DetectionLatencySeconds', statistic)),
        ),
        graph('Faults', own('RuleFaults', 'StoreFailures', 'SinkFailures')),
      ],
      [
        graph('Function', [detector.metricInvocations(), detector.metricErrors(), detector.metricThrottles()]),
        graph('Duration (milliseconds)', [
          detector.metricDuration({ statistic: 'p50' }),
          detector.metricDuration({ statistic: 'p99' }),
        ]),
      ],
      [
        graph(
          'Messages waiting',
          [queues.quarantine, queues.ruleFailures, queues.functionFailures, queues.digests, queues.undelivered].map(
            (queue) => queue.metricApproximateNumberOfMessagesVisible(),
          ),
        ),
        graph('Notifications', [
          topics.alerts.metricNumberOfNotificationsDelivered(),
          topics.alerts.metricNumberOfNotificationsFailed(),
        ]),
      ],
      [
        graph('Table', [state.table.metricConsumedReadCapacityUnits(), state.table.metricConsumedWriteCapacityUnits()]),
        new LogQueryWidget({
          title: 'Problems',
          logGroupNames: [logGroup.logGroupName],
          queryLines: [...PROBLEM_QUERY],
          view: LogQueryVisualizationType.TABLE,
          width: HALF,
        }),
      ],
    ],
  })
}
