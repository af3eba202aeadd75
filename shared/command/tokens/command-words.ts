import type { Assignment, Word } from './script'

/** The words of one command, without what is no part of it: keywords, call operators, assignments. */
export interface CommandWords {
  readonly assignments: readonly Assignment[]
  readonly words: readonly Word[]
  /** The first word is a value, not a command. */
  readonly isExpression: boolean
}
