import type { RedactedAlert } from '../../model/redacted-alert'
import { SEVERITIES, type Severity } from '../../model/severity'
import { DAY, HOUR, isoTime } from '../../model/time'
import { html, type Markup } from './markup'

/** Lengths of one bar, by name; the shortest that needs no more than MAX_BARS is taken. */
const BAR_LENGTHS = [
  { name: 'hour', ms: HOUR },
  { name: 'day', ms: DAY },
  { name: 'week', ms: 7 * DAY },
  { name: 'four weeks', ms: 28 * DAY },
  { name: 'year', ms: 364 * DAY },
] as const

const MAX_BARS = 96

const WIDTH = 1_100
const HEIGHT = 150
const TOP = 14
const BOTTOM = 24
const LEFT = 34

/** One bar: alerts of each severity from its start on. */
interface Bar {
  readonly start: number
  readonly counts: Readonly<Record<Severity, number>>
  readonly total: number
}

interface Chart {
  readonly barLength: (typeof BAR_LENGTHS)[number]
  readonly bars: readonly Bar[]
  readonly tallest: number
}

const countsOf = (alerts: readonly RedactedAlert[]): Bar['counts'] => {
  const counts = { informational: 0, low: 0, medium: 0, high: 0, critical: 0 }
  for (const { severity } of alerts) counts[severity] += 1
  return counts
}

const chartOf = (alerts: readonly RedactedAlert[]): Chart => {
  const times = alerts.map(({ time }) => Date.parse(time))
  const first = times.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY)
  const last = times.reduce((most, time) => Math.max(most, time), Number.NEGATIVE_INFINITY)
  const span = last - first
  const barLength =
    (span <= 2 * DAY ? BAR_LENGTHS[0] : BAR_LENGTHS.slice(1).find(({ ms }) => span / ms < MAX_BARS - 1)) ??
    BAR_LENGTHS[4]
  const floor = (time: number): number => Math.floor(time / barLength.ms) * barLength.ms
  const starts = Array.from(
    { length: Math.round((floor(last) - floor(first)) / barLength.ms) + 1 },
    (_, place) => floor(first) + place * barLength.ms,
  )
  const bars = starts.map((start) => {
    const inside = alerts.filter((_, place) => floor(times[place] ?? 0) === start)
    return { start, counts: countsOf(inside), total: inside.length }
  })
  return { barLength, bars, tallest: Math.max(...bars.map(({ total }) => total)) }
}

const label = (start: number, { name }: Chart['barLength']): string =>
  name === 'hour' ? `${isoTime(start).slice(5, 10)} ${isoTime(start).slice(11, 16)}` : isoTime(start).slice(0, 10)

const describe = ({ start, counts, total }: Bar, barLength: Chart['barLength']): string =>
  `${label(start, barLength)}: ${total} (${[...SEVERITIES]
    .reverse()
    .flatMap((severity) => (counts[severity] > 0 ? [`${counts[severity]} ${severity}`] : []))
    .join(', ')})`

const round = (value: number): number => Math.round(value * 10) / 10

const drawBar = (bar: Bar, place: number, { bars, tallest, barLength }: Chart): Markup => {
  const slot = (WIDTH - LEFT) / bars.length
  const width = Math.min(slot * 0.78, 46)
  const scale = (HEIGHT - TOP - BOTTOM) / tallest
  const x = LEFT + place * slot + (slot - width) / 2
  let y = HEIGHT - BOTTOM
  const parts = SEVERITIES.map((severity) => {
    const height = bar.counts[severity] * scale
    y -= height
    if (height === 0) return null
    const size = html`width="${round(width)}" height="${round(height)}"`
    return html`<rect class="bar ${severity}" x="${round(x)}" y="${round(y)}" ${size}></rect>`
  })
  return bar.total === 0 ? html`` : html`<g><title>${describe(bar, barLength)}</title>${parts}</g>`
}

const BASELINE = HEIGHT - BOTTOM

const drawAxis = (y: number): Markup => html`<line class="axis" x1="${LEFT}" y1="${y}" x2="${WIDTH}" y2="${y}"></line>`

const drawLabels = ({ bars, barLength }: Chart): readonly Markup[] => {
  const slot = (WIDTH - LEFT) / bars.length
  const every = Math.ceil(bars.length / 10)
  return bars.flatMap(({ start }, place) => {
    if (place % every !== 0) return []
    const x = round(LEFT + (place + 0.5) * slot)
    return [html`<text x="${x}" y="${HEIGHT - 7}" text-anchor="middle">${label(start, barLength)}</text>`]
  })
}

const legend = (alerts: readonly RedactedAlert[]): Markup => {
  const items = [...SEVERITIES]
    .reverse()
    .filter((severity) => alerts.some((alert) => alert.severity === severity))
    .map((severity) => {
      const swatch = html`<rect class="bar ${severity}" width="10" height="10"></rect>`
      return html`<li><svg viewBox="0 0 10 10">${swatch}</svg>${severity}</li>`
    })
  return html`<ul class="legend" aria-hidden="true">${items}</ul>`
}

/** Alerts over time as stacked bars, with the same numbers as text for those who do not see them. */
export const timeline = (alerts: readonly RedactedAlert[]): Markup => {
  const chart = chartOf(alerts)
  const name = `Alerts per ${chart.barLength.name}, at most ${chart.tallest}`
  const drawing = [
    html`<title id="timeline-name">${name}</title>`,
    drawAxis(TOP),
    drawAxis(BASELINE),
    html`<text x="${LEFT - 8}" y="${TOP + 4}" text-anchor="end">${chart.tallest}</text>`,
    html`<text x="${LEFT - 8}" y="${BASELINE + 4}" text-anchor="end">0</text>`,
    ...chart.bars.map((bar, place) => drawBar(bar, place, chart)),
    ...drawLabels(chart),
  ]
  const asText = chart.bars
    .filter(({ total }) => total > 0)
    .map((bar) => html`<li>${describe(bar, chart.barLength)}</li>`)
  const parts = [
    html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="timeline-name">${drawing}</svg>`,
    legend(alerts),
    html`<details><summary>The same as text</summary><ul>${asText}</ul></details>`,
  ]
  return html`<figure class="card timeline">${parts}</figure>`
}
