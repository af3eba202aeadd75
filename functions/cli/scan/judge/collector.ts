import { explain, type Explanation } from '../../../../shared/engine/explain-rules'
import type { Verdict } from '../../../../shared/engine/judge'
import type { SourceNetwork } from '../../../../shared/enrich/source-network'
import type { Activity } from '../../../../shared/model/activity'
import type { Alert } from '../../../../shared/model/alert'
import type { RedactedAlert } from '../../../../shared/model/redacted-alert'
import type { Metric, MetricsPort, Observer, Sink } from '../../../../shared/pipeline/ports'
import { RULES } from '../../../../shared/rules'

/** One judged activity as a scan reports it. */
export interface Judged {
  readonly activity: Activity
  readonly network: SourceNetwork
  readonly verdict: Pick<Verdict, 'findings' | 'risk' | 'severity' | 'learning'>
  /** Terms it would teach, and whether it did. */
  readonly sightings: readonly string[]
  readonly teaches: boolean
  /** Why each rule fired or not; null for a finding that was added later. */
  readonly explain: (() => readonly Explanation[]) | null
  /** Grows with every judgement of one activity; the highest one counts. */
  readonly revision: number
}

/** Gathers what a scan's detector decides. */
export interface Collector {
  readonly sink: Sink
  readonly observer: Observer
  readonly metrics: MetricsPort
  /** Alerts a person would have received, in order, with the repeats that followed each. */
  readonly sent: () => readonly RedactedAlert[]
  /** Alerts below the minimum severity. */
  readonly kept: () => readonly Alert[]
  readonly counts: () => Readonly<Record<string, number>>
  /** Judgements made since the last call. */
  readonly takeJudged: () => readonly Judged[]
  readonly faults: () => Readonly<Record<string, number>>
}

/** The activity an alert is about: a command and a process that nobody could explain in time share the command's id. */
const subjectOf = ({ activities, id }: Alert): string => activities[0] ?? id

export const collector = (): Collector => {
  const sent: RedactedAlert[] = []
  const kept = new Map<string, Alert>()
  const latestByKey = new Map<string, number>()
  const placeBySubject = new Map<string, number>()
  const counts: Partial<Record<Metric, number>> = {}
  const faults: Record<string, number> = {}
  let judged: Judged[] = []
  let revision = 0

  const receive = (alert: RedactedAlert): void => {
    const known = placeBySubject.get(subjectOf(alert))
    const earlier = known === undefined ? undefined : sent[known]
    kept.delete(subjectOf(alert))
    if (known !== undefined && earlier !== undefined) {
      // An update says more about an alert that the report already shows.
      sent[known] = { ...alert, kind: earlier.kind, repeats: earlier.repeats, activities: earlier.activities }
      return
    }
    placeBySubject.set(subjectOf(alert), sent.length)
    latestByKey.set(alert.key, sent.length)
    sent.push({ ...alert, repeats: 0 })
  }

  return {
    sink: { name: 'report', send: async (alert) => receive(alert) },
    observer: {
      judged: (activity, verdict, context, history) => {
        judged.push({
          activity,
          network: context.network,
          verdict,
          sightings: verdict.sightings,
          teaches: verdict.teaches,
          explain: () => explain(RULES, activity, context, history, verdict),
          revision: revision++,
        })
        for (const { rule } of verdict.faults) faults[rule] = (faults[rule] ?? 0) + 1
      },
      amended: (activity, verdict, network) =>
        void judged.push({
          activity,
          network,
          verdict,
          sightings: [],
          teaches: true,
          explain: null,
          revision: revision++,
        }),
      counted: (alert) => {
        const place = latestByKey.get(alert.key)
        const latest = place === undefined ? undefined : sent[place]
        if (place !== undefined && latest !== undefined)
          sent[place] = {
            ...latest,
            repeats: latest.repeats + 1,
            activities: [...latest.activities, ...alert.activities],
          }
      },
      kept: (alert) => void kept.set(subjectOf(alert), alert),
    },
    metrics: {
      count: (name, value = 1) => {
        counts[name] = (counts[name] ?? 0) + value
      },
    },
    sent: () => sent,
    kept: () => [...kept.values()],
    counts: () => counts,
    faults: () => faults,
    takeJudged: () => {
      const taken = judged
      judged = []
      return taken
    },
  }
}
