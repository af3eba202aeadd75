import type { Assignment, Word } from './script'

/** One command without what only stands around it: keywords, call operators, assignments. */
export interface BareCommand {
  readonly assignments: readonly Assignment[]
  readonly words: readonly Word[]
  /** The first word is a value, not a command. */
  readonly isExpression: boolean
}
