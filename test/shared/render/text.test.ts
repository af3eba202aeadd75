import * as fc from 'fast-check'
import type { RedactedAlert } from '../../../shared/model/redacted-alert'
import { displayWidth } from '../../../shared/render/display-width'
import { alertText } from '../../../shared/render/text'
import { expectGolden } from './golden'
import { anyAlert, HIDDEN } from './hostile'
import { alertOf, CONTEXT, finding } from './alert-fixture'
import { SAMPLES } from './sample-alerts'

const SNS = { maxBytes: 262_144 }
const bytes = (text: string): number => new TextEncoder().encode(text).length
const isLink = (line: string): boolean => line.startsWith('    https://')

describe('alertText', () => {
  it.each(Object.entries(SAMPLES))('reads well: %s', (name, alert) => {
    expectGolden(`text/${name.replaceAll(' ', '-')}.txt`, alertText(alert, CONTEXT, SNS))
  })

  it('answers who, what, where, when and from where in the first lines', () => {
    const [first = '', second = '', third = ''] = alertText(alertOf(), CONTEXT, SNS).split('\n')
    expect(`${first} ${second}`).toBe(
      'role/Deploy (session jane@example.com) ran AWS-RunShellScript on i-0123456789abcdef0 in eu-west-1, prod ' +
        '(123456789012)',
    )
    expect(third).toBe('2026-01-10 03:14:07 UTC, from 203.0.113.7 (AS64500 Example Access), succeeded')
  })

  it('has no control character but line feeds and no line over 100 columns but links, for any alert', () => {
    fc.assert(
      fc.property(anyAlert, (alert) => {
        const text = alertText(alert, CONTEXT, SNS)
        expect(text.replaceAll('\n', '')).not.toMatch(HIDDEN)
        for (const line of text.split('\n')) if (!isLink(line)) expect(displayWidth(line)).toBeLessThanOrEqual(100)
      }),
    )
  })

  it('stays within the bytes it may have, for any alert, and keeps its id', () => {
    fc.assert(
      fc.property(anyAlert, fc.integer({ min: 2_048, max: 6_000 }), (alert, maxBytes) => {
        const text = alertText(alert, CONTEXT, { maxBytes })
        expect(bytes(text)).toBeLessThanOrEqual(maxBytes)
        expect(text).toContain(`Alert ${alert.id}`)
      }),
    )
  })

  it('ends between two lines when it is too long, and says so', () => {
    const alert: RedactedAlert = alertOf({
      findings: Array.from({ length: 40 }, (_, place) =>
        finding('cloud.mass-execution', 'medium', `\u5c71\u7530 ${place}`),
      ),
    })
    const whole = alertText(alert, CONTEXT, SNS).split('\n')
    const cut = alertText(alert, CONTEXT, { maxBytes: 2_048 }).split('\n')
    const note = cut.indexOf('Shortened to fit the mail. The whole alert is kept under its id.')
    expect(note).toBeGreaterThan(3)
    expect(cut.slice(0, note - 1)).toEqual(whole.slice(0, note - 1))
    expect(cut.slice(note + 2)).toEqual(whole.slice(-(cut.length - note - 2)))
  })
})
