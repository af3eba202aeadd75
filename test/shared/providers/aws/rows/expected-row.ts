import type { Body } from '../fixture'

/**
 * What one row of the operation table says and how it reads one record, all written by hand: nothing here may be
 * computed from the code that it judges.
 */
export interface ExpectedRow {
  /** Family, what it acts on, where its text can be read, and `read-only` where CloudTrail marks it so. */
  readonly is: string
  readonly request: Body | null
  readonly response?: Body
  readonly resources?: readonly string[]
  readonly reads: {
    readonly item: string | null
    /** `name`, `name:version`, `name@owner`. */
    readonly document: string | null
    /** Machines or resources separated by spaces, `key=value` of selectors, or `unknown`. */
    readonly targets: string
    readonly payload: 'text' | 'hidden' | 'none'
  }
}

export const MASKED = 'HIDDEN_DUE_TO_SECURITY_REASONS'
