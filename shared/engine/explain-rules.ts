import type { Activity } from '../model/activity'
import { isoTime } from '../model/time'
import type { ActivityContext, Rule } from '../rules/define-rule'
import type { HistoryView } from '../state/history-view'
import type { Verdict } from './judge'

/** Why one rule did or did not fire on an activity. */
export interface Explanation {
  readonly rule: string
  readonly fired: boolean
  /** The finding's summary, or what the rule looks for. */
  readonly because: string
  /** What history answered to the rule's own questions. */
  readonly memory: readonly string[]
  /** Settings that would change the answer, with their values. */
  readonly tunedBy: readonly string[]
}

/** One explanation for each rule, in the order of the registry. */
export const explain = (
  rules: readonly Rule[],
  activity: Activity,
  context: ActivityContext,
  history: HistoryView,
  verdict: Pick<Verdict, 'findings'>,
): readonly Explanation[] =>
  rules.map((rule) => {
    const finding = verdict.findings.find((candidate) => candidate.rule === rule.id)
    const { terms, windows } = rule.memory(activity, context)
    return {
      rule: rule.id,
      fired: finding !== undefined,
      because: finding?.summary ?? `it reports when ${rule.detects}`,
      memory: [
        ...terms.map((key) => {
          const { known, latest } = history.term(key)
          const seen = latest === null ? 'never seen before' : `last seen ${isoTime(latest)}`
          return `${key}: ${known ? 'known' : 'not known'}, ${seen}`
        }),
        ...windows.map(
          ({ key, spanMs }) => `${key}: ${history.window(key).distinct} distinct within ${spanMs / 1_000} s`,
        ),
      ],
      tunedBy: rule.tunedBy.map((key) => `${key} = ${JSON.stringify(context.settings[key])}`),
    }
  })
