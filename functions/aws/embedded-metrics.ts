import type { Clock } from '../../shared/model/clock'
import type { Metric, MetricsPort } from '../../shared/pipeline/ports'

/** CloudWatch namespace of everything counted here. */
export const NAMESPACE = 'Runwarden'

/** What a running function tells beside the counts of the pipeline; the alarms of the stack read these. */
export type LiveMetric =
  | Metric
  /** 1 for a heartbeat that reached the table. */
  | 'Heartbeats'
  /** 1 while a trail logs, else 0. */
  | 'TrailLogging'
  /** Hours since the newest delivery of a trail. */
  | 'LastEventAgeHours'

export interface EmbeddedMetrics extends MetricsPort {
  readonly count: (name: LiveMetric, value?: number) => void
  /** One log line with all counts since the last one, which CloudWatch turns into metrics; null when nothing was counted. */
  readonly line: (facts: Readonly<Record<string, unknown>>) => string
}

/**
 * Counts in CloudWatch's embedded metric format: one JSON log line a run, no API call
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
 */
export const embeddedMetrics = (clock: Clock, functionName: string): EmbeddedMetrics => {
  let counts: Partial<Record<LiveMetric, number>> = {}
  return {
    count: (name, value = 1) => {
      counts[name] = (counts[name] ?? 0) + value
    },
    line: (facts) => {
      const metrics = Object.keys(counts).map((name) => ({ Name: name, Unit: name.endsWith('Seconds') ? 'Seconds' : 'Count' }))
      const line = JSON.stringify({
        level: 'INFO',
        message: 'run',
        service: 'runwarden',
        FunctionName: functionName,
        timestamp: new Date(clock.now()).toISOString(),
        ...facts,
        ...(metrics.length === 0 ? {} : { _aws: { Timestamp: clock.now(), CloudWatchMetrics: [{ Namespace: NAMESPACE, Dimensions: [['FunctionName']], Metrics: metrics }] } }),
        ...counts,
      })
      counts = {}
      return line
    },
  }
}
