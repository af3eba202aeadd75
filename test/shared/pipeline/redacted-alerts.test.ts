import { redactAlert } from '../../../shared/command/redact-alert'
import type { Alert } from '../../../shared/model/alert'
import type { RedactedAlert } from '../../../shared/model/redacted-alert'
import { holdForSummary } from '../../../shared/pipeline/rate-limit'
import type { Sink } from '../../../shared/pipeline/ports'
import { sampleAlert } from '../../../shared/pipeline/sample-alert'
import { sendToSinks } from '../../../shared/pipeline/send-to-sinks'
import { sweep } from '../../../shared/pipeline/sweep'
import type { alertSubject } from '../../../shared/render/mail-subject'
import { HELD } from '../../../shared/state/kinds'
import { DIGEST, RESEND } from '../../../shared/state/works'
import { testDetector } from '../../support/detector'

const SECRET = 'Tr0ub4dor-and-3'
const raw: Alert = { ...sampleAlert(0, 'alert'), title: `deploy --password ${SECRET}` }
const stored = (value: unknown): string => JSON.stringify(value)

const held = { id: raw.id, title: raw.title, activity: 'a', severity: raw.severity, risk: raw.risk }

describe('alerts that wait', () => {
  it.each<[string, unknown]>([
    ['for their summary', DIGEST.decode(stored(raw))],
    ['in a summary', HELD.decode(stored(held))],
    ['to be sent again', RESEND.decode(stored({ since: 0, alert: raw }))],
  ])('%s are redacted when they are read: 0.1.0 stored them as they were', (_what, read) => {
    expect(stored(read)).toContain('[redacted]')
    expect(stored(read)).not.toContain(SECRET)
  })

  it('are stored and sent redacted', async () => {
    const sent: RedactedAlert[] = []
    let fails = true
    const failing: Sink = {
      name: 'failing',
      send: async (alert) => {
        if (fails) throw new Error('down')
        sent.push(alert)
      },
    }
    const keeping: Sink = { name: 'keeping', send: async (alert) => void sent.push(alert) }
    const detector = testDetector({}, { sinks: [failing, keeping] })
    await sendToSinks(detector, raw)
    await holdForSummary(detector, raw)
    const work = await detector.state.due(Number.MAX_SAFE_INTEGER, 10)
    expect(work.map(({ key }) => key.replace(/\/.*/, '')).toSorted()).toEqual(['digest', 'resend'])
    const opened = work.map((item) => (item.key.startsWith('digest/') ? item.open(DIGEST) : item.open(RESEND)))
    expect(stored(opened)).toContain('[redacted]')
    expect(stored(opened)).not.toContain(SECRET)
    fails = false
    detector.clock.time += 10 * 3_600_000
    await sweep(detector)
    expect(sent.map(({ kind }) => kind)).toEqual(['alert', 'alert', 'digest', 'digest'])
    expect(stored(sent)).not.toContain(SECRET)
  })
})

describe('the compiler', () => {
  const take = (alert: RedactedAlert): string => alert.title

  it('takes redacted alerts, and copies of them with other numbers', () => {
    const alert = redactAlert(raw)
    expect(take({ ...alert, repeats: 3, kind: 'update' })).toBe(take(alert))
  })

  it('refuses an alert as it is, and a copy with a text of somebody else', () => {
    // A type that took one of these would make the flag `true`, and this would not compile.
    type Accepts<T> = T extends RedactedAlert ? true : false
    const accepted: readonly [
      Accepts<Alert>,
      Accepts<Omit<RedactedAlert, 'title'> & { readonly title: string }>,
      Accepts<Omit<RedactedAlert, 'findings'> & Pick<Alert, 'findings'>>,
    ] = [false, false, false]
    expect(accepted).not.toContain(true)
    const rendered: Accepts<Parameters<typeof alertSubject>[0]> = true
    expect(rendered).toBe(true)
  })
})
