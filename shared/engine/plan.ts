import { scriptOrDocument } from './script-hash'
import { keyOf, type NewMember, type WindowRequest } from '../state/request'
import type { Activity } from '../model/activity'
import type { ActivityContext, Rule } from '../rules/define-rule'

/** Everything the rules want of history for one activity, gathered so that one phase can fetch it. */
export interface Plan {
  /** First-seen terms, taught when the activity teaches. */
  readonly terms: readonly string[]
  /** Terms that say whether a routine finding is usual; only those of findings that fired are taught. */
  readonly routineTerms: readonly string[]
  readonly windows: readonly WindowRequest[]
}

/**
 * Term of "this rule has fired like this before": rule, caller, operation, what ran, size class (semantics.md, "Routine
 * findings").
 */
export const routineTerm = (rule: string, activity: Activity, size: number | null): string =>
  keyOf(
    'routine',
    rule,
    activity.actor.key,
    activity.operation,
    scriptOrDocument(activity),
    size === null ? null : String(size),
  )

/**
 * Size classes that a finding of one size makes usual: its own and every smaller one, because a caller of ten
 * machines each day may reach five.
 */
export const taughtSizes = (size: number | null): readonly (number | null)[] =>
  size === null ? [null] : Array.from({ length: Math.log2(size) + 1 }, (_, power) => 2 ** power)

export const planMemory = (rules: readonly Rule[], activity: Activity, context: ActivityContext): Plan => {
  const requests = rules.map((rule) => rule.memory(activity, context))
  return {
    terms: [...new Set(requests.flatMap(({ terms }) => terms))],
    routineTerms: [
      ...new Set(
        rules.flatMap((rule) =>
          rule.routineSizes(activity, context).map((size) => routineTerm(rule.id, activity, size)),
        ),
      ),
    ],
    windows: mergeWindows(requests.flatMap(({ windows }) => windows)),
  }
}

/** Two rules that ask for one window share it; what either adds is added once. */
const mergeWindows = (requests: readonly WindowRequest[]): readonly WindowRequest[] => {
  const merged = new Map<string, WindowRequest>()
  for (const request of requests) {
    const id = `${request.key}/${request.spanMs}`
    const known = merged.get(id)
    merged.set(id, known === undefined ? request : { ...request, add: distinct([...known.add, ...request.add]) })
  }
  return [...merged.values()]
}

const distinct = (members: readonly NewMember[]): readonly NewMember[] => [
  ...new Map(members.map((member) => [member.label, member])).values(),
]
