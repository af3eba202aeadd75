import { settingFaults } from './checks/app-settings'
import { deploymentFaults } from './checks/deployment'
import { grantsOf } from './checks/grants'
import { unpublishedValues } from './checks/published-values'
import { snapshot, snapshotNames, type Snapshot } from './snapshots'

/** A snapshot in which a text was replaced wherever it is. Throws when it is nowhere: the seed would prove nothing. */
const seeded = (name: string, search: string, replacement: string): Snapshot => {
  const text = JSON.stringify(snapshot(name))
  if (!text.includes(search)) throw new Error(`${name} holds no ${search}`)
  return JSON.parse(text.replaceAll(search, replacement)) as Snapshot
}

const INSTALLATIONS = snapshotNames().filter((name) => name !== 'management-group')

describe('what was deployed is what is published and expected', () => {
  it.each(snapshotNames())('%s has published values only', (name) => {
    expect(unpublishedValues(snapshot(name))).toEqual([])
  })

  it.each(INSTALLATIONS)('%s has the app settings that are read', (name) => {
    expect(settingFaults(snapshot(name))).toEqual([])
  })

  it.each(INSTALLATIONS)('%s has what its parts expect of each other', (name) => {
    expect(deploymentFaults(snapshot(name))).toEqual([])
  })
})

describe('a value that no documentation lists is found, though the compiler takes it', () => {
  it.each([
    {
      value: 'a version of TLS',
      seed: ['plain', '"minimumTlsVersion":"TLS1_2"', '"minimumTlsVersion":"TLS1.2"'],
      finding: 'storageAccounts.properties.minimumTlsVersion: got TLS1.2, expected one of ',
    },
    {
      value: 'a runtime',
      seed: ['plain', '"runtime":{"name":"node"', '"runtime":{"name":"nodejs"'],
      finding: 'sites.properties.functionAppConfig.runtime.name: got nodejs, expected one of ',
    },
    {
      value: 'a tier',
      seed: ['plain', '"tier":"Standard"', '"tier":"Std"'],
      finding: 'namespaces.sku.tier: got Std, expected one of ',
    },
    {
      value: 'a kind of storage',
      seed: ['plain', '"type":"blobContainer"', '"type":"BlobContainer"'],
      finding: 'sites.properties.functionAppConfig.deployment.storage.type: got BlobContainer, expected one of ',
    },
    {
      value: 'a kind of principal',
      seed: ['management-group', '"principalType":"ServicePrincipal"', '"principalType":"Application"'],
      finding: 'roleAssignments.properties.principalType: got Application, expected one of ',
    },
    {
      value: 'a number of days',
      seed: ['plain', '"days":14', '"days":500'],
      finding: 'RetentionPolicy.days: got 500, expected {"minValue":1,"maxValue":365}',
    },
    {
      value: 'a kind of application',
      seed: ['plain', '"Application_Type":"web"', '"Application_Type":"node"'],
      finding: 'components.properties.Application_Type: got node, expected one of ',
    },
    {
      value: 'a name that is too long',
      seed: ['plain', '"groupShortName":"runwarden"', '"groupShortName":"runwarden-notices"'],
      finding: 'actionGroups.properties.groupShortName: got runwarden-notices, expected ',
    },
    {
      value: 'an enforcement mode',
      seed: ['management-group', '"enforcementMode":"Default"', '"enforcementMode":"Enabled"'],
      finding: 'policyAssignments.properties.enforcementMode: got Enabled, expected one of ',
    },
    {
      value: 'a name of a table',
      seed: ['plain', '/default/ledger"', '/default/led-ger"'],
      finding: 'tables.name: got led-ger, expected ',
    },
    {
      value: 'a version of the interface',
      seed: ['plain', '"apiVersion":"2024-11-30"', '"apiVersion":"2024-11-31"'],
      finding: 'userAssignedIdentities@2024-11-31: no such type in the table',
    },
    {
      value: 'a version in what a policy deploys',
      seed: ['management-group', '"apiVersion":"2021-05-01-preview"', '"apiVersion":"2021-05-02-preview"'],
      finding: 'diagnosticSettings@2021-05-02-preview: no such type in the table',
    },
  ] as const)('$value', ({ seed: [name, search, replacement], finding }) => {
    const found = unpublishedValues(seeded(name, search, replacement))
    expect(found).toEqual(found.map(() => expect.stringContaining(finding)))
    expect(found.length).toBeGreaterThan(0)
  })
})

describe('what no compiler can know is found', () => {
  it.each([
    { member: 'clientId', name: 'plain', seed: ['.principalId]', '.clientId]'] },
    { member: 'tenantId', name: 'management-group', seed: ['.identity.principalId]', '.identity.tenantId]'] },
  ] as const)('a role for the $member of a principal', ({ name, seed: [search, replacement] }) => {
    const wrong = grantsOf(seeded(name, search, replacement)).filter((grant) => !/^(identity|policy) \(/.test(grant))
    expect(wrong).toContainEqual(expect.stringContaining(replacement))
  })

  it('a role id with one digit changed', () => {
    const wrong = seeded('plain', 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b', 'b7e6dc6d-f1e8-4753-8033-0f276bb0955c')
    expect(grantsOf(wrong).filter((grant) => !grantsOf(snapshot('plain')).includes(grant))).toEqual([
      'identity (ServicePrincipal): unknown role b7e6dc6d-f1e8-4753-8033-0f276bb0955c on ' +
        'storageAccounts/runwardenf3qa6a4scysqu',
    ])
  })

  it('an app setting with one letter missing', () => {
    expect(settingFaults(seeded('plain', 'EventHubConnection__credential', 'EventHubConnection_credential'))).toEqual([
      'EventHubConnection_credential: nobody reads it',
      'EventHubConnection__credential: not set',
    ])
  })

  it.each([
    {
      fault: 'a plan of a size that there is not',
      seed: ['"name":"FC1"', '"name":"FC2"'],
      finding: 'plan: got FlexConsumption FC2, expected FlexConsumption FC1',
    },
    {
      fault: 'a plan of Windows',
      seed: ['"reserved":true', '"reserved":false'],
      finding: 'plan reserved: got false, expected true',
    },
    {
      fault: 'an app that runs no functions',
      seed: ['"kind":"functionapp,linux"', '"kind":"app,linux"'],
      finding: 'kind of the app: got app,linux, expected functionapp,linux',
    },
    {
      fault: 'an amount of memory that there is not',
      seed: ['"instanceMemoryMB":512', '"instanceMemoryMB":513'],
      finding: 'memory: got 513, expected 512, 2048 or 4096',
    },
    {
      fault: 'more partitions than the namespace may have',
      seed: ['"partitionCount":4', '"partitionCount":33'],
      finding: 'runwarden-f3qa6a4scysqu/activity: got properties.partitionCount 33, expected 1 to 32',
    },
    {
      fault: 'a container that is cleaned up',
      seed: ['"quarantine/"', '"quarantined/"'],
      finding: 'container quarantined: not deployed',
    },
    {
      fault: 'a tag that azd does not look for',
      seed: ['"azd-service-name":"detector"', '"azd-service-name":"app"'],
      finding: 'tag azd-service-name: got app, expected the service of azure.yaml: detector',
    },
    {
      fault: 'a container for the code that is not deployed',
      seed: ['/default/deployments"', '/default/deployment"'],
      finding: 'container deployments: not deployed',
    },
    {
      fault: 'code in another container',
      seed: ["'{0}deployments'", "'{0}releases'"],
      finding: 'container releases: not deployed',
    },
    {
      fault: 'a container that the code writes',
      seed: ['/default/alerts"', '/default/alert"'],
      finding: 'container alerts: not deployed',
    },
    {
      fault: 'a container that an alert rule watches',
      seed: ["'/quarantine/'", "'/quarantined/'"],
      finding: 'container quarantined: not deployed',
    },
    {
      fault: 'a table that the code writes',
      seed: ['/default/ledger"', '/default/ledgers"'],
      finding: 'table ledger: not deployed',
    },
    {
      fault: 'a hub under another name',
      seed: ['"ACTIVITY_HUB_NAME":"activity"', '"ACTIVITY_HUB_NAME":"activities"'],
      finding: 'hub activities: not deployed',
    },
    {
      fault: 'a consumer group under another name',
      seed: ['"HUB_CONSUMER_GROUP":"runwarden"', '"HUB_CONSUMER_GROUP":"detector"'],
      finding: 'consumer group activity/detector: not deployed',
    },
  ] as const)('$fault', ({ seed: [search, replacement], finding }) => {
    expect(deploymentFaults(seeded('plain', search, replacement))).toContain(finding)
  })
})
