import type { CommandAnalysis } from '../command/analyze'
import type { Settings } from '../config/settings'
import type { SourceNetwork } from '../enrich/source-network'
import { NOTHING, type MemoryRequest } from '../history/request'
import type { HistoryView } from '../history/view'
import type { Activity } from '../model/activity'
import type { Technique } from '../model/attack'
import type { Evidence } from '../model/finding'
import type { Severity } from '../model/severity'

/** What is known about an activity before history is asked. */
export interface Facts {
  readonly settings: Settings
  readonly network: SourceNetwork
  /** Analysis of the command text, null when no text is to be had. */
  readonly command: CommandAnalysis | null
}

export interface RuleContext extends Facts {
  readonly history: HistoryView
}

/** One rule's hit: its own severity and evidence, so that nothing needs to be remembered between functions. */
export interface RuleHit {
  readonly severity: Severity
  readonly summary: string
  readonly evidence: readonly Evidence[]
  /** Says only that something is new: of these the largest alone counts, and learning makes them informational. */
  readonly novelty?: true
  /** Counts as low where the same has been usual for days (SEMANTICS 2). The value is its size: machines, or null when unknown. */
  readonly routine?: { readonly size: number | null }
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
  /** What it remembers and asks of history for this activity. Keys are private to the rule. */
  readonly memory: (activity: Activity, facts: Facts) => MemoryRequest
  readonly evaluate: (activity: Activity, context: RuleContext) => RuleHit | null
}

const ID = /^runwarden\.(aws|azure|cloud)\.([a-z]+(-[a-z]+)*)$/

/** Checks a rule's id and title at load time, and gives it an empty memory when it declares none. */
export const defineRule = (rule: Omit<Rule, 'memory'> & Partial<Pick<Rule, 'memory'>>): Rule => {
  const name = ID.exec(rule.id)?.[2]
  if (name === undefined) throw new Error(`rule id "${rule.id}", expected runwarden.<aws|azure|cloud>.<words-with-dashes>`)
  if (rule.title.toLowerCase().replaceAll(' ', '-') !== name) throw new Error(`rule ${rule.id} has the title "${rule.title}", expected the same words as its id`)
  return { memory: () => NOTHING, ...rule }
}
