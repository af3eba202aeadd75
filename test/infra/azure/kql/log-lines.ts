import type { LogLine } from '../../../../functions/azure/log'
import { logHealth } from '../../../../functions/azure/log-health'
import { monitorSink } from '../../../../functions/azure/monitor-sink'
import { runCounts } from '../../../../functions/azure/run-counts'
import { snsSink } from '../../../../functions/azure/sns/sns-sink'
import { redactAlert } from '../../../../shared/command/redact-alert'
import type { Metric } from '../../../../shared/pipeline/ports'
import { sampleAlert } from '../../../../shared/pipeline/sample-alert'

/** Every metric; the compiler keeps it so. */
const METRICS: Readonly<Record<Metric, true>> = {
  RecordsReceived: true,
  RecordsIgnored: true,
  RecordsQuarantined: true,
  RecordsDuplicate: true,
  ActivitiesEvaluated: true,
  FindingsRaised: true,
  FindingsSuppressed: true,
  AlertsSent: true,
  AlertsCounted: true,
  AlertsBelowMinimum: true,
  SinkFailures: true,
  RuleFaults: true,
  StoreFailures: true,
  ChoreFailures: true,
  WorkGivenUp: true,
  DetectionLatencySeconds: true,
}

/** The members of each sort of log line, by its event, taken from lines that the function app wrote. */
export const writtenMembers = async (): Promise<ReadonlyMap<string, readonly string[]>> => {
  const lines: LogLine[] = []
  const log = (_level: string, line: LogLine): void => void lines.push(line)
  const alert = redactAlert(sampleAlert(0, 'test'))
  await monitorSink(log, { accountNames: {} }).send(alert)
  await logHealth(log).notice('title', 'detail')
  const counts = runCounts()
  for (const name of Object.keys(METRICS) as Metric[]) counts.count(name)
  log('info', counts.line({}))
  const publisher = { client: () => Promise.reject(new Error('none')), guard: <T>(call: () => Promise<T>) => call() }
  const topic = snsSink('sns', publisher, null, () => ({ subject: '', body: '', attributes: {} }), log)
  await topic.send(alert).catch(() => undefined)
  return new Map(lines.map((line) => [line.event, Object.keys(line)]))
}
