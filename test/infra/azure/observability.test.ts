import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { ObjectExpr } from '../../bicep/ast'
import { everyExpression } from '../../bicep/walk'
import { AZURE, literal, resourcesOfType, template, textsIn, valueAt, variable } from './templates'

const RULES = variable(template('modules/alert-rules.bicep'), 'rules')
const rules = RULES.kind === 'array' ? RULES.items.filter((item): item is ObjectExpr => item.kind === 'object') : []
const rule = (name: string): ObjectExpr => {
  const found = rules.find((candidate) => literal(valueAt(candidate, 'name')) === name)
  if (!found) throw new Error(`no rule ${name}`)
  return found
}

describe('the alert rules', () => {
  it(
    'watch for failures, a growing quarantine, alerts that did not go out, notices, a missing heartbeat and ' +
      'missing records',
    () => {
      expect(rules.map((candidate) => literal(valueAt(candidate, 'name')))).toEqual([
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
    expect(
      rules
        .map((candidate) => literal(valueAt(candidate, 'name')))
        .filter((name) => !operations.includes(`\n| \`${String(name)}\` |`)),
    ).toEqual([])
  })

  it('ask for log lines that the function app writes', () => {
    const events = [
      ...readFileSync(join(AZURE, '..', '..', 'functions', 'azure', 'log.ts'), 'utf8').matchAll(/\| '(\w+)'/g),
    ].map(([, name]) => name)
    const asked = rules.flatMap((candidate) =>
      [
        ...textsIn(valueAt(candidate, 'query')!)
          .join('')
          .matchAll(/line\.event == '(\w+)'/g),
      ].map(([, name]) => name),
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
    expect([literal(valueAt(rule(name), 'operator')), literal(valueAt(rule(name), 'threshold'))]).toEqual([
      operator,
      threshold,
    ])
  })

  it('ask for the container that the storage account has', () => {
    const query = valueAt(rule('quarantine-growth'), 'query')
    const containers = literal(variable(template('modules/storage.bicep'), 'containerNames')) as readonly string[]
    expect(query && textsIn(query).join('')).toContain('/quarantine/')
    expect(containers).toContain('quarantine')
  })

  it('see blob writes because the account reports them', () => {
    const setting = resourcesOfType('Microsoft.Insights/diagnosticSettings').find(
      ({ path }) => path === 'modules/storage.bicep',
    )
    expect(setting && everyExpression(setting.body).some((expr) => literal(expr) === 'StorageWrite')).toBe(true)
  })

  it('go to the operations group, and summaries to the group that was asked for', () => {
    const [watching, summaries] = resourcesOfType('Microsoft.Insights/scheduledQueryRules')
    const groupsOf = (body: ObjectExpr | undefined): unknown => body && valueAt(body, 'properties.actions.actionGroups')
    expect(groupsOf(watching?.body)).toMatchObject({ items: [{ name: 'operationsGroupId' }] })
    expect(groupsOf(summaries?.body)).toMatchObject({ items: [{ name: 'actionGroupId' }] })
    expect(summaries?.declaration.body.condition).toBeDefined()
  })

  it('mail the operations address', () => {
    const [group] = resourcesOfType('Microsoft.Insights/actionGroups')
    const receivers = group && valueAt(group.body, 'properties.emailReceivers')
    expect(receivers).toMatchObject({
      items: [
        {
          properties: expect.arrayContaining([
            expect.objectContaining({
              key: 'emailAddress',
              value: expect.objectContaining({ name: 'operationsEmail' }),
            }),
          ]),
        },
      ],
    })
  })
})

describe('the export', () => {
  const settings = resourcesOfType('Microsoft.Insights/diagnosticSettings').filter(
    ({ path }) => path === 'modules/activity-log.bicep',
  )

  it('sends the administrative category to a named hub', () => {
    expect(settings).toHaveLength(1)
    const [setting] = settings
    expect(setting && valueAt(setting.body, 'properties.eventHubName')).toBeDefined()
    expect(setting && everyExpression(setting.body).map(literal)).toContain('Administrative')
  })

  it('is the same whether a subscription or the policy makes it', () => {
    const [definition] = resourcesOfType('Microsoft.Authorization/policyDefinitions')
    const details = definition && valueAt(definition.body, 'properties.policyRule.then.details')
    if (details?.kind !== 'object') throw new Error('the policy has no details')
    const deployed = valueAt(details, 'deployment.properties.template.resources')
    const [resource] = deployed?.kind === 'array' ? deployed.items : []
    const [setting] = settings
    if (resource?.kind !== 'object' || !setting) throw new Error('the policy deploys nothing')

    expect(`${String(literal(valueAt(resource, 'type')))}@${String(literal(valueAt(resource, 'apiVersion')))}`).toBe(
      setting.declaration.typeText,
    )
    expect(shape(valueAt(resource, 'properties.logs'))).toEqual(shape(valueAt(setting.body, 'properties.logs')))
    expect(literal(valueAt(details, 'existenceScope'))).toBe('Subscription')
    expect(literal(valueAt(details, 'deploymentScope'))).toBe('Subscription')
  })
})

/** The literals of an expression, in order. */
function shape(expr: ReturnType<typeof valueAt>): readonly unknown[] {
  return expr ? everyExpression(expr).map(literal) : []
}
