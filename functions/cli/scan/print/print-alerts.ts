import type { RedactedAlert } from '../../../../shared/model/redacted-alert'
import type { RenderContext } from '../../../../shared/render/context'
import { reportHtml } from '../../../../shared/render/html'
import { alertJson } from '../../../../shared/render/redacted-json'
import { jsonText } from '../../../../shared/render/json-text'
import { ocsfFinding } from '../../../../shared/render/ocsf'
import type { Counts, ScanReport } from '../../../../shared/render/report'
import { alertsTable } from '../../../../shared/render/table'

export const ALERT_FORMATS = ['table', 'json', 'jsonl', 'html', 'ocsf'] as const

export type AlertFormat = (typeof ALERT_FORMATS)[number]

export interface Presentation extends RenderContext {
  readonly color: boolean
  readonly width: number
}

type Put = (text: string) => Promise<void>

const lines = async (
  alerts: readonly RedactedAlert[],
  put: Put,
  form: (alert: RedactedAlert) => string,
): Promise<void> => {
  for (const alert of alerts) await put(`${form(alert)}\n`)
}

const sum = (count: number | Counts): number =>
  typeof count === 'number' ? count : Object.values(count).reduce<number>((total, part) => total + sum(part), 0)

/** One number for each stage: the page's own tiles show the severities. */
const totals = (summary: Counts): Counts =>
  Object.fromEntries(
    Object.entries(summary).flatMap(([name, count]) => (name === 'alertsBySeverity' ? [] : [[name, sum(count)]])),
  )

/** How the alerts of a scan are written in each format. */
export const ALERT_WRITERS: Readonly<
  Record<AlertFormat, (report: ScanReport, presentation: Presentation, put: Put) => Promise<void>>
> = {
  table: ({ alerts }, presentation, put) => put(alertsTable(alerts, presentation)),
  json: async ({ summary, alerts }, _presentation, put) => {
    await put(`{"schema":"runwarden.scan/1","summary":${JSON.stringify(summary)},"alerts":[`)
    for (const [place, alert] of alerts.entries()) await put(`${place === 0 ? '' : ','}\n${jsonText(alertJson(alert))}`)
    await put('\n]}\n')
  },
  jsonl: ({ alerts }, _presentation, put) => lines(alerts, put, (alert) => jsonText(alertJson(alert))),
  html: ({ alerts, summary }, presentation, put) => put(reportHtml({ alerts, summary: totals(summary) }, presentation)),
  ocsf: ({ alerts }, presentation, put) => lines(alerts, put, (alert) => jsonText(ocsfFinding(alert, presentation))),
}
