import type { Clock } from '../../shared/model/clock'
import type { Metric, MetricsPort } from '../../shared/pipeline/ports'

/** CloudWatch namespace of everything counted here. */
export const NAMESPACE = 'Runwarden'

/** What a running function reports beside the counts of the pipeline; the alarms of the stack read these. */
export type LiveMetric =
  | Metric
  /** 1 for a heartbeat that reached the table. */
  | 'Heartbeats'
  /** 1 while a trail logs, else 0. */
  | 'TrailLogging'
  /** Hours since the newest delivery of a trail. */
  | 'LastEventAgeHours'
  /** Failed events that went through at another try. */
  | 'EventsRecovered'

/** Measurements, of which each is reported; everything else is added up. */
const MEASURED: ReadonlySet<LiveMetric> = new Set(['DetectionLatencySeconds', 'LastEventAgeHours', 'TrailLogging'])

/** Most values of one metric in one line. */
const MAX_VALUES = 100

export interface EmbeddedMetrics extends MetricsPort {
  readonly count: (name: LiveMetric, value?: number) => void
  /** Everything since the last call as members of a log line, which CloudWatch turns into metrics. */
  readonly take: () => Readonly<Record<string, unknown>>
}

/**
 * Counts in CloudWatch's embedded metric format: members of one JSON log line a run, no API call. The line must hold
 * the dimension `FunctionName`
 * (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
 */
export const embeddedMetrics = (clock: Clock): EmbeddedMetrics => {
  let values = new Map<LiveMetric, number | readonly number[]>()
  return {
    count: (name, value = 1) => {
      const known = values.get(name) ?? (MEASURED.has(name) ? [] : 0)
      values.set(name, typeof known === 'number' ? known + value : [...known, value].slice(-MAX_VALUES))
    },
    take: () => {
      const taken = Object.fromEntries(values)
      values = new Map()
      const Metrics = Object.keys(taken).map((Name) => ({ Name, Unit: unitOf(Name) }))
      return Metrics.length === 0
        ? {}
        : {
            ...taken,
            _aws: {
              Timestamp: clock.now(),
              CloudWatchMetrics: [{ Namespace: NAMESPACE, Dimensions: [['FunctionName']], Metrics }],
            },
          }
    },
  }
}

const unitOf = (name: string): string =>
  name.endsWith('Seconds') ? 'Seconds' : name.endsWith('Hours') ? 'None' : 'Count'
