import { settingsSchema } from '../../scripts/docs/settings-schema'
import {
  CHANGE_WINDOW_EXAMPLES,
  OVERRIDE_EXAMPLES,
  SUPPRESSION_EXAMPLES,
} from '../../scripts/docs/suppression-examples'
import { defaultSettings, loadSettings } from '../../shared/config/load'
import { SETTINGS } from '../../shared/config/settings'
import { suppressionReason } from '../../shared/engine/suppress'
import type { Activity } from '../../shared/model/activity'
import { awsActivity, azureActivity, azureUser, principal } from '../support/activity'

const values = {
  RUNWARDEN_SUPPRESSIONS: JSON.stringify(SUPPRESSION_EXAMPLES.map(({ suppression }) => suppression)),
  RUNWARDEN_CHANGE_WINDOWS: JSON.stringify(CHANGE_WINDOW_EXAMPLES),
  RUNWARDEN_OVERRIDES: JSON.stringify(OVERRIDE_EXAMPLES),
}
const loaded = loadSettings([{ origin: 'environment', values }])
const network = { asn: 64_500, organization: null, class: 'other', ours: false, term: '64500' } as const

const reason = (rule: string, activity: Activity): string | null =>
  suppressionReason(`runwarden.${rule}`, activity, network, loaded.settings)

describe('the examples of docs/reference/settings.md', () => {
  it('are read without a problem', () => {
    expect(loaded.problems).toEqual([])
    expect(loaded.settings.suppressions).toHaveLength(SUPPRESSION_EXAMPLES.length)
  })

  // 2026-03-03 is a Tuesday; 23:00 in Paris is 22:00 UTC.
  const patching = awsActivity({
    at: Date.UTC(2026, 2, 3, 22),
    actor: principal({ key: 'aws:123456789012:role/Patching' }),
    document: { name: 'AWS-RunPatchBaseline', version: null, owner: null },
  })

  it.each([
    { name: 'patching in its window', rule: 'cloud.mass-execution', activity: patching, silenced: true },
    {
      name: 'patching on Wednesday',
      rule: 'cloud.mass-execution',
      activity: { ...patching, at: patching.at + 86_400_000 },
      silenced: false,
    },
    {
      name: 'another document in the window',
      rule: 'cloud.mass-execution',
      activity: { ...patching, document: { name: 'AWS-RunShellScript', version: null, owner: null } },
      silenced: false,
    },
    {
      name: 'the inventory of a compliance role',
      rule: 'cloud.mass-execution',
      activity: awsActivity({
        actor: principal({ key: 'aws:111122223333:role/compliance-scan' }),
        document: { name: 'AWS-GatherSoftwareInventory', version: null, owner: null },
      }),
      silenced: true,
    },
    {
      name: 'the same by a rule it does not name',
      rule: 'cloud.first-seen-caller',
      activity: awsActivity({
        actor: principal({ key: 'aws:111122223333:role/compliance-scan' }),
        document: { name: 'AWS-GatherSoftwareInventory', version: null, owner: null },
      }),
      silenced: false,
    },
    {
      name: 'a nightly job, by the object id of its identity',
      rule: 'azure.automation-runbook',
      activity: azureActivity({
        operation: 'microsoft.automation/automationaccounts/jobs/write',
        actor: azureUser({
          key: 'azure:00000000-0000-0000-0000-000000000022',
          aliases: ['00000000-0000-0000-0000-000000000022'],
        }),
        scope: { account: null, region: null, tenant: null, resourceGroup: 'rg-shop' },
      }),
      silenced: true,
    },
  ])('silence what they are for: $name: $silenced', ({ rule, activity, silenced }) => {
    expect(reason(rule, activity) !== null).toBe(silenced)
  })
})

describe('docs/reference/settings.schema.json', () => {
  const { properties } = settingsSchema() as {
    readonly properties: Readonly<Record<string, { readonly default: unknown; readonly description: string }>>
  }

  it('has every setting with its sentence and default', () => {
    expect(Object.keys(properties)).toEqual(Object.values(SETTINGS).map(({ name }) => name))
    for (const [key, { name, sentence }] of Object.entries(SETTINGS))
      expect(properties[name]).toMatchObject({
        description: sentence,
        default: defaultSettings()[key as keyof typeof SETTINGS],
      })
  })
})
