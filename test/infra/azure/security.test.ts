import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { actionsOfTheCode } from './checks/actions'
import { grantsOf } from './checks/grants'
import { AZURE, compiled, only, resourcesOfType, snapshot, snapshotNames, valueAt } from './snapshots'

/** What the app may do, wherever it is installed. */
const OF_THE_APP = [
  'identity (ServicePrincipal): Azure Event Hubs Data Receiver on eventhubs/activity',
  'identity (ServicePrincipal): Monitoring Metrics Publisher on components/runwarden-f3qa6a4scysqu',
  'identity (ServicePrincipal): Runwarden command reader (production) on ' +
    'subscriptions/00000000-0000-0000-0000-000000000001',
  'identity (ServicePrincipal): Storage Blob Data Owner on storageAccounts/runwardenf3qa6a4scysqu',
  'identity (ServicePrincipal): Storage Table Data Contributor on storageAccounts/runwardenf3qa6a4scysqu',
]

/** Operators are people and groups, so that their kind is left to Azure. */
const ofAnOperator = (id: string): readonly string[] => [
  `${id} (anybody): Azure Event Hubs Data Receiver on eventhubs/activity`,
  `${id} (anybody): Azure Event Hubs Data Sender on eventhubs/activity`,
  `${id} (anybody): Storage Blob Data Contributor on storageAccounts/runwardenf3qa6a4scysqu`,
]

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  plain: OF_THE_APP,
  'with-aws': OF_THE_APP,
  'nothing-to-alert-to': OF_THE_APP,
  'endpoint-hub-and-operators': [
    ...OF_THE_APP,
    'identity (ServicePrincipal): Azure Event Hubs Data Receiver on eventhubs/endpoint',
    '00000000-0000-0000-0000-000000000051 (ServicePrincipal): Azure Event Hubs Data Sender on eventhubs/endpoint',
    '00000000-0000-0000-0000-000000000052 (ServicePrincipal): Azure Event Hubs Data Sender on eventhubs/endpoint',
    ...ofAnOperator('00000000-0000-0000-0000-000000000061'),
    ...ofAnOperator('00000000-0000-0000-0000-000000000062'),
  ],
  'management-group': [
    '00000000-0000-0000-0000-000000000071 (ServicePrincipal): Runwarden command reader (fleet) on ' +
      'managementGroups/fleet',
    'policy (ServicePrincipal): Monitoring Contributor on managementGroups/fleet',
    'policy (ServicePrincipal): Runwarden export rule user (fleet) on authorizationRules/activity-log-export',
  ],
}

const plain = snapshot('plain')

describe('role assignments', () => {
  it.each(snapshotNames())('of %s grant what is allowed and nothing beyond', (name) => {
    expect(grantsOf(snapshot(name))).toEqual(ALLOWED[name]?.toSorted())
  })
})

describe('custom roles', () => {
  const actionsOf = (name: string, roleName: string): readonly string[] => {
    const roles = resourcesOfType(snapshot(name), 'Microsoft.Authorization/roleDefinitions')
    const role = roles.find((candidate) => valueAt(candidate, 'properties.roleName') === roleName)
    const [scope] = role?.id.split('/providers/Microsoft.Authorization/') ?? []
    expect(valueAt(role, 'properties.assignableScopes')).toEqual([scope])
    expect(valueAt(role, 'properties.permissions')).toHaveLength(1)
    expect(valueAt(role, 'properties.permissions.0')).toMatchObject({ notActions: [], dataActions: [] })
    return valueAt(role, 'properties.permissions.0.actions') as readonly string[]
  }
  const reader = actionsOf('plain', 'Runwarden command reader (production)')

  it('let the app read commands, and take no action but the one that returns the text of a job', () => {
    expect(reader.length).toBeGreaterThan(10)
    expect(reader.filter((action) => !action.endsWith('/read'))).toEqual([
      'Microsoft.Automation/automationAccounts/jobs/runbookContent/action',
    ])
  })

  it('let the app read all that it asks Azure for', () => {
    const allowed = new Set(reader.map((action) => action.toLowerCase()))
    expect(actionsOfTheCode().filter((action) => !allowed.has(action))).toEqual([])
  })

  it('have no wildcard but the one below a runbook draft', () => {
    expect(reader.filter((action) => action.includes('*'))).toEqual([
      'Microsoft.Automation/automationAccounts/runbooks/draft/*/read',
    ])
  })

  it('are the same in a subscription and in a management group', () => {
    expect(actionsOf('management-group', 'Runwarden command reader (fleet)')).toEqual(reader)
  })

  it('let the policy name the rule of the export, which takes its keys', () => {
    expect(actionsOf('management-group', 'Runwarden export rule user (fleet)')).toEqual([
      'Microsoft.EventHub/namespaces/authorizationRules/read',
      'Microsoft.EventHub/namespaces/authorizationRules/listkeys/action',
    ])
  })
})

describe('the storage account', () => {
  const account = only(plain, 'Microsoft.Storage/storageAccounts')

  it.each([
    ['allowSharedKeyAccess', false],
    ['allowBlobPublicAccess', false],
    ['allowCrossTenantReplication', false],
    ['defaultToOAuthAuthentication', true],
    ['supportsHttpsTrafficOnly', true],
    ['minimumTlsVersion', 'TLS1_2'],
  ])('has %s %s', (property, expected) => {
    expect(valueAt(account, `properties.${property}`)).toBe(expected)
  })

  it('holds the containers and tables the app uses, all private', () => {
    const containers = resourcesOfType(plain, 'Microsoft.Storage/storageAccounts/blobServices/containers')
    const tables = resourcesOfType(plain, 'Microsoft.Storage/storageAccounts/tableServices/tables')
    const last = ({ name }: { readonly name: string }): string | undefined => name.split('/').at(-1)
    expect(containers.map(last)).toEqual(['alerts', 'deployments', 'quarantine'])
    expect(tables.map(last)).toEqual(['activities', 'history', 'ledger'])
    expect(containers.map((container) => valueAt(container, 'properties.publicAccess'))).toEqual([
      'None',
      'None',
      'None',
    ])
  })

  it('keeps deleted blobs long enough to notice', () => {
    const blobs = only(plain, 'Microsoft.Storage/storageAccounts/blobServices')
    expect(valueAt(blobs, 'properties.deleteRetentionPolicy')).toMatchObject({ enabled: true, days: 14 })
  })

  it('removes alerts and quarantined records after 400 days, as operate.md says, and no code', () => {
    const rules = only(plain, 'Microsoft.Storage/storageAccounts/managementPolicies')
    expect(valueAt(rules, 'properties.policy.rules')).toMatchObject([
      {
        definition: {
          filters: { blobTypes: ['blockBlob'], prefixMatch: ['alerts/', 'quarantine/'] },
          actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: 400 } } },
        },
      },
    ])
  })
})

describe('the hub', () => {
  const namespace = only(plain, 'Microsoft.EventHub/namespaces')

  it('takes keys only as long as the parameter says so, by default until the smoke test has passed', () => {
    expect(compiled('azuredeploy.json').parameters['hubLocalAuth']?.defaultValue).toBe(true)
    expect(valueAt(namespace, 'properties.disableLocalAuth')).toBe(false)
    const afterwards = only(snapshot('with-aws'), 'Microsoft.EventHub/namespaces')
    expect(valueAt(afterwards, 'properties.disableLocalAuth')).toBe(true)
  })

  it('is Standard, with TLS 1.2', () => {
    expect(valueAt(namespace, 'sku.name')).toBe('Standard')
    expect(valueAt(namespace, 'properties.minimumTlsVersion')).toBe('1.2')
  })

  it.each(snapshotNames())('has in %s no rule but one, which can only send', (name) => {
    const rules = snapshot(name).predictedResources.filter(({ type }) => type.endsWith('/authorizationRules'))
    expect(rules.map((rule) => [rule.type, valueAt(rule, 'properties.rights')])).toEqual(
      name === 'management-group' ? [] : [['Microsoft.EventHub/namespaces/authorizationRules', ['Send']]],
    )
  })

  it('has a consumer group for the detector and one for people', () => {
    const groups = resourcesOfType(
      snapshot('endpoint-hub-and-operators'),
      'Microsoft.EventHub/namespaces/eventhubs/consumergroups',
    )
    expect(groups.map(({ name }) => name.split('/').slice(1).join('/')).toSorted()).toEqual([
      'activity/runwarden',
      'activity/tail',
      'endpoint/runwarden',
    ])
  })
})

describe('the app', () => {
  const app = only(plain, 'Microsoft.Web/sites')

  it('talks TLS 1.2 and answers nobody', () => {
    expect(valueAt(app, 'properties.httpsOnly')).toBe(true)
    expect(valueAt(app, 'properties.siteConfig')).toMatchObject({
      minTlsVersion: '1.2',
      scmMinTlsVersion: '1.2',
      ipSecurityRestrictionsDefaultAction: 'Deny',
      scmIpSecurityRestrictionsDefaultAction: 'Allow',
      scmIpSecurityRestrictionsUseMain: false,
    })
  })

  it('takes no password for deployments', () => {
    const passwords = resourcesOfType(plain, 'Microsoft.Web/sites/basicPublishingCredentialsPolicies')
    expect(passwords.map((site) => [site.name.split('/').at(-1), valueAt(site, 'properties.allow')])).toEqual([
      ['ftp', false],
      ['scm', false],
    ])
  })

  it('has the identity it is given and no other', () => {
    const { id } = only(plain, 'Microsoft.ManagedIdentity/userAssignedIdentities')
    const authentication = 'properties.functionAppConfig.deployment.storage.authentication'
    expect(valueAt(app, 'identity')).toEqual({ type: 'UserAssigned', userAssignedIdentities: { [id]: {} } })
    expect(valueAt(app, authentication)).toEqual({
      type: 'UserAssignedIdentity',
      userAssignedIdentityResourceId: id,
    })
  })

  it('runs on a supported Node version', () => {
    const { nodeVersion } = compiled('azuredeploy.json').parameters
    expect(nodeVersion).toMatchObject({ allowedValues: ['22', '24'], defaultValue: '22' })
    const runtimes = ['plain', 'endpoint-hub-and-operators'].map((name) =>
      valueAt(only(snapshot(name), 'Microsoft.Web/sites'), 'properties.functionAppConfig.runtime.version'),
    )
    expect(runtimes).toEqual(['22', '24'])
  })
})

describe('telemetry', () => {
  it('takes no keys and is never sampled', () => {
    const insights = only(plain, 'Microsoft.Insights/components')
    const workspace = only(plain, 'Microsoft.OperationalInsights/workspaces')
    expect(valueAt(insights, 'properties')).toMatchObject({ DisableLocalAuth: true, SamplingPercentage: 100 })
    expect(valueAt(workspace, 'properties.features.disableLocalAuth')).toBe(true)
  })
})

describe('the templates', () => {
  it.each(['azuredeploy.json', 'management-group.json'])('never ask a service for a key: %s', (file) => {
    const text = readFileSync(join(AZURE, file), 'utf8')
    expect(text.match(/\blist[A-Z]\w*\(|AccountKey=|SharedAccessKey=/g)).toBeNull()
  })
})
