import type { Alert } from '../../../shared/model/alert'
import * as attack from '../../../shared/model/attack'
import { jsonText } from '../../../shared/render/json-text'
import { ocsfFinding } from '../../../shared/render/ocsf'
import { tacticId } from '../../../shared/render/attack-names'
import { expectGolden } from './golden'
import { HIDDEN, PAYLOADS, withTextEverywhere } from './hostile'
import { alertOf, CONTEXT, finding } from './alert-fixture'
import { SAMPLES } from './sample-alerts'

const of = (changes: Partial<Alert> = {}): Readonly<Record<string, unknown>> => ocsfFinding(alertOf(changes), CONTEXT)

describe('ocsfFinding', () => {
  it('looks as it always did', () => {
    expectGolden(
      'ocsf.json',
      `${jsonText(
        Object.values(SAMPLES).map((alert) => ocsfFinding(alert, CONTEXT)),
        1,
      )}\n`,
    )
  })

  it.each(Object.entries(SAMPLES))('has every attribute that the class requires: %s', (_, alert) => {
    const event = ocsfFinding(alert, CONTEXT) as Record<string, never>
    expect(event).toMatchObject({
      class_uid: 2004,
      category_uid: 2,
      time: Date.parse(alert.time),
      metadata: { version: '1.5.0', product: { name: 'Runwarden' } },
      finding_info: { uid: alert.id },
    })
    expect(event['type_uid']).toBe(200_400 + (event['activity_id'] as unknown as number))
    expect([1, 2, 3, 4, 5]).toContain(event['severity_id'])
  })

  it.each<[kind: Alert['kind'], activity: number]>([
    ['alert', 1],
    ['digest', 1],
    ['test', 1],
    ['update', 2],
    ['escalation', 2],
  ])('says of a %s whether the finding is new', (kind, activity) => {
    expect(of({ kind })).toMatchObject({ activity_id: activity, type_uid: 200_400 + activity })
  })

  it.each<[name: string, suppressed: readonly (string | null)[], status: string]>([
    ['no finding', [null, null], 'New'],
    ['one of two', ['patch day', null], 'New'],
    ['every finding', ['patch day', 'patch day'], 'Suppressed'],
  ])('is suppressed when every finding is: %s', (_, suppressed, status) => {
    const event = of({
      findings: suppressed.map((reason) => finding('cloud.x', 'low', 'x', [], { suppressed: reason })),
    })
    expect(event).toMatchObject({ status, status_id: status === 'New' ? 1 : 3, is_alert: status === 'New' })
  })

  it('splits a sub-technique from its technique', () => {
    const { finding_info } = of({
      findings: [finding('cloud.x', 'low', 'x', [], { attack: [attack.CLOUD_ACCOUNTS] })],
    }) as { finding_info: Readonly<Record<string, unknown>> }
    expect(finding_info['attacks']).toEqual([
      {
        tactic: { uid: 'TA0001', name: 'Initial Access' },
        technique: { uid: 'T1078', src_url: 'https://attack.mitre.org/techniques/T1078/' },
        sub_technique: {
          uid: 'T1078.004',
          name: 'Cloud Accounts',
          src_url: 'https://attack.mitre.org/techniques/T1078/004/',
        },
      },
    ])
  })

  it('knows the id of every tactic in use', () => {
    for (const technique of Object.values(attack)) expect(tacticId(technique.tactic)).toMatch(/^TA\d{4}$/)
  })

  it('leaves out what is not known instead of writing null', () => {
    const event = of({
      region: null,
      source: { kind: 'unknown', ip: null, asn: null, organization: null, network: 'unknown', userAgent: null },
      targets: { kind: 'unknown', ids: [], selectors: [], total: null },
    })
    expect(event).not.toHaveProperty('resources')
    expect(event).not.toHaveProperty('cloud.region')
    expect((event['evidences'] as readonly object[])[0]).not.toHaveProperty('src_endpoint')
  })

  it('is one printable line whatever callers wrote', () => {
    for (const payload of Object.values(PAYLOADS))
      expect(
        jsonText(
          ocsfFinding(
            withTextEverywhere(() => payload),
            CONTEXT,
          ),
        ),
      ).not.toMatch(HIDDEN)
  })
})
