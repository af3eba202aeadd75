import { redactAlert } from '../../../shared/command/redact-alert'
import { alertSchema, readAlert } from '../../../shared/contracts/alert-json'
import type { Alert } from '../../../shared/model/alert'
import type { RedactedAlert } from '../../../shared/model/redacted-alert'
import { alertJson } from '../../../shared/render/redacted-json'
import { jsonText } from '../../../shared/render/json-text'
import { expectGolden } from './golden'
import { HIDDEN, PAYLOADS, withTextEverywhere } from './hostile'
import { engineAlerts } from './engine-alerts'
import { alertOf } from './alert-fixture'
import { SAMPLES } from './sample-alerts'
import { schemaFaults } from './schema-check'

const CONTRACT =
  'schema id key kind severity risk time title cloud account tenant region operation outcome actor source ' +
  'targets command findings learning degraded repeats activities links next silence'

/** What a machine reads of an alert. */
const jsonOf = (alert: RedactedAlert): Alert => alertJson(alert) as Alert

describe('alertJson', () => {
  it('has its members in the promised order, later ones behind', () => {
    expect(Object.keys(jsonOf(alertOf())).join(' ')).toBe(`${CONTRACT} resourceGroup because`)
  })

  it('has the members of its parts in the promised order', () => {
    const { actor, source, targets, command, findings } = jsonOf(alertOf())
    expect([actor, source, targets, command].map((part) => Object.keys(part).join(' '))).toEqual([
      'key kind display session',
      'kind ip asn organization network userAgent',
      'kind ids selectors total',
      'document text hash hidden',
    ])
    expect(Object.keys(findings[0] ?? {}).join(' ')).toBe(
      'rule title severity risk summary evidence attack novelty routine learning suppressed',
    )
  })

  it('says the same whatever the order it was built in', () => {
    const shuffled = redactAlert(Object.fromEntries(Object.entries(alertOf()).reverse()) as unknown as Alert)
    expect(jsonText(alertJson(shuffled))).toBe(jsonText(alertJson(alertOf())))
  })

  it('writes what is missing as null and nothing that is not described', () => {
    const { region: _region, ...rest } = alertOf()
    const json = jsonOf(redactAlert({ ...rest, extra: 1 } as unknown as Alert))
    expect(json.region).toBeNull()
    expect(json).not.toHaveProperty('extra')
  })

  it('keeps exact values and hides none of them when it is printed', () => {
    for (const payload of Object.values(PAYLOADS)) {
      const alert = withTextEverywhere(() => payload)
      const printed = jsonText(alertJson(alert))
      expect(printed).not.toMatch(HIDDEN)
      expect(JSON.parse(printed)).toEqual(alertJson(alert))
    }
  })

  it('looks as it always did', () => {
    expectGolden(
      'alert.json',
      `${jsonText(alertJson(SAMPLES['reverse shell on many machines'] as RedactedAlert), 2)}\n`,
    )
  })
})

describe('alertSchema', () => {
  it('describes what it says it describes', () => {
    expect(alertSchema()).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      required: [...CONTRACT.split(' '), 'resourceGroup', 'because'],
    })
  })

  it.each(Object.entries(SAMPLES))('fits %s', (_, alert) => {
    expect(schemaFaults(alertSchema(), JSON.parse(jsonText(alertJson(alert))))).toEqual([])
  })

  it('fits every alert that the engine makes', async () => {
    const alerts = await engineAlerts()
    expect(new Set(alerts.map(({ kind }) => kind))).toEqual(new Set(['alert', 'update']))
    for (const alert of alerts) expect(schemaFaults(alertSchema(), JSON.parse(jsonText(alertJson(alert))))).toEqual([])
  })

  it.each<[name: string, broken: Readonly<Record<string, unknown>>, fault: string]>([
    ['a severity nobody knows', { severity: 'grave' }, '$.severity: grave is none of'],
    ['a time without milliseconds', { time: '2026-01-10T03:14:07Z' }, '$.time: 2026-01-10T03:14:07Z does not match'],
    ['a risk over 100', { risk: 101 }, '$.risk: 101 is out of range'],
    ['a number for a text', { title: 7 }, '$.title: is integer, expected string'],
    ['null where a value must be', { operation: null }, '$.operation: is null, expected string'],
    ['a fault inside a list', { links: [{ label: 'x' }] }, '$.links[0].url: is missing'],
  ])('refuses %s', (_, broken, fault) => {
    expect(schemaFaults(alertSchema(), { ...jsonOf(alertOf()), ...broken }).join('\n')).toContain(fault)
  })
})

describe('readAlert', () => {
  it.each(Object.entries(SAMPLES))('reads %s back as it was written', (_, alert) => {
    expect(readAlert(JSON.parse(jsonText(alertJson(alert))))).toEqual(alertJson(alert))
  })

  it('takes an alert of an older version, and of a newer one', () => {
    const { because: _because, resourceGroup: _resourceGroup, ...older } = jsonOf(alertOf())
    expect(readAlert(older)).toEqual(alertJson(alertOf()))
    const newer = { ...jsonOf(alertOf()), id: 'another form', added: 1 }
    expect(readAlert(newer)).toEqual(newer)
  })

  it.each<[string, unknown]>([
    ['no object', 'runwarden.alert/1'],
    ['another schema', { ...jsonOf(alertOf()), schema: 'runwarden.alert/2' }],
    ['no findings', { ...jsonOf(alertOf()), findings: undefined }],
    ['a severity nobody knows', { ...jsonOf(alertOf()), severity: 'grave' }],
    ['a fault inside a list', { ...jsonOf(alertOf()), links: [{ label: 'x' }] }],
  ])('refuses %s', (_name, value) => {
    expect(readAlert(value)).toBeNull()
  })
})
