import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { azdProject } from './checks/deployment'
import { AZURE, compiled, resourcesOfType, snapshot, snapshotNames, valueAt, withModules } from './snapshots'

const ROOTS = ['azuredeploy.json', 'management-group.json'] as const
const templates = ROOTS.flatMap((file) => withModules(compiled(file)))
const deployed = snapshotNames().flatMap((name) => snapshot(name).predictedResources)

describe('the Azure templates', () => {
  it('deploy every type of resource that they declare in one of the snapshots', () => {
    const declared = templates.flatMap(({ resources }) =>
      Object.values(resources).flatMap(({ type, existing }) =>
        existing === true || type === 'Microsoft.Resources/deployments' ? [] : [type],
      ),
    )
    expect(new Set(deployed.map(({ type }) => type))).toEqual(new Set(declared))
  })

  it('describe every parameter, output, type and property of a type', () => {
    const named = templates.flatMap(({ parameters, outputs = {}, definitions = {} }) => [
      ...Object.entries({ ...parameters, ...outputs, ...definitions }),
      ...Object.values(definitions).flatMap((type) => Object.entries(valueAt(type, 'properties') ?? {})),
    ])
    expect(named.length).toBeGreaterThan(100)
    expect(named.filter(([, value]) => !valueAt(value, 'metadata.description')).map(([name]) => name)).toEqual([])
  })

  it('use every module', () => {
    const modules = readdirSync(join(AZURE, 'modules')).filter((file) => file.endsWith('.bicep'))
    const sources = ['main.bicep', 'management-group.bicep', ...modules.map((file) => join('modules', file))].map(
      (file) => readFileSync(join(AZURE, file), 'utf8'),
    )
    const unused = modules.filter(
      (file) => !sources.some((text) => text.includes(`'${file}'`) || text.includes(`'modules/${file}'`)),
    )
    expect(unused).toEqual([])
  })

  it('show no secret in an output', () => {
    const names = templates.flatMap(({ outputs = {} }) => Object.keys(outputs))
    expect(names.length).toBeGreaterThan(10)
    expect(names.filter((name) => /key|secret|password|connection|token|sas/i.test(name))).toEqual([])
  })

  it.each([
    'Microsoft.Web/sites',
    'Microsoft.Web/serverfarms',
    'Microsoft.Storage/storageAccounts',
    'Microsoft.EventHub/namespaces',
    'Microsoft.OperationalInsights/workspaces',
    'Microsoft.Insights/components',
    'Microsoft.Insights/actionGroups',
    'Microsoft.Insights/scheduledQueryRules',
    'Microsoft.Insights/workbooks',
    'Microsoft.ManagedIdentity/userAssignedIdentities',
    'Microsoft.Resources/resourceGroups',
  ])('tag a %s with the installation', (type) => {
    const resources = resourcesOfType(snapshot('plain'), type)
    expect(resources.length).toBeGreaterThan(0)
    for (const resource of resources)
      expect(resource).toHaveProperty('tags', expect.objectContaining({ 'azd-env-name': 'production' }))
  })
})

describe('the names of a deployment', () => {
  it('are those that others know, and otherwise made of one text', () => {
    const { outputs, predictedResources } = snapshot('plain')
    expect(outputs).toMatchObject({
      AZURE_RESOURCE_GROUP: 'rg-runwarden-production',
      RUNWARDEN_FUNCTION_APP: 'runwarden-f3qa6a4scysqu',
      RUNWARDEN_STORAGE_ACCOUNT: 'runwardenf3qa6a4scysqu',
      RUNWARDEN_HUB_NAME: 'activity',
      RUNWARDEN_HUB_EXPORT_RULE_ID: expect.stringMatching(
        /\/namespaces\/runwarden-f3qa6a4scysqu\/authorizationRules\/activity-log-export$/,
      ),
    })
    const global = ['storageAccounts', 'namespaces', 'sites'].map(
      (kind) => predictedResources.find(({ type }) => type.endsWith(`/${kind}`))?.name,
    )
    expect(global).toEqual(['runwardenf3qa6a4scysqu', 'runwarden-f3qa6a4scysqu', 'runwarden-f3qa6a4scysqu'])
  })

  it('fit Azure: 3 to 24 lower-case letters and digits for a storage account', () => {
    expect(String(snapshot('plain').outputs['RUNWARDEN_STORAGE_ACCOUNT'])).toMatch(/^[a-z0-9]{3,24}$/)
  })

  it('are known before anything is deployed, but for those of role assignments', () => {
    const unknown = deployed.filter(({ name }) => name.startsWith('['))
    expect(unknown.length).toBeGreaterThan(0)
    expect(unknown.filter(({ type }) => type !== 'Microsoft.Authorization/roleAssignments')).toEqual([])
  })
})

describe('azure.yaml', () => {
  const { infra, services } = azdProject()

  it('points at files that exist', () => {
    for (const file of [`${infra.path}/${infra.module}.bicep`, `${infra.path}/${infra.module}.bicepparam`])
      expect([file, existsSync(join(AZURE, '..', '..', file))]).toEqual([file, true])
  })

  it('deploys what the build writes to a function app', () => {
    expect(services).toMatchObject({ detector: { host: 'function', dist: 'dist/azure' } })
  })
})

describe('main.bicepparam', () => {
  it('reads every value from the azd environment, so that nothing is edited to deploy', () => {
    const text = readFileSync(join(AZURE, 'main.bicepparam'), 'utf8')
    const assigned = [...text.matchAll(/^param (\w+) = .*readEnvironmentVariable\('(?:RUNWARDEN|AZURE)_\w+'/gm)]
    expect(assigned.map(([, name]) => name)).toEqual(Object.keys(compiled('azuredeploy.json').parameters))
  })
})
