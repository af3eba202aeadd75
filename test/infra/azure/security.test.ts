import type { Expr } from '../../bicep/ast'
import { everyExpression } from '../../bicep/walk'
import { literal, resourcesOfType, template, textsIn, valueAt, variable, type TemplateResource } from './templates'

const ASSIGNMENT = 'Microsoft.Authorization/roleAssignments'

/** What each assignment may grant, and on what. */
const ALLOWED: readonly (readonly [file: string, role: string, scope: string])[] = [
  ['management-group.bicep', 'monitoringContributor', 'the deployment'],
  ['management-group.bicep', 'role', 'the deployment'],
  ['modules/command-reader.bicep', 'role', 'the deployment'],
  ['modules/export-rule-user.bicep', 'role', 'namespace::rule'],
  ['modules/hub.bicep', 'eventHubsDataReceiver', 'activityHub'],
  ['modules/hub.bicep', 'eventHubsDataReceiver', 'processHub'],
  ['modules/hub.bicep', 'eventHubsDataSender', 'processHub'],
  ['modules/monitoring.bicep', 'monitoringMetricsPublisher', 'insights'],
  ['modules/operators.bicep', 'eventHubsDataReceiver', 'hub'],
  ['modules/operators.bicep', 'eventHubsDataSender', 'hub'],
  ['modules/operators.bicep', 'storageBlobDataContributor', 'account'],
  ['modules/storage.bicep', 'storageBlobDataOwner', 'account'],
  ['modules/storage.bicep', 'storageTableDataContributor', 'account'],
]

const nameOf = (expr: Expr | undefined): string => {
  if (expr === undefined) return 'the deployment'
  if (expr.kind === 'name') return expr.name
  if (expr.kind === 'member') return expr.property === 'id' ? nameOf(expr.base) : expr.property
  if (expr.kind === 'nested') return `${nameOf(expr.base)}::${expr.name}`
  if (expr.kind === 'call') return nameOf(expr.args.at(-1))
  throw new Error(`an assignment with a ${expr.kind}`)
}

const only = (type: string): TemplateResource => {
  const [first, ...others] = resourcesOfType(type)
  if (!first || others.length > 0) throw new Error(`expected one ${type}`)
  return first
}

describe('role assignments', () => {
  it('grant nothing beyond the allow list', () => {
    const granted = resourcesOfType(ASSIGNMENT).map(({ path, body }) => [
      path,
      nameOf(valueAt(body, 'properties.roleDefinitionId')),
      nameOf(valueAt(body, 'scope')),
    ])
    expect(inOrder(granted)).toEqual(inOrder(ALLOWED))
  })

  it(
    'go to service principals only, so that a mistaken id of a person is refused, but for operators, who are ' +
      'people and groups',
    () => {
      const types = resourcesOfType(ASSIGNMENT).map(
        ({ path, body }) => `${path}: ${String(literal(valueAt(body, 'properties.principalType')))}`,
      )
      expect(types.toSorted()).toEqual(
        ALLOWED.map(
          ([file]) => `${file}: ${file === 'modules/operators.bicep' ? 'undefined' : 'ServicePrincipal'}`,
        ).toSorted(),
      )
    },
  )

  it('use the published ids of built-in roles', () => {
    const ids = variable(template('modules/roles.bicep'), 'roleIds')
    expect(
      ids.kind === 'object' && Object.fromEntries(ids.properties.map(({ key, value }) => [key, literal(value)])),
    ).toEqual({
      eventHubsDataReceiver: 'a638d3c7-ab3a-418d-83e6-5f17a39d4fde',
      eventHubsDataSender: '2b629674-e913-4c01-ae53-ef4638d8f975',
      monitoringContributor: '749f88d5-cbae-40b8-bcfc-e573ddc772fa',
      monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb',
      storageBlobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
      storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b',
      storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3',
    })
  })
})

describe('the command reader', () => {
  const actions = literal(variable(template('modules/roles.bicep'), 'commandReaderActions')) as readonly string[]

  it('reads, and takes no action but the one that returns the text of a job', () => {
    expect(actions.filter((action) => !action.endsWith('/read'))).toEqual([
      'Microsoft.Automation/automationAccounts/jobs/runbookContent/action',
    ])
  })

  it('has no wildcard but the one below a runbook draft', () => {
    expect(actions.filter((action) => action.includes('*'))).toEqual([
      'Microsoft.Automation/automationAccounts/runbooks/draft/*/read',
    ])
  })

  it.each(['modules/command-reader.bicep', 'management-group.bicep'])(
    'is what the custom role of %s grants, and nothing on data',
    (path) => {
      const role = resourcesOfType('Microsoft.Authorization/roleDefinitions').find((resource) => resource.path === path)
      const permissions = role && valueAt(role.body, 'properties.permissions')
      const [permission] = permissions?.kind === 'array' ? permissions.items : []
      if (permission?.kind !== 'object') throw new Error('expected one permission')
      expect(nameOf(valueAt(permission, 'actions'))).toBe('commandReaderActions')
      expect(literal(valueAt(permission, 'dataActions'))).toEqual([])
    },
  )
})

describe('the storage account', () => {
  const { body } = only('Microsoft.Storage/storageAccounts')

  it.each([
    ['allowSharedKeyAccess', false],
    ['allowBlobPublicAccess', false],
    ['allowCrossTenantReplication', false],
    ['defaultToOAuthAuthentication', true],
    ['supportsHttpsTrafficOnly', true],
    ['minimumTlsVersion', 'TLS1_2'],
  ])('has %s %s', (property, expected) => {
    expect(literal(valueAt(body, `properties.${property}`))).toBe(expected)
  })

  it('holds the containers and tables the app uses, all private', () => {
    const storage = template('modules/storage.bicep')
    expect(literal(variable(storage, 'containerNames'))).toEqual(['alerts', 'deployments', 'quarantine'])
    expect(literal(variable(storage, 'tableNames'))).toEqual(['activities', 'history', 'ledger'])
    expect(
      literal(
        valueAt(only('Microsoft.Storage/storageAccounts/blobServices/containers').body, 'properties.publicAccess'),
      ),
    ).toBe('None')
  })

  it('keeps deleted blobs long enough to notice', () => {
    const blobs = only('Microsoft.Storage/storageAccounts/blobServices').body
    expect(literal(valueAt(blobs, 'properties.deleteRetentionPolicy.days'))).toBeGreaterThanOrEqual(7)
  })
})

describe('the hub', () => {
  const { body } = only('Microsoft.EventHub/namespaces')

  it('takes keys only as long as the parameter says so, by default until the smoke test has passed', () => {
    const keys = valueAt(body, 'properties.disableLocalAuth')
    expect(keys).toMatchObject({ kind: 'unary', operator: '!', value: { kind: 'name', name: 'localAuth' } })
    const parameter = template('main.bicep').declarations.find(
      (declaration) => declaration.kind === 'parameter' && declaration.name === 'hubLocalAuth',
    )
    expect(parameter).toMatchObject({ value: { kind: 'boolean', value: true } })
  })

  it('is Standard, with TLS 1.2', () => {
    expect(literal(valueAt(body, 'sku.name'))).toBe('Standard')
    expect(literal(valueAt(body, 'properties.minimumTlsVersion'))).toBe('1.2')
  })

  it('has one rule, which can only send', () => {
    expect(
      literal(valueAt(only('Microsoft.EventHub/namespaces/authorizationRules').body, 'properties.rights')),
    ).toEqual(['Send'])
    expect(resourcesOfType('Microsoft.EventHub/namespaces/eventhubs/authorizationRules')).toEqual([])
  })

  it('has a consumer group for the detector and one for people', () => {
    const groups = resourcesOfType('Microsoft.EventHub/namespaces/eventhubs/consumergroups')
    expect(groups.map(({ body: group }) => literal(valueAt(group, 'name')))).toEqual(['runwarden', 'tail', 'runwarden'])
  })
})

describe('the app', () => {
  const { body } = only('Microsoft.Web/sites')

  it('talks TLS 1.2 and answers nobody', () => {
    expect(literal(valueAt(body, 'properties.httpsOnly'))).toBe(true)
    expect(literal(valueAt(body, 'properties.siteConfig.minTlsVersion'))).toBe('1.2')
    expect(literal(valueAt(body, 'properties.siteConfig.scmMinTlsVersion'))).toBe('1.2')
    expect(literal(valueAt(body, 'properties.siteConfig.ipSecurityRestrictionsDefaultAction'))).toBe('Deny')
  })

  it('takes no password for deployments', () => {
    const passwords = resourcesOfType('Microsoft.Web/sites/basicPublishingCredentialsPolicies')
    expect(
      passwords.map((site) => [literal(valueAt(site.body, 'name')), literal(valueAt(site.body, 'properties.allow'))]),
    ).toEqual([
      ['ftp', false],
      ['scm', false],
    ])
  })

  it('has the identity it is given and no other', () => {
    expect(literal(valueAt(body, 'identity.type'))).toBe('UserAssigned')
    expect(literal(valueAt(body, 'properties.functionAppConfig.deployment.storage.authentication.type'))).toBe(
      'UserAssignedIdentity',
    )
  })

  it.each(['main.bicep', 'modules/app.bicep'])('runs on a supported Node version (%s)', (path) => {
    const { declarations } = template(path)
    const parameter = declarations.find(
      (declaration) => declaration.kind === 'parameter' && declaration.name === 'nodeVersion',
    )
    if (parameter?.kind !== 'parameter') throw new Error('no parameter nodeVersion')
    const allowed = parameter.decorators.find(({ name }) => name === 'allowed')?.args[0]
    expect(literal(allowed)).toEqual(['22', '24'])
    if (path === 'main.bicep') expect(literal(parameter.value)).toBe('22')
  })
})

describe('telemetry', () => {
  it('takes no keys and is never sampled', () => {
    const { body } = only('Microsoft.Insights/components')
    expect(literal(valueAt(body, 'properties.DisableLocalAuth'))).toBe(true)
    expect(literal(valueAt(body, 'properties.SamplingPercentage'))).toBe(100)
    expect(
      literal(valueAt(only('Microsoft.OperationalInsights/workspaces').body, 'properties.features.disableLocalAuth')),
    ).toBe(true)
  })
})

describe('the templates', () => {
  it('never ask a service for a key', () => {
    const { declarations } = template('modules/app.bicep')
    const calls = declarations.flatMap((declaration) =>
      'value' in declaration && declaration.kind === 'variable' ? everyExpression(declaration.value) : [],
    )
    expect(calls.filter((expr) => expr.kind === 'call' && /^list[A-Z]/.test(expr.name))).toEqual([])
    expect(
      declarations
        .flatMap((declaration) => (declaration.kind === 'variable' ? textsIn(declaration.value) : []))
        .filter((text) => /AccountKey=|SharedAccessKey=/.test(text)),
    ).toEqual([])
  })
})

function inOrder(grants: readonly (readonly string[])[]): readonly string[] {
  return grants.map((grant) => grant.join(' ')).toSorted((a, b) => a.localeCompare(b))
}
