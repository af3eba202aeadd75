/**
 * How far a published rule is covered. `listed`: the operation is an activity that a scan lists,
 * and no rule reports it by itself.
 */
export type Verdict = 'covered' | 'partly' | 'listed' | 'out of scope'

/** The file and the title of a test. */
export type Shown = readonly [file: string, title: string]

/** A published rule and what Runwarden has for it. */
export interface Peer {
  /** Its number in the survey of published rules. */
  readonly number: number
  readonly name: string
  readonly source: string
  readonly verdict: Verdict
  /** Last words of rule ids. */
  readonly rules: readonly string[]
  readonly shown: readonly Shown[]
  /** What is different, or why it is out of scope. */
  readonly difference: string
}

const RULE_TABLES = 'test/shared/rules'
const SCENARIOS = 'test/scenarios'

export const inTable = (rule: string, title: string): Shown => [`${RULE_TABLES}/${rule}.test.ts`, title]

export const inScenario = (name: string, title: string): Shown => [`${SCENARIOS}/${name}.test.ts`, title]

/** A call of the scan test in which each operation stands alone. */
export const alone = (title: string): Shown => inScenario('peer-operations', title)
