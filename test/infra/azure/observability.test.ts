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

  // kql.test.ts judges the queries; and that the app writes such lines.
  it('ask for these log lines', () => {
    const asked = [...rules.values()].flatMap((rule) =>
      [...String(valueAt(criterionOf(rule), 'query')).matchAll(/line\.event == '(\w+)'/g)].map(([, name]) => name),
    )
    expect(asked).toEqual(['RunwardenDeliveryFailed', 'HealthNotice', 'Run'])
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

  it.each([...rules])('%s is on and looks every five minutes', (name, rule) => {
    expect(valueAt(rule, 'properties')).toMatchObject({
      enabled: true,
      evaluationFrequency: 'PT5M',
      windowSize: name === 'records-missing' ? 'P1D' : 'PT15M',
    })
  })

  it('ask for functions that the app has', () => {
    const code = readFileSync(join(AZURE, '..', '..', 'functions', 'azure', 'handler.ts'), 'utf8')
    const functions = [...code.matchAll(/\bapp\.\w+\('(\w+)'/g)].map(([, name]) => name)
    const asked = [...rules.values()].flatMap((rule) =>
      [...String(valueAt(criterionOf(rule), 'query')).matchAll(/\bName == '(\w+)'/g)].map(([, name]) => name),
    )
    expect(asked).toEqual(['heartbeat'])
    expect(functions).toEqual(expect.arrayContaining(asked))
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
    expect(valueAt(group, 'properties')).toMatchObject({
      enabled: true,
      emailReceivers: [{ emailAddress: 'operations@example.com' }],
    })
    for (const rule of rules.values()) expect(valueAt(rule, 'properties.actions.actionGroups')).toEqual([group.id])
  })
})

describe('the rule that mails a summary of each alert', () => {
  const summary = `${app}-alerts`
  const rule = resourcesOfType(plain, RULE).find(({ name }) => name === summary)

  it('counts each alert once, apart from others', () => {
    expect(valueAt(rule, 'properties')).toMatchObject({
      enabled: true,
      severity: 1,
      evaluationFrequency: 'PT5M',
      windowSize: 'PT5M',
    })
    expect(criterionOf(rule)).toMatchObject({ operator: 'GreaterThan', threshold: 0, timeAggregation: 'Count' })
    const dimensions = valueAt(criterionOf(rule), 'dimensions') as readonly { readonly name: string }[]
    const columns = [...String(valueAt(criterionOf(rule), 'query')).matchAll(/[ ,](\w+) = tostring\(/g)]
    expect(dimensions.map(({ name }) => name)).toEqual(columns.map(([, name]) => name))
    expect(dimensions.length).toBeGreaterThan(2)
  })

  it('goes to the group that was asked for', () => {
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

describe('the workbook', () => {
  const workbook = only(plain, 'Microsoft.Insights/workbooks')
  interface Item {
    readonly type: number
    readonly content: Readonly<Record<string, unknown>>
  }
  const { items } = JSON.parse(String(valueAt(workbook, 'properties.serializedData'))) as {
    readonly items: readonly Item[]
  }

  it('is found by the portal beside the workspace that it asks', () => {
    const { id } = only(plain, 'Microsoft.OperationalInsights/workspaces')
    expect(workbook).toMatchObject({
      kind: 'shared',
      properties: { category: 'workbook', sourceId: id.toLowerCase() },
    })
  })

  it('shows queries of logs, in the time that the reader chose', () => {
    const given = items.filter(({ type }) => type === 9).map(({ content }) => valueAt(content, 'parameters.0.name'))
    expect(given).toEqual(['Time'])
    const queries = items.filter(({ content }) => content['query'] !== undefined)
    expect(queries.length).toBeGreaterThan(3)
    for (const item of queries)
      expect(item).toMatchObject({
        type: 3,
        content: {
          version: 'KqlItem/1.0',
          timeContextFromParameter: 'Time',
          queryType: 0,
          resourceType: 'microsoft.operationalinsights/workspaces',
          visualization: expect.stringMatching(/^(table|timechart)$/),
        },
      })
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
    const [rule, hub] = ["[parameters('hubExportRuleId')]", "[parameters('hubName')]"]
    const alias = 'Microsoft.Insights/diagnosticSettings'
    const role =
      "tenantResourceId('Microsoft.Authorization/roleDefinitions', variables('roleIds').monitoringContributor)"
    expect(valueAt(definition, 'properties')).toMatchObject({ policyType: 'Custom', mode: 'All' })
    expect(valueAt(definition, 'properties.policyRule.if')).toEqual({
      field: 'type',
      equals: 'Microsoft.Resources/subscriptions',
    })
    expect(valueAt(definition, 'properties.policyRule.then')).toMatchObject({
      effect: 'DeployIfNotExists',
      details: {
        type: setting?.type,
        existenceScope: 'Subscription',
        deploymentScope: 'Subscription',
        roleDefinitionIds: [`[${role}]`],
        existenceCondition: {
          allOf: [
            { field: `${alias}/eventHubAuthorizationRuleId`, equals: rule },
            { field: `${alias}/eventHubName`, equals: hub },
          ],
        },
      },
    })
    expect(valueAt(definition, 'properties.policyRule.then.details.deployment.properties.template.resources')).toEqual([
      {
        type: setting?.type,
        apiVersion: setting?.apiVersion,
        name: "[parameters('settingName')]",
        properties: {
          eventHubAuthorizationRuleId: rule,
          eventHubName: hub,
          logs: valueAt(setting, 'properties.logs'),
        },
      },
    ])
  })

  it('is made in each subscription by an assignment with an identity', () => {
    const fleet = snapshot('management-group')
    expect(only(fleet, 'Microsoft.Authorization/policyAssignments')).toMatchObject({
      identity: { type: 'SystemAssigned' },
      properties: {
        policyDefinitionId: only(fleet, 'Microsoft.Authorization/policyDefinitions').id,
        enforcementMode: 'Default',
      },
    })
  })
})
