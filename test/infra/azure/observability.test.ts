import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { AZURE, only, resourcesOfType, snapshot, valueAt, type Resource } from './snapshots'

const plain = snapshot('plain')
const app = only(plain, 'Microsoft.Web/sites').name
const RULE = 'Microsoft.Insights/scheduledQueryRules'

/** The rules that watch Runwarden itself, by their names without that of the app. */
const rules = new Map(
  resourcesOfType(snapshot('nothing-to-alert-to'), RULE).map((rule) => [rule.name.slice(`${app}-`.length), rule]),
)
const criterionOf = (rule: Resource | undefined): unknown => valueAt(rule, 'properties.criteria.allOf.0')

describe('the alert rules', () => {
  it(
    'watch for failures, a growing quarantine, alerts that did not go out, notices, a missing heartbeat and ' +
      'missing records',
    () => {
      expect([...rules.keys()]).toEqual([
        'function-failures',
        'quarantine-growth',
        'delivery-failed',
        'health-notice',
        'heartbeat-missing',
        'records-missing',
      ])
    },
  )

  it('are each explained to the person who gets the mail', () => {
    const operations = readFileSync(join(AZURE, '..', '..', 'docs', 'guide', 'operate.md'), 'utf8')
    expect([...rules.keys()].filter((name) => !operations.includes(`\n| \`${name}\` |`))).toEqual([])
  })

  it('ask for log lines that the function app writes', () => {
    const log = readFileSync(join(AZURE, '..', '..', 'functions', 'azure', 'log.ts'), 'utf8')
    const events = [...log.matchAll(/\| '(\w+)'/g)].map(([, name]) => name)
    const asked = [...rules.values()].flatMap((rule) =>
      [...String(valueAt(criterionOf(rule), 'query')).matchAll(/line\.event == '(\w+)'/g)].map(([, name]) => name),
    )
    expect(asked).toEqual(['RunwardenDeliveryFailed', 'HealthNotice', 'Run'])
    expect(asked.filter((name) => !events.includes(name))).toEqual([])
  })

  it.each([
    ['function-failures', 'GreaterThan', 0],
    ['quarantine-growth', 'GreaterThan', 0],
    ['delivery-failed', 'GreaterThan', 0],
    ['health-notice', 'GreaterThan', 0],
    // no row at all must count as less than one
    ['heartbeat-missing', 'LessThan', 1],
    ['records-missing', 'LessThan', 1],
  ])('%s fires at %s %d', (name, operator, threshold) => {
    expect(criterionOf(rules.get(name))).toMatchObject({ operator, threshold, timeAggregation: 'Count' })
  })

  it('see blob writes because the account reports them', () => {
    const setting = resourcesOfType(plain, 'Microsoft.Insights/diagnosticSettings').find(({ id }) =>
      id.includes('/blobServices/default/'),
    )
    const { id } = only(plain, 'Microsoft.OperationalInsights/workspaces')
    expect(valueAt(setting, 'properties')).toEqual({
      workspaceId: id,
      logs: [{ category: 'StorageWrite', enabled: true }],
    })
    for (const rule of rules.values()) expect(valueAt(rule, 'properties.scopes')).toEqual([id])
  })

  it('go to the operations group, which mails the operations address', () => {
    const group = only(plain, 'Microsoft.Insights/actionGroups')
    expect(valueAt(group, 'properties.emailReceivers.0.emailAddress')).toBe('operations@example.com')
    for (const rule of rules.values()) expect(valueAt(rule, 'properties.actions.actionGroups')).toEqual([group.id])
  })
})

describe('the rule that mails a summary of each alert', () => {
  const summary = `${app}-alerts`

  it('goes to the group that was asked for', () => {
    const rule = resourcesOfType(plain, RULE).find(({ name }) => name === summary)
    expect(valueAt(rule, 'properties.actions.actionGroups')).toEqual([
      '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/on-call/providers/Microsoft.Insights/' +
        'actionGroups/on-call',
    ])
  })

  it('is not there where no group was asked for', () => {
    const names = resourcesOfType(snapshot('nothing-to-alert-to'), RULE).map(({ name }) => name)
    expect(names).not.toContain(summary)
  })
})

describe('the export', () => {
  const settingsOf = (name: string): readonly Resource[] =>
    resourcesOfType(snapshot(name), 'Microsoft.Insights/diagnosticSettings').filter(
      ({ id }) => !id.includes('/resourceGroups/'),
    )
  const [setting] = settingsOf('plain')

  it('sends the administrative category to a named hub, by the rule that can only send', () => {
    expect(valueAt(setting, 'properties')).toEqual({
      eventHubAuthorizationRuleId: only(plain, 'Microsoft.EventHub/namespaces/authorizationRules').id,
      eventHubName: 'activity',
      logs: [{ category: 'Administrative', enabled: true }],
    })
  })

  it('is left to the management group where that exports', () => {
    expect(settingsOf('endpoint-hub-and-operators')).toEqual([])
  })

  it('is the same whether a subscription or the policy makes it', () => {
    const definition = only(snapshot('management-group'), 'Microsoft.Authorization/policyDefinitions')
    const details = valueAt(definition, 'properties.policyRule.then.details')
    expect(details).toMatchObject({ existenceScope: 'Subscription', deploymentScope: 'Subscription' })
    const deployed = valueAt(details, 'deployment.properties.template.resources.0')
    expect(deployed).toMatchObject({
      type: setting?.type,
      apiVersion: setting?.apiVersion,
      properties: { logs: valueAt(setting, 'properties.logs') },
    })
  })
})
