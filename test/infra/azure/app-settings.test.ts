import { NAMED_SETTINGS, tunableSettings } from '../../../scripts/azure-settings'
import { keyOf, type Setting } from '../../../shared/config/setting'
import { SETTINGS } from '../../../shared/config/settings'
import { connections, containersOfTheCode, requiredSettings } from './checks/app-settings'
import { compiled, hubHostOf, only, referenceTo, resourcesOfType, snapshot, valueAt, withModules } from './snapshots'

const main = compiled('azuredeploy.json')
const FOR_AZURE = (Object.values(SETTINGS) as readonly Setting<unknown>[]).filter(({ hosts }) =>
  hosts.includes('azure'),
)

describe('the type of the settings, which Azure checks before anything is deployed', () => {
  const type = main.definitions?.['settingsType']

  it('has a variable for each property', () => {
    const [names] = withModules(main).flatMap(({ variables }) => valueAt(variables, 'settingNames') ?? [])
    expect(names).toEqual(Object.fromEntries(tunableSettings().map(({ name }) => [keyOf(name), name])))
  })

  it('takes no property of another name', () => {
    expect(type).toMatchObject({ type: 'object', additionalProperties: false })
    expect(Object.keys(valueAt(type, 'properties') as object)).toEqual(tunableSettings().map(({ name }) => keyOf(name)))
    expect(main.parameters['settings']).toMatchObject({ $ref: '#/definitions/settingsType' })
  })

  it.each([
    ['a choice', 'preset', { type: 'string', allowedValues: ['balanced', 'quiet', 'strict'] }],
    ['a number in its range', 'massTargets', { type: 'int', minValue: 1, maxValue: 500 }],
    ['a number that may be 0', 'learningDays', { type: 'int', minValue: 0, maxValue: 90 }],
    ['a list of texts', 'knownNetworks', { type: 'array', items: { type: 'string' } }],
    ['a list of objects', 'suppressions', { type: 'array', items: { type: 'object' } }],
    ['names by id', 'accountNames', { type: 'object', additionalProperties: { type: 'string' } }],
    ['a text', 'runbookUrl', { type: 'string' }],
  ])('takes %s for %s', (_, name, expected) => {
    expect(valueAt(type, `properties.${name}`)).toMatchObject({ ...expected, nullable: true })
  })
})

describe('the app settings', () => {
  const settingsOf = (name: string): Readonly<Record<string, unknown>> =>
    valueAt(only(snapshot(name), 'Microsoft.Web/sites/config'), 'properties') as Readonly<Record<string, unknown>>

  it('are the Azure part of the settings table, each from one place', () => {
    const required = requiredSettings().filter((name) => name.startsWith('RUNWARDEN_'))
    const given = [...new Set(required), ...tunableSettings().map(({ name }) => name)]
    expect(given.toSorted()).toEqual(FOR_AZURE.map(({ name }) => name).toSorted())
  })

  it('have a parameter of main.bicep for each that names another part of the deployment', () => {
    expect(NAMED_SETTINGS.filter((name) => main.parameters[keyOf(name)] === undefined)).toEqual([])
  })

  it('have every value as the text that the app reads', () => {
    const withAws = snapshot('with-aws')
    const storage = referenceTo(withAws, 'Microsoft.Storage/storageAccounts')
    const insights = referenceTo(withAws, 'Microsoft.Insights/components')
    const identity = referenceTo(withAws, 'Microsoft.ManagedIdentity/userAssignedIdentities')
    const group = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-runwarden-production'
    expect(settingsOf('with-aws')).toEqual({
      AzureWebJobsStorage__blobServiceUri: `[${storage}.primaryEndpoints.blob]`,
      AzureWebJobsStorage__tableServiceUri: `[${storage}.primaryEndpoints.table]`,
      AzureWebJobsStorage__credential: 'managedidentity',
      AzureWebJobsStorage__clientId: `[${identity}.clientId]`,
      EventHubConnection__fullyQualifiedNamespace: hubHostOf(withAws),
      EventHubConnection__credential: 'managedidentity',
      EventHubConnection__clientId: `[${identity}.clientId]`,
      ACTIVITY_HUB_NAME: 'activity',
      ENDPOINT_HUB_NAME: '',
      HUB_CONSUMER_GROUP: 'runwarden',
      RESOURCE_MANAGER_ENDPOINT: '[environment().resourceManager]',
      APPLICATIONINSIGHTS_CONNECTION_STRING: `[${insights}.ConnectionString]`,
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: `[format('ClientId={0};Authorization=AAD', ${identity}.clientId)]`,
      AzureFunctionsJobHost__logging__applicationInsights__samplingSettings__isEnabled: 'false',
      RUNWARDEN_TOPIC_ARN: 'arn:aws:sns:eu-west-1:123456789012:Runwarden-production-alerts',
      RUNWARDEN_AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/runwarden-azure-publisher',
      RUNWARDEN_AWS_AUDIENCE: 'api://00000000-0000-0000-0000-000000000042',
      RUNWARDEN_ACTION_GROUP_ID: '',
      RUNWARDEN_STORAGE_ACCOUNT: 'runwardenf3qa6a4scysqu',
      RUNWARDEN_IDENTITY_CLIENT_ID: `[${identity}.clientId]`,
      RUNWARDEN_OWN_RESOURCES: JSON.stringify([
        group,
        `${group}/*`,
        '/subscriptions/*/providers/microsoft.insights/diagnosticSettings/runwarden-*',
      ]),
      RUNWARDEN_INSTALLED_AT: `[dateTimeAdd(${storage}.creationTime, 'PT0S', 'yyyy-MM-ddTHH:mm:ssZ')]`,
      RUNWARDEN_PRESET: 'strict',
      RUNWARDEN_MASS_TARGETS: '5',
      RUNWARDEN_KNOWN_NETWORKS: '["192.0.2.0/24","198.51.100.0/24"]',
      RUNWARDEN_SUPPRESSIONS: '[{"reason":"CHG-1042","until":"2026-12-31","document":"inventory"}]',
      RUNWARDEN_ACCOUNT_NAMES: '{"00000000-0000-0000-0000-000000000001":"production"}',
      RUNWARDEN_DIGEST_TOPIC_ARN: 'arn:aws:sns:eu-west-1:123456789012:Runwarden-production-digests',
    })
  })

  it('name the action group that the rule mails to', () => {
    const rules = resourcesOfType(snapshot('plain'), 'Microsoft.Insights/scheduledQueryRules')
    const summary = rules.find(({ name }) => name.endsWith('-alerts'))
    expect([settingsOf('plain')['RUNWARDEN_ACTION_GROUP_ID']]).toEqual(
      valueAt(summary, 'properties.actions.actionGroups'),
    )
  })

  it('leave out what was not given', () => {
    const tunable: readonly string[] = tunableSettings().map(({ name }) => name)
    expect(Object.keys(settingsOf('plain')).filter((name) => tunable.includes(name))).toEqual([])
  })

  it('name the hub of process events only where there is one', () => {
    expect(settingsOf('plain')['ENDPOINT_HUB_NAME']).toBe('')
    expect(settingsOf('endpoint-hub-and-operators')['ENDPOINT_HUB_NAME']).toBe('endpoint')
  })

  it('are compared with connections and containers that the code really names', () => {
    expect(connections()).toEqual(['EventHubConnection'])
    expect(containersOfTheCode().toSorted()).toEqual(['alerts', 'quarantine'])
    expect(requiredSettings()).toEqual(expect.arrayContaining(['ACTIVITY_HUB_NAME', 'RESOURCE_MANAGER_ENDPOINT']))
  })

  it('reach every service by identity', () => {
    for (const name of ['AzureWebJobsStorage', 'EventHubConnection'])
      expect(Object.keys(settingsOf('plain'))).not.toContain(name)
  })

  it('leave out what Flex Consumption refuses', () => {
    expect(Object.keys(settingsOf('with-aws')).filter((key) => /^(FUNCTIONS_|WEBSITE_)/.test(key))).toEqual([])
  })
})
