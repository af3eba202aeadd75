/** Names of log lines; alert rules and the workbook of infra/azure ask for them. */
type LogEvent =
  /** The counts of one invocation. */
  | 'Run'
  /** An alert went out; the summary that an action group can carry. */
  | 'AlertSent'
  /** A way out did not take an alert; it is tried again by the heartbeat. */
  | 'RunwardenDeliveryFailed'
  /** Something about Runwarden itself needs a person. */
  | 'HealthNotice'

export interface LogLine {
  readonly event: LogEvent
  readonly [member: string]: unknown
}

/** Writes one line of JSON to the log of the invocation. */
export type Log = (level: 'info' | 'warn' | 'error', line: LogLine) => void
