import type { Activity, Step } from './activity'
import type { EpochMs } from './time'

/** Text and targets a native Systems Manager event knows of a command; it carries no caller. */
export interface NativeCommand {
  readonly id: string
  readonly commandId: string
  readonly at: EpochMs
  readonly account: string | null
  readonly region: string | null
  readonly document: string | null
  readonly text: string | null
  readonly instances: readonly string[]
}

/** One stage (Start, Accept, Success, Failure) of an Azure operation, before folding. */
export interface Stage {
  /** (correlation id, operation, resource): equal for all stages of one operation. */
  readonly foldKey: string
  readonly stage: 'start' | 'accept' | 'final'
  readonly activity: Activity
}

/**
 * What one record became. `rejected` is a record that concerns us (or may) and cannot be read: it goes to quarantine.
 * `at` is the record's own time when it could be read, for the earliest time of a scan.
 */
export type Normalized =
  | { readonly kind: 'activity'; readonly activity: Activity }
  | { readonly kind: 'stage'; readonly stage: Stage }
  | { readonly kind: 'native'; readonly native: NativeCommand }
  | { readonly kind: 'step'; readonly step: Step }
  | { readonly kind: 'ignored'; readonly reason: string; readonly at: EpochMs | null }
  | { readonly kind: 'rejected'; readonly problem: string; readonly at: EpochMs | null }

/** Time of what a record became; null where it could not be read. */
export const timeOf = (normalized: Normalized): EpochMs | null => {
  switch (normalized.kind) {
    case 'activity':
      return normalized.activity.at
    case 'stage':
      return normalized.stage.activity.at
    case 'native':
      return normalized.native.at
    case 'step':
      return normalized.step.at
    default:
      return normalized.at
  }
}
