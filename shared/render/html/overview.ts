import type { RedactedAlert } from '../../model/redacted-alert'
import { countOf } from '../action'
import type { Counts } from '../report'
import { countSeverities, tallyCallers, tallyMachines, tallyRules, type Tally } from '../tally'
import { html, type Markup } from './markup'
import { severityBadge } from './severity-badge'

/** Rows of a table of the most frequent. */
const MAX_ROWS = 8

const number = (value: number): string => value.toLocaleString('en-US')

/** "recordsRead" as "records read". */
const words = (name: string): string => name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()

const flatten = (counts: Counts, path = ''): readonly (readonly [name: string, count: number])[] =>
  Object.entries(counts).flatMap(([name, value]) => {
    const label = path === '' ? words(name) : `${path} ${words(name)}`
    return typeof value === 'number' ? [[label, value] as const] : flatten(value, label)
  })

/** What was scanned, count by count. */
export const stages = (summary: Counts): Markup | null => {
  const counts = flatten(summary).map(([name, count]) => html`<div><dt>${name}</dt><dd>${number(count)}</dd></div>`)
  return counts.length === 0 ? null : html`<dl class="stages" aria-label="What was scanned">${counts}</dl>`
}

/** The whole report in one sentence. */
export const lead = (alerts: readonly RedactedAlert[]): Markup => {
  const days = alerts.map(({ time }) => time.slice(0, 10)).sort()
  const [first = '', last = first] = [days[0], days.at(-1)]
  const distinct = (values: readonly (string | null)[]): number =>
    new Set(values.filter((value) => value !== null)).size
  const callers = countOf(distinct(alerts.map(({ actor }) => actor.key)), 'caller')
  const machines = countOf(distinct(alerts.flatMap(({ targets }) => targets.ids)), 'named target')
  const accounts = countOf(distinct(alerts.map(({ account }) => account)), 'account or subscription').replace(
    /account or subscriptions$/,
    'accounts and subscriptions',
  )
  const time = first === last ? `on ${first}` : `${first} to ${last}`
  const about = `about ${callers} and ${machines} in ${accounts}, ${time}`
  return html`<p class="lead"><strong>${countOf(alerts.length, 'alert')}</strong> ${about}.</p>`
}

/** How many alerts of each severity. */
export const tiles = (alerts: readonly RedactedAlert[]): Markup => {
  const items = countSeverities(alerts).map(({ severity, alerts: count }) => {
    const name = `tile ${severity}${count === 0 ? ' none' : ''}`
    return html`<li class="${name}"><b>${number(count)}</b> <span>${severity}</span></li>`
  })
  return html`<ul class="tiles" aria-label="Alerts by severity">${items}</ul>`
}

const table = (caption: string, heading: string, tallies: readonly Tally[]): Markup => {
  const more = tallies.length - MAX_ROWS
  const rows = tallies
    .slice(0, MAX_ROWS)
    .map(
      ({ name, alerts, highest }) =>
        html`<tr><td>${name}</td><td class="number">${number(alerts)}</td><td>${severityBadge(highest)}</td></tr>`,
    )
  const head = [
    html`<th scope="col">${heading}</th>`,
    html`<th scope="col" class="number">Alerts</th>`,
    html`<th scope="col">Highest severity</th>`,
  ]
  const parts = [
    html`<table><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table>`,
    more > 0 ? html`<p class="more">and ${number(more)} more</p>` : null,
  ]
  return html`<div class="card">${parts}</div>`
}

/** Who, where and why most often. */
export const topTables = (alerts: readonly RedactedAlert[]): Markup => {
  const tables = [
    table('Top rules', 'Rule', tallyRules(alerts)),
    table('Top callers', 'Caller', tallyCallers(alerts)),
    table('Top machines', 'Machine', tallyMachines(alerts)),
  ]
  return html`<div class="columns">${tables}</div>`
}
