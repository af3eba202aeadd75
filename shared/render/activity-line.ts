import { redactText } from '../command/redact-alert'
import { alertCommand, alertSource, alertTargets } from '../engine/build-alert'
import type { Verdict } from '../engine/judge'
import type { SourceNetwork } from '../enrich/source-network'
import type { Activity, Cloud, Outcome } from '../model/activity'
import type { AlertActor, AlertCommand, AlertSource, AlertTargets } from '../model/alert'
import type { Family } from '../model/operation'
import type { Severity } from '../model/severity'
import { isoTime } from '../model/time'

/** Version of the activity's JSON form. Fields are only ever added. */
const ACTIVITY_SCHEMA = 'runwarden.activity/1'

/** One line of `scan --emit activities` (semantics.md, "Output of a scan"). Unknown values are null. */
export interface ActivityLine {
  readonly schema: typeof ACTIVITY_SCHEMA
  readonly id: string
  readonly records: readonly string[]
  readonly time: string
  readonly cloud: Cloud
  readonly account: string | null
  readonly tenant: string | null
  readonly region: string | null
  readonly operation: string
  readonly family: Family
  readonly outcome: Outcome
  readonly actor: AlertActor
  readonly source: AlertSource
  readonly targets: AlertTargets
  readonly command: AlertCommand
  readonly findings: readonly {
    readonly rule: string
    readonly severity: Severity
    readonly risk: number
    readonly suppressed: string | null
  }[]
  readonly learning: boolean
}

/** An activity with all its findings, suppressed ones marked by their reason; members in a fixed order. */
export const activityLine = (
  activity: Activity,
  network: SourceNetwork,
  verdict: Pick<Verdict, 'findings' | 'learning'>,
): ActivityLine => {
  const { scope, actor } = activity
  const source = alertSource(activity, network)
  return {
    schema: ACTIVITY_SCHEMA,
    id: activity.id,
    records: activity.origin.records,
    time: isoTime(activity.at),
    cloud: activity.cloud,
    account: scope.account,
    tenant: scope.tenant,
    region: scope.region,
    operation: activity.operation,
    family: activity.family,
    outcome: activity.outcome,
    actor: { key: actor.key, kind: actor.kind, display: actor.display, session: actor.session },
    source: { ...source, userAgent: source.userAgent === null ? null : redactText(source.userAgent) },
    targets: alertTargets(activity),
    command: alertCommand(activity),
    findings: verdict.findings.map(({ rule, severity, risk, suppressed }) => ({ rule, severity, risk, suppressed })),
    learning: verdict.learning,
  }
}
