import type { Normalized } from './normalized'

/** One raw record with what its envelope said about it. */
export interface RawRecord {
  /** Name of the container it came in: `cloudtrail-file`, `eventbridge`, `event-hub`, `activity-log-list`, ... */
  readonly format: string
  readonly body: unknown
  /** Account named by the envelope, for records that do not name one themselves. */
  readonly account: string | null
}

/** How one provider's files and messages become normalised records. Pure and total: neither function throws. */
export interface Provider {
  readonly name: 'aws' | 'azure' | 'endpoint'
  /** Records of a parsed JSON value (a file, a line, a message), or null when it is none of this provider's formats. */
  readonly unwrap: (value: unknown) => readonly RawRecord[] | null
  readonly normalize: (raw: RawRecord) => Normalized
  /**
   * A cheap look that is true only for records that `normalize` ignores: a live host spares
   * itself their times and reasons.
   */
  readonly surelyIgnores?: (raw: RawRecord) => boolean
}
