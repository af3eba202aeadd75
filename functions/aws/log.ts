import type { Clock } from '../../shared/model/clock'
import { isoTime } from '../../shared/model/time'

/** Writes one line of the log. */
export type Log = (
  level: 'INFO' | 'WARN' | 'ERROR',
  message: string,
  fields?: Readonly<Record<string, unknown>>,
) => void

/**
 * Log lines as JSON with the members Lambda filters by, `level` and `timestamp`
 * (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html).
 */
export const jsonLog =
  (clock: Clock, functionName: string, print: (line: string) => void): Log =>
  (level, message, fields = {}) =>
    print(
      JSON.stringify({
        level,
        message,
        timestamp: isoTime(clock.now()),
        service: 'runwarden',
        FunctionName: functionName,
        ...fields,
      }),
    )
