import type { RedactedAlert } from '../model/redacted-alert'
import { SEVERITIES, severityRank, type Severity } from '../model/severity'
import { readable } from './neutralize'
import { operationSpec } from './operation-spec'
import { reportedFindings } from './reported-findings'
import { targetName } from './target-name'

/** How often something stands in alerts, and in how grave ones. */
export interface Tally {
  /** Harmless name of a rule, a caller or a machine. */
  readonly name: string
  readonly alerts: number
  readonly highest: Severity
}

const MAX_NAME = 100

/** Most frequent first, then the highest severity, then by name; every alert counts a name once. */
const tallyBy = (
  alerts: readonly RedactedAlert[],
  namesOf: (alert: RedactedAlert) => readonly string[],
): readonly Tally[] => {
  const tallies = new Map<string, { alerts: number; highest: Severity }>()
  for (const alert of alerts) {
    for (const name of new Set(namesOf(alert))) {
      const tally = tallies.get(name) ?? { alerts: 0, highest: 'informational' }
      tallies.set(name, {
        alerts: tally.alerts + 1,
        highest: severityRank(alert.severity) > severityRank(tally.highest) ? alert.severity : tally.highest,
      })
    }
  }
  return [...tallies]
    .map(([name, tally]) => ({ name, ...tally }))
    .sort(
      (a, b) => b.alerts - a.alerts || severityRank(b.highest) - severityRank(a.highest) || (a.name < b.name ? -1 : 1),
    )
}

export const tallyRules = (alerts: readonly RedactedAlert[]): readonly Tally[] =>
  tallyBy(alerts, (alert) => reportedFindings(alert).map(({ title }) => readable(title, MAX_NAME)))

export const tallyCallers = (alerts: readonly RedactedAlert[]): readonly Tally[] =>
  tallyBy(alerts, ({ actor }) => [readable(actor.display, MAX_NAME)])

/** What is no machine and runs none: an automation account, a document, a role. */
const NO_MACHINES: ReadonlySet<string | undefined> = new Set(['automation-account', 'resource'])

export const tallyMachines = (alerts: readonly RedactedAlert[]): readonly Tally[] =>
  tallyBy(alerts, ({ targets, operation }) =>
    NO_MACHINES.has(operationSpec(operation)?.acts) ? [] : targets.ids.map((id) => readable(targetName(id), MAX_NAME)),
  )

/** Alerts of each severity, the highest first, zeros included. */
export const countSeverities = (
  alerts: readonly RedactedAlert[],
): readonly { readonly severity: Severity; readonly alerts: number }[] =>
  [...SEVERITIES]
    .reverse()
    .map((severity) => ({ severity, alerts: alerts.filter((alert) => alert.severity === severity).length }))
