import * as fc from 'fast-check'
import type { Alert } from '../../../shared/model/alert'
import type { RedactedAlert } from '../../../shared/model/redacted-alert'
import { SEVERITIES } from '../../../shared/model/severity'
import { alertSubject } from '../../../shared/render/mail-subject'
import { anyAlert, anyText, FIELDS, PAYLOADS, withTextIn } from './hostile'
import { alertOf, CONTEXT, finding } from './alert-fixture'
import { SAMPLES } from './sample-alerts'

const actor = (display: string): Alert['actor'] => ({
  key: 'aws:123456789012:role/x',
  kind: 'role',
  display,
  session: null,
})
const LONG = 'role/deployment-pipeline-of-the-customer-data-platform-in-production-eu'

describe('alertSubject', () => {
  it.each<[name: string, alert: RedactedAlert, expected: string]>([
    [
      'severity, rule, caller and account by name',
      alertOf(),
      '[MEDIUM] First Seen Caller by role/Deploy in prod (123456789012)',
    ],
    [
      'an account without a name',
      alertOf({ account: '111122223333' }),
      '[MEDIUM] First Seen Caller by role/Deploy in 111122223333',
    ],
    ['no account at all', { ...alertOf(), account: null }, '[MEDIUM] First Seen Caller by role/Deploy'],
    [
      'the number of further rules',
      SAMPLES['reverse shell on many machines'] as RedactedAlert,
      '[CRITICAL] Suspicious Command and 3 more by role/Deploy in prod (123456789012)',
    ],
    [
      'rules that say nothing are not counted',
      SAMPLES['update once confirmed'] as RedactedAlert,
      '[UPDATE] [CRITICAL] Suspicious Command by role/Deploy in prod (123456789012)',
    ],
    [
      'a test',
      SAMPLES['test of the way'] as RedactedAlert,
      '[TEST] [MEDIUM] First Seen Caller by role/Deploy in prod (123456789012)',
    ],
    [
      'a digest',
      SAMPLES['digest of many'] as RedactedAlert,
      '[DIGEST] [MEDIUM] 14 alerts rate-limited within the hour: First Seen Caller by r... in 123456789012',
    ],
    [
      'an alert without findings by its title',
      alertOf({ findings: [], title: 'Nothing found' }),
      '[MEDIUM] Nothing found in prod (123456789012)',
    ],
    [
      'an escalation',
      SAMPLES['escalation after repeats'] as RedactedAlert,
      '[UPDATE] [MEDIUM] First Seen Caller by role/Deploy in prod (123456789012)',
    ],
    [
      'a long caller is shortened first',
      alertOf({ actor: actor(LONG) }),
      '[MEDIUM] First Seen Caller by role/deployment-pipeline-of-the-custo... in prod (123456789012)',
    ],
    [
      'forged tags become parentheses',
      alertOf({ actor: actor('[TEST] x') }),
      '[MEDIUM] First Seen Caller by (TEST) x in prod (123456789012)',
    ],
    [
      'silenced findings are not named',
      SAMPLES['silenced in part and degraded'] as RedactedAlert,
      '[MEDIUM] Broad Target Selector by role/Deploy in prod (123456789012)',
    ],
  ])('names %s', (_, alert, expected) => {
    expect(alertSubject(alert, CONTEXT)).toBe(expected)
  })

  it('keeps severity, rule and subscription however long the rest is', () => {
    const subscription = '00000000-0000-0000-0000-000000000001'
    for (const severity of SEVERITIES) {
      const alert = alertOf({
        kind: 'escalation',
        severity,
        account: subscription,
        actor: actor(LONG),
        findings: [
          finding('cloud.first-seen-caller-on-target', severity, 'x'),
          finding('cloud.mass-execution', severity, 'x'),
        ],
      })
      const subject = alertSubject(alert, {
        accountNames: { [subscription]: 'a name that takes more than its share of the line' },
      })
      expect(subject).toContain(`[UPDATE] [${severity.toUpperCase()}] First Seen Caller On Target`)
      expect(subject).toContain(subscription)
      expect(subject.length).toBeLessThanOrEqual(99)
    }
  })

  it('is one short line of printable ASCII for every payload in every field', () => {
    for (const field of Object.keys(FIELDS))
      for (const payload of Object.values(PAYLOADS))
        expect(alertSubject(withTextIn(field, payload), CONTEXT)).toMatch(/^\[[ -~]{1,98}$/)
  })

  it('is one short line of printable ASCII for any alert and any account name', () => {
    fc.assert(
      fc.property(anyAlert, anyText, (alert, name) => {
        expect(alertSubject(alert, { accountNames: { [alert.account ?? '']: name } })).toMatch(/^\[[ -~]{1,98}$/)
      }),
    )
  })
})
