import type { Technique } from './attack'
import type { Severity } from './severity'

/** One labelled fact that a person can check. */
export interface Evidence {
  readonly label: string
  readonly value: string
}

/** One rule's hit on one activity. */
export interface Finding {
  readonly rule: string
  readonly title: string
  readonly severity: Severity
  readonly risk: number
  readonly summary: string
  readonly evidence: readonly Evidence[]
  readonly attack: readonly Technique[]
  /** Novelty findings contribute only their largest risk. */
  readonly novelty: boolean
  /** Lowered because the same has been usual for days. */
  readonly routine: boolean
  readonly learning: boolean
  /** Reason of the suppression that covers it, or null. */
  readonly suppressed: string | null
}
