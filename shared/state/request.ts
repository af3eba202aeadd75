import type { EpochMs } from '../model/time'

/** A member an activity adds to a window: a machine, or a step of a sequence. */
export interface NewMember {
  /** What is counted once however often it is seen: a machine id, a step's name. */
  readonly label: string
  /** Shown to people beside the label, such as a source address or a runbook's name. */
  readonly note: string | null
}

/** A stretch of event time that a rule wants to look at, and what this activity adds to it before judging. */
export interface WindowRequest {
  readonly key: string
  readonly spanMs: number
  readonly add: readonly NewMember[]
}

/**
 * What a rule remembers and asks for one activity: declared before evaluation, so that one phase can serve all rules.
 */
export interface MemoryRequest {
  /** Keys of first-seen terms: looked up now, taught after the decision. */
  readonly terms: readonly string[]
  readonly windows: readonly WindowRequest[]
}

export const NOTHING: MemoryRequest = { terms: [], windows: [] }

/** One entry of a window. `activity` is the 64-bit hash of the id of the activity that added it. */
export interface Member extends NewMember {
  readonly at: EpochMs
  readonly activity: string
}

/** Joins parts to a key; free text in a part can never be taken for a separator. */
export const keyOf = (...parts: readonly (string | null)[]): string =>
  parts.map((part) => (part === null ? '-' : part.replaceAll('%', '%25').replaceAll('|', '%7C'))).join('|')
