import * as fc from 'fast-check'
import type { RedactedAlert } from '../../../shared/model/redacted-alert'
import { DAY } from '../../../shared/model/time'
import { reportHtml } from '../../../shared/render/html'
import { DARK, LIGHT, type Palette } from '../../../shared/render/html/palette'
import type { ScanReport } from '../../../shared/render/report'
import { expectGolden } from './golden'
import { anyAlert, HIDDEN, PAYLOADS, withTextEverywhere } from './hostile'
import { alertOf, CONTEXT } from './alert-fixture'
import { SAMPLES } from './sample-alerts'

const REPORT: ScanReport = {
  summary: { files: { read: 12, skipped: 1 }, recordsRead: 48_210, activities: 308 },
  alerts: Object.values(SAMPLES),
}

const main = (page: string): string => page.slice(page.indexOf('<main'), page.indexOf('</main>') + 8)

const TAG = /<\/?([a-z][a-z0-9]*)((?:\s+[a-zA-Z0-9-]+(?:="[^"<>]*")?)*)\s*>/g

/** Every element of a page: its name and the names of its attributes. */
const tags = (page: string): readonly string[] =>
  [...page.matchAll(TAG)]
    .filter(([tag]) => !tag.startsWith('</'))
    .map(([, name = '', attributes = '']) =>
      [name, ...[...attributes.matchAll(/([a-zA-Z0-9-]+)(?:="[^"]*")?/g)].map(([, attribute = '']) => attribute)].join(
        ' ',
      ),
    )

const withAlerts = (alerts: readonly RedactedAlert[]): string => reportHtml({ summary: {}, alerts }, CONTEXT)

describe('reportHtml', () => {
  it('looks as it always did', () => {
    expectGolden('report.html', main(reportHtml(REPORT, CONTEXT)).replaceAll('><', '>\n<'))
  })

  it('gives equal bytes for equal reports', () => {
    expect(reportHtml(structuredClone(REPORT), CONTEXT)).toBe(reportHtml(REPORT, CONTEXT))
  })

  it('needs nothing from anywhere: no source, no import, no address but links', () => {
    const page = reportHtml(REPORT, CONTEXT)
    expect(page).not.toMatch(/@import|url\(/)
    expect(
      tags(page).filter((tag) =>
        /^(?:link|img|iframe|object|embed|base|form)\b|\b(?:src|srcset|style|on[a-z]+)\b/.test(tag),
      ),
    ).toEqual(['style'])
    for (const [, address = ''] of page.matchAll(/href="([^"]*)"/g))
      expect(address).toMatch(/^(#main|https:\/\/[!#-;=?-~]+)$/)
  })

  it('allows only its own style and script', () => {
    const page = reportHtml(REPORT, CONTEXT)
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? ''
    expect(policy.replaceAll(/'sha256-[\w+/]{43}='/g, '<hash>')).toBe(
      "default-src 'none'; style-src <hash>; script-src <hash>; base-uri 'none'; form-action 'none'",
    )
    expect(page.match(/<script/g)).toHaveLength(1)
    expect(page.match(/<style/g)).toHaveLength(1)
  })

  it('can be found through by those who do not see it', () => {
    const page = reportHtml(REPORT, CONTEXT)
    for (const part of [
      '<html lang="en">',
      '<header',
      '<main',
      '<footer',
      'class="skip" href="#main"',
      'role="search"',
      'role="img"',
      '<caption>',
      'scope="col"',
      'aria-live="polite"',
    ])
      expect(page).toContain(part)
    expect(page.match(/<h1/g)).toHaveLength(1)
    expect(page.match(/<article/g)).toHaveLength(REPORT.alerts.length)
    expect(page.match(/<h3>/g)).toHaveLength(REPORT.alerts.length)
  })

  it('closes every element it opens', () => {
    const open: string[] = []
    for (const [, closing, name = ''] of main(reportHtml(REPORT, CONTEXT)).matchAll(/<(\/?)([a-z][a-z0-9]*)[^<>]*>/g)) {
      if (['input', 'br'].includes(name)) continue
      if (closing === '') open.push(name)
      else expect(open.pop()).toBe(name)
    }
    expect(open).toEqual([])
  })

  it('puts the highest severity first', () => {
    expect(
      [...withAlerts(REPORT.alerts).matchAll(/<article class="alert (\w+)"/g)].map(([, severity]) => severity),
    ).toEqual([
      ...Array<string>(2).fill('critical'),
      ...Array<string>(4).fill('high'),
      ...Array<string>(10).fill('medium'),
      ...Array<string>(1).fill('low'),
      'informational',
    ])
  })

  it('says that there are no alerts', () => {
    const page = reportHtml({ summary: { files: { read: 1 } }, alerts: [] }, CONTEXT)
    expect(page).toContain('No alerts.')
    expect(page).not.toContain('<article')
  })

  it('names every count of the summary', () => {
    expect(reportHtml(REPORT, CONTEXT)).toContain(
      '<div><dt>files read</dt><dd>12</dd></div><div><dt>files skipped</dt><dd>1</dd></div><div><dt>records ' +
        'read</dt><dd>48,210</dd></div>',
    )
  })

  it('shows a thousand alerts and says how many more there are', () => {
    const page = withAlerts(Array.from({ length: 1_003 }, () => alertOf()))
    expect(page.match(/<article/g)).toHaveLength(1_000)
    expect(page).toContain('3 further alerts')
  })

  it.each<[name: string, span: number, barLength: string]>([
    ['an hour', 3_600_000, 'hour'],
    ['two days', 2 * DAY, 'hour'],
    ['three days', 3 * DAY, 'day'],
    ['ninety days', 90 * DAY, 'day'],
    ['a year', 365 * DAY, 'week'],
    ['five years', 5 * 365 * DAY, 'four weeks'],
    ['thirty years', 30 * 365 * DAY, 'year'],
  ])('draws bars that fit %s', (_, span, barLength) => {
    const start = Date.parse('2026-01-10T03:14:07.123Z')
    const page = withAlerts([0, span].map((after) => alertOf({ time: new Date(start + after).toISOString() })))
    expect(page).toContain(`Alerts per ${barLength}, at most`)
    expect(page.match(/<g>/g)).toHaveLength(2)
  })

  it.each(Object.entries(PAYLOADS))('has no other tags than for a harmless text: %s', (_, payload) => {
    const harmless = tags(
      withAlerts([withTextEverywhere((field) => (field === 'links.url' ? 'https://wiki.example.com/' : 'x y'))]),
    )
    const page = withAlerts([withTextEverywhere(() => payload)])
    expect(new Set(tags(page).filter((tag) => !harmless.includes(tag)))).toEqual(new Set())
    for (const part of ['script', 'style', 'svg', 'article', 'pre', 'title'])
      expect(tags(page).filter((tag) => tag.startsWith(part))).toHaveLength(
        harmless.filter((tag) => tag.startsWith(part)).length,
      )
    expect(page.replaceAll('\n', '')).not.toMatch(HIDDEN)
  })

  it('never lets a "<" of an alert through, for any alert', () => {
    const allowed = new Set(Object.values(SAMPLES).flatMap((alert) => tags(withAlerts([alert]))))
    fc.assert(
      fc.property(anyAlert, (alert) => {
        const page = main(withAlerts([alert]))
        expect(page.replaceAll(TAG, '')).not.toMatch(/[<>]/)
        for (const tag of tags(page)) expect(allowed).toContain(tag)
      }),
      { numRuns: 40 },
    )
  })
})

describe('the palettes', () => {
  const channel = (hex: string): number => {
    const value = Number.parseInt(hex, 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  const luminance = (color: string): number =>
    0.2126 * channel(color.slice(1, 3)) + 0.7152 * channel(color.slice(3, 5)) + 0.0722 * channel(color.slice(5, 7))
  const contrast = (a: string, b: string): number =>
    (Math.max(luminance(a), luminance(b)) + 0.05) / (Math.min(luminance(a), luminance(b)) + 0.05)

  it.each<[name: string, palette: Palette]>([
    ['light', LIGHT],
    ['dark', DARK],
  ])('can be read: %s', (_, palette) => {
    for (const text of [palette.text, palette.muted, palette.accent])
      for (const ground of [palette.ground, palette.card, palette.inset])
        expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(palette.critical, palette.onCritical)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(palette.high, palette.onHigh)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(palette.medium, palette.onMedium)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(palette.low, palette.onLow)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(palette.informational, palette.onInformational)).toBeGreaterThanOrEqual(4.5)
  })
})
