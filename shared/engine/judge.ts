import type { Settings } from '../config/settings'
import type { HistoryView } from '../state/history-view'
import { tookEffect, type Activity } from '../model/activity'
import { errorMessage } from '../model/errors'
import type { Finding } from '../model/finding'
import { FINDING_RISK, isAtLeast, type Severity } from '../model/severity'
import { UNSILENCEABLE_RULE } from '../rules'
import type { ActivityContext, Rule, RuleContext, RuleHit } from '../rules/define-rule'
import { routineTerm, taughtSizes, type Plan } from './plan'
import { score, severityWithoutNovelty } from './score'
import { suppressionReason } from './suppress'

/** Earlier days on which a finding must have been seen to count as routine (semantics.md, "Routine findings"). */
export const ROUTINE_DAYS = 3

/** A rule that failed on this activity; the others went on. */
interface RuleFault {
  readonly rule: string
  readonly message: string
}

/** Everything decided about one activity. */
export interface Verdict {
  readonly findings: readonly Finding[]
  readonly risk: number
  readonly severity: Severity
  readonly learning: boolean
  readonly degraded: boolean
  readonly faults: readonly RuleFault[]
  /** Findings that stand on earlier activities, by activity id. */
  readonly amendments: readonly { readonly activity: string; readonly finding: Finding }[]
  /** Milliseconds after which it must be judged again for good, null when this is final. */
  readonly waits: number | null
  /** Whether it may teach the terms below. */
  readonly teaches: boolean
  readonly sightings: readonly string[]
}

/** Rules in force: disabled ones left out, but for the one nothing can silence. */
export const enabledRules = (rules: readonly Rule[], settings: Settings): readonly Rule[] =>
  rules.filter(({ id }) => id === UNSILENCEABLE_RULE || !settings.disabledRules.includes(id))

/**
 * Judges one activity: pure, in event time, deterministic. A rule that throws is reported and never hides the others.
 * Activities that Systems Manager makes for an association, a window or an automation are listed without findings,
 * unless they touch Runwarden itself: an automation can be made to call anything.
 */
export const judge = (
  activity: Activity,
  known: ActivityContext,
  history: HistoryView,
  plan: Plan,
  rules: readonly Rule[],
  final: boolean,
): Verdict => {
  const context: RuleContext = { ...known, history, final }
  const faults: RuleFault[] = []
  const hits: { readonly rule: Rule; readonly hit: RuleHit }[] = []
  let waits: number | null = null
  for (const rule of activity.automatic ? rules.filter(({ id }) => id === UNSILENCEABLE_RULE) : rules) {
    try {
      const wait = final ? null : rule.waits(activity, context)
      if (wait !== null) waits = Math.max(waits ?? 0, wait)
      const hit = rule.evaluate(activity, context)
      if (hit !== null) hits.push({ rule, hit })
    } catch (cause) {
      faults.push({ rule: rule.id, message: errorMessage(cause) })
    }
  }
  const own = hits.filter(({ hit }) => hit.concerns === undefined)
  const findings = own.map(({ rule, hit }) => finding(rule, hit, activity, context))
  const routine = own.flatMap(({ rule, hit }) =>
    hit.routine === undefined ? [] : taughtSizes(hit.routine.size).map((size) => routineTerm(rule.id, activity, size)),
  )
  return {
    findings,
    ...score(findings),
    learning: history.learning,
    degraded: history.degraded,
    faults,
    amendments: hits.flatMap(({ rule, hit }) =>
      (hit.concerns ?? []).map((concerned) => ({
        activity: concerned,
        finding: finding(rule, hit, activity, context),
      })),
    ),
    waits,
    teaches: tookEffect(activity) && !activity.automatic && !isAtLeast(severityWithoutNovelty(findings), 'high'),
    sightings: [...plan.terms, ...routine],
  }
}

const finding = (rule: Rule, hit: RuleHit, activity: Activity, context: RuleContext): Finding => {
  const novelty = hit.novelty === true
  const learning = novelty && context.history.learning
  const routine =
    hit.routine !== undefined &&
    context.history.term(routineTerm(rule.id, activity, hit.routine.size)).days >= ROUTINE_DAYS
  const severity: Severity = learning ? 'informational' : routine ? 'low' : hit.severity
  return {
    rule: rule.id,
    title: rule.title,
    severity,
    risk: FINDING_RISK[severity],
    summary: hit.summary,
    evidence: hit.evidence,
    attack: rule.attack,
    novelty,
    routine,
    learning,
    suppressed: suppressionReason(rule.id, activity, context.network, context.settings),
  }
}
