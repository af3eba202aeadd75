import type { EpochMs } from './time'

/**
 * Wall clock, for leases, clean-up and latency only: every decision uses event time. A
 * scan's clock follows its records.
 */
export interface Clock {
  readonly now: () => EpochMs
  readonly sleep: (ms: number) => Promise<void>
  /** From 0 to 1, for jitter only. */
  readonly random: () => number
}
