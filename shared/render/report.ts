import type { RedactedAlert } from '../model/redacted-alert'

/**
 * Counts by stage, nested where a stage has parts: `{ records: { read: 120, rejected: 1 } }`.
 * Names are lower camel case words.
 */
export interface Counts {
  readonly [name: string]: number | Counts
}

/** Everything a report of a scan is made from. */
export interface ScanReport {
  readonly summary: Counts
  /** In the order of time, then id. */
  readonly alerts: readonly RedactedAlert[]
}
