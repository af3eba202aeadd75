import type { Metric, MetricsPort } from '../../shared/pipeline/ports'
import type { LogLine } from './log'

export interface RunCounts extends MetricsPort {
  /** One log line with all counts, under the names of `Metric`, which the workbook and the alert rules sum up. */
  readonly line: (fields: Readonly<Record<string, unknown>>) => LogLine
}

/** Counts of one invocation: Application Insights takes them from its one log line, without a call. */
export const runCounts = (): RunCounts => {
  const counts: Partial<Record<Metric, number>> = {}
  return {
    count: (name, value = 1) => {
      counts[name] = (counts[name] ?? 0) + value
    },
    line: (fields) => ({ event: 'Run', ...fields, RecordsReceived: 0, ...counts }),
  }
}
