import { sourceNetwork } from '../../../shared/enrich/source-network'
import type { Activity } from '../../../shared/model/activity'
import { activityLine } from '../../../shared/render/activity-line'
import { jsonText } from '../../../shared/render/json-text'
import { awsActivity, azureActivity } from '../../support/activity'
import { HIDDEN, PAYLOADS } from './hostile'
import { finding } from './alert-fixture'

const lineOf = (activity: Activity, findings = [finding('cloud.first-seen-caller', 'medium', 'x')]) =>
  activityLine(
    activity,
    sourceNetwork(activity, () => ({ asn: 64500, organization: 'Example Access', class: 'other', ours: false })),
    { findings, learning: false },
  )

describe('activityLine', () => {
  it('has exactly the promised members in their order', () => {
    expect(Object.keys(lineOf(awsActivity())).join(' ')).toBe(
      'schema id records time cloud account tenant region operation family outcome actor source targets command ' +
        'findings learning',
    )
  })

  it('says everything about a call', () => {
    expect(lineOf(awsActivity({ payload: { kind: 'text', text: 'id' } }))).toEqual({
      schema: 'runwarden.activity/1',
      id: '00000000-0000-0000-0000-000000000001',
      records: ['00000000-0000-0000-0000-000000000001'],
      time: '2026-03-02T10:00:00.000Z',
      cloud: 'aws',
      account: '123456789012',
      tenant: null,
      region: 'eu-west-1',
      operation: 'ssm:SendCommand',
      family: 'command',
      outcome: 'succeeded',
      actor: { key: 'aws:123456789012:role/Deploy', kind: 'role', display: 'role/Deploy', session: 'build-1' },
      source: {
        kind: 'address',
        ip: '192.0.2.10',
        asn: 64500,
        organization: 'Example Access',
        network: 'other',
        userAgent: 'aws-cli/2.17.32',
      },
      targets: { kind: 'listed', ids: ['i-0123456789abcdef0'], selectors: [], total: 1 },
      command: {
        document: 'AWS-RunShellScript',
        text: 'id',
        hash: 'a56145270ce6b3bebd1dd012b73948677dd618d496488bc608a3cb43ce3547dd',
        hidden: null,
      },
      findings: [{ rule: 'runwarden.cloud.first-seen-caller', severity: 'medium', risk: 47, suppressed: null }],
      learning: false,
    })
  })

  it('marks silenced findings with their reason', () => {
    const { findings } = lineOf(azureActivity(), [
      finding('cloud.mass-execution', 'medium', 'x', [], { suppressed: 'patch day' }),
    ])
    expect(findings).toEqual([
      { rule: 'runwarden.cloud.mass-execution', severity: 'medium', risk: 47, suppressed: 'patch day' },
    ])
  })

  it('writes unknown values as null', () => {
    const line = lineOf(
      awsActivity({
        source: { kind: 'unknown' },
        userAgent: null,
        targets: { kind: 'unknown', reason: 'not in the record' },
        document: null,
        payload: { kind: 'none' },
      }),
      [],
    )
    expect(line).toMatchObject({
      source: { ip: null, asn: null, organization: null, userAgent: null },
      targets: { ids: [], total: null },
      command: { document: null, text: null, hash: null, hidden: null },
      findings: [],
    })
  })

  it('is one printable line whatever callers wrote', () => {
    for (const payload of Object.values(PAYLOADS))
      expect(
        jsonText(
          lineOf(
            awsActivity({
              userAgent: payload,
              document: { name: payload, version: null, owner: null },
              payload: { kind: 'text', text: payload },
            }),
          ),
        ),
      ).not.toMatch(HIDDEN)
  })
})
