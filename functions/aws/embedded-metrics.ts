import type { Clock } from '../../shared/model/clock'
import type { Metric, MetricsPort } from '../../shared/pipeline/ports'

const NAMESPACE = 'Runwarden'

export interface EmbeddedMetrics extends MetricsPort {
  /** One log line with all counts since the last one, which CloudWatch turns into metrics; null when nothing was counted. */
  readonly line: (facts: Readonly<Record<string, unknown>>) => string
}

/**
 * Counts in CloudWatch's embedded metric format: one JSON log line a run, no API call
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
 */
export const embeddedMetrics = (clock: Clock): EmbeddedMetrics => {
  let counts: Partial<Record<Metric, number>> = {}
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
        timestamp: new Date(clock.now()).toISOString(),
        ...facts,
        ...(metrics.length === 0 ? {} : { _aws: { Timestamp: clock.now(), CloudWatchMetrics: [{ Namespace: NAMESPACE, Dimensions: [['service']], Metrics: metrics }] } }),
        ...counts,
      })
      counts = {}
      return line
    },
  }
}
