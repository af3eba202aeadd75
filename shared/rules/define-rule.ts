import type { CommandAnalysis } from '../command/analyze'
import type { Settings } from '../config/settings'
import type { SourceNetwork } from '../enrich/source-network'
import { keyOf, NOTHING, type MemoryRequest, type WindowRequest } from '../state/request'
import type { HistoryView } from '../state/history-view'
import type { Activity, Step } from '../model/activity'
import type { Technique } from '../model/attack'
import type { Evidence } from '../model/finding'
import type { Severity } from '../model/severity'

/** What is known about an activity before history is asked. */
export interface ActivityContext {
  readonly settings: Settings
  readonly network: SourceNetwork
  /** Analysis of the command text, null when no text is to be had. */
  readonly command: CommandAnalysis | null
}

export interface RuleContext extends ActivityContext {
  readonly history: HistoryView
  /** The waiting time that a rule asked for is over: what has not come will not come. */
  readonly final: boolean
}

/** One rule's hit: its own severity and evidence, so that nothing needs to be remembered between functions. */
export interface RuleHit {
  readonly severity: Severity
  readonly summary: string
  readonly evidence: readonly Evidence[]
  /** Says only that something is new: of these the largest alone counts, and learning makes them informational. */
  readonly novelty?: true
  /**
   * Counts as low where the same has been usual for days (semantics.md, "Routine findings"). The value is its size
   * class, one of `routineSizes`.
   */
  readonly routine?: { readonly size: number | null }
  /** Earlier activities the hit stands on, when it is not the one judged: they are judged again with it. */
  readonly concerns?: readonly string[]
}

/** A rule with everything a person wants to know about it. */
export interface Rule {
  /** `runwarden.<aws|azure|cloud>.<file name>`. */
  readonly id: string
  /** The same words as the id's last part, in title case. */
  readonly title: string
  /** Highest severity it reports in the balanced preset, for lists. */
  readonly severity: Severity
  readonly attack: readonly Technique[]
  /** Completes "reports when ...". */
  readonly detects: string
  /** Known blind spots. */
  readonly misses: readonly string[]
  readonly falsePositives: readonly string[]
  readonly triage: readonly string[]
  readonly references: readonly string[]
  /** Keys of settings that change its answer. */
  readonly tunedBy: readonly (keyof Settings)[]
  /** What it remembers and asks of history for this activity. Equal keys of two rules are one memory. */
  readonly memory: (activity: Activity, context: ActivityContext) => MemoryRequest
  /** What a call that is no activity itself leaves behind for it. */
  readonly steps: (step: Step, settings: Settings) => readonly WindowRequest[]
  /** Sizes its routine hits could have for this activity, known before history is asked: powers of two, or null. */
  readonly routineSizes: (activity: Activity, context: ActivityContext) => readonly (number | null)[]
  /** How long to wait, in milliseconds, before it can answer for good; null when it need not wait. */
  readonly waits: (activity: Activity, context: RuleContext) => number | null
  readonly evaluate: (activity: Activity, context: RuleContext) => RuleHit | null
}

const ID = /^runwarden\.(aws|azure|cloud)\.([a-z]+(-[a-z]+)*)$/

type Optional = 'memory' | 'steps' | 'routineSizes' | 'waits'

/**
 * Checks a rule's id and title at load time; a rule that declares no memory has none, and one that
 * declares no wait answers at once.
 */
export const defineRule = (rule: Omit<Rule, Optional> & Partial<Pick<Rule, Optional>>): Rule => {
  const name = ID.exec(rule.id)?.[2]
  if (name === undefined)
    throw new Error(`rule id "${rule.id}", expected runwarden.<aws|azure|cloud>.<words-with-dashes>`)
  if (rule.title.toLowerCase().replaceAll(' ', '-') !== name)
    throw new Error(`rule ${rule.id} has the title "${rule.title}", expected the same words as its id`)
  return { memory: () => NOTHING, steps: () => [], routineSizes: () => [], waits: () => null, ...rule }
}

export { keyOf }
