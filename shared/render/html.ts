import { createHash } from 'node:crypto'
import type { RedactedAlert } from '../model/redacted-alert'
import { SEVERITIES, severityRank } from '../model/severity'
import type { RenderContext } from './context'
import { alertSheet } from './alert-sheet'
import { alertArticle } from './html/alert-article'
import { html, trusted, type Markup } from './html/markup'
import { lead, stages, tiles, topTables } from './html/overview'
import { SCRIPT } from './html/page-script'
import { STYLE } from './html/style'
import { timeline } from './html/timeline'
import type { ScanReport } from './report'

/** Most alerts that get an article of their own; a browser handles no more with ease. */
const MAX_ARTICLES = 1_000

/** With at most this many alerts all of them are open at once. */
const FEW = 3

/** Source of an inline element in a policy: https://www.w3.org/TR/CSP3/#grammardef-hash-source */
const hashSource = (content: string): string => `'sha256-${createHash('sha256').update(content).digest('base64')}'`

/** Nothing is loaded from anywhere, and only the page's own style and script count. */
const POLICY =
  `default-src 'none'; style-src ${hashSource(STYLE)}; script-src ${hashSource(SCRIPT)}; base-uri 'none'; ` +
  "form-action 'none'"

const WHAT =
  'Commands pushed into machines through the control planes of AWS and Azure: ' +
  'MITRE ATT&CK T1651, Cloud Administration Command.'

const NOTHING = html`<p class="card empty">No alerts. What was read is counted above.</p>`

const FOOTNOTE =
  'Written by Runwarden. Times are UTC. Links and hidden characters in what callers wrote are shown defused; ' +
  'the JSON formats hold the exact values.'

const checkboxes = [...SEVERITIES]
  .reverse()
  .map((severity) => html`<label><input type="checkbox" id="show-${severity}" checked>${severity}</label>`)

const SEARCH = html`<input type="search" id="search" autocomplete="off">`

const filters = (total: number): Markup => {
  const parts = [
    html`<fieldset><legend>Show</legend>${checkboxes}</fieldset>`,
    html`<label class="search" data-script hidden>Search ${SEARCH}</label>`,
    html`<button type="button" id="open" data-script hidden>Open all</button>`,
    html`<button type="button" id="close" data-script hidden>Close all</button>`,
    html`<output id="count" aria-live="polite">${total} alerts</output>`,
  ]
  return html`<div class="card filters" role="search" aria-label="Filter alerts">${parts}</div>
`
}

const bySeverity = (alerts: readonly RedactedAlert[]): readonly RedactedAlert[] =>
  [...alerts].sort((a, b) => severityRank(b.severity) - severityRank(a.severity))

const HEADING = html`<h2 id="alerts">Alerts, highest severity first</h2>`

const furtherAlerts = (count: number): Markup => {
  const rest = 'further alerts, none of higher severity, are not shown here; the JSON formats hold all of them.'
  return html`<p class="more">${count.toLocaleString('en-US')} ${rest}</p>`
}

const findings = (alerts: readonly RedactedAlert[], context: RenderContext): Markup => {
  const shown = bySeverity(alerts).slice(0, MAX_ARTICLES)
  const left = alerts.length - shown.length
  const articles = shown.map((alert) => alertArticle(alertSheet(alert, context), alerts.length <= FEW))
  const parts = [HEADING, filters(shown.length), articles, left > 0 ? furtherAlerts(left) : null]
  return html`<section aria-labelledby="timeline"><h2 id="timeline">When</h2>${timeline(alerts)}</section>
<section aria-labelledby="most"><h2 id="most">Most often</h2>${topTables(alerts)}</section>
<section aria-labelledby="alerts">${parts}</section>`
}

/**
 * The result of a scan as one HTML file that needs nothing else: no network, no fonts, no images. Equal reports
 * give equal bytes. Everything that somebody else wrote is neutral and escaped; the content security policy is
 * there in case that ever fails.
 */
export const reportHtml = ({ summary, alerts }: ScanReport, context: RenderContext): string => {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Runwarden scan report</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the alerts</a>
<header class="top"><div class="page"><h1>Runwarden scan report</h1><p>${WHAT}</p>${stages(summary)}</div></header>
<main class="page" id="main">
${alerts.length === 0 ? null : lead(alerts)}
${tiles(alerts)}
${alerts.length === 0 ? NOTHING : findings(alerts, context)}
</main>
<footer><div class="page">${FOOTNOTE}</div></footer>
<script>${trusted(SCRIPT)}</script>
</body>
</html>
`
  return page.markup
}
