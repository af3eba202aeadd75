import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { azdProject } from './checks/deployment'
import {
  AZURE,
  compiled,
  hubHostOf,
  only,
  referenceTo,
  resourcesOfType,
  snapshot,
  snapshotNames,
  valueAt,
  withModules,
} from './snapshots'

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

  it.each(snapshotNames())('give every resource of %s an id of its own', (name) => {
    const ids = snapshot(name).predictedResources.map(({ id }) => id)
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
  })

  it('wait for what another module makes and they name', () => {
    const { resources } = compiled('azuredeploy.json')
    const waitedFor = (module: string): readonly string[] =>
      (resources[module]?.dependsOn ?? []).flatMap((other) => [other, ...waitedFor(other)])
    const typesIn = (module: string, existing: boolean): readonly string[] =>
      Object.values(resources[module]?.properties?.template?.resources ?? {}).flatMap((resource) =>
        (resource.existing ?? false) === existing ? [resource.type] : [],
      )
    const modules = Object.keys(resources)
    const needs = modules.flatMap((module) =>
      typesIn(module, true).flatMap((type) =>
        modules.flatMap((other) =>
          other !== module && typesIn(other, false).includes(type) ? [[module, other] as const] : [],
        ),
      ),
    )
    expect(needs).toContainEqual(['app', 'storage'])
    expect(needs.filter(([module, other]) => !waitedFor(module).includes(other))).toEqual([])
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
    const identity = referenceTo(snapshot('plain'), 'Microsoft.ManagedIdentity/userAssignedIdentities')
    expect(outputs).toEqual({
      AZURE_RESOURCE_GROUP: 'rg-runwarden-production',
      RUNWARDEN_FUNCTION_APP: 'runwarden-f3qa6a4scysqu',
      RUNWARDEN_STORAGE_ACCOUNT: 'runwardenf3qa6a4scysqu',
      RUNWARDEN_HUB_NAME: 'activity',
      RUNWARDEN_HUB_EXPORT_RULE_ID: expect.stringMatching(
        /\/namespaces\/runwarden-f3qa6a4scysqu\/authorizationRules\/activity-log-export$/,
      ),
      RUNWARDEN_HUB_HOST: hubHostOf(snapshot('plain')),
      RUNWARDEN_TENANT_ID: '00000000-0000-0000-0000-000000000000',
      RUNWARDEN_IDENTITY_PRINCIPAL_ID: `[${identity}.principalId]`,
      RUNWARDEN_WORKBOOK_ID: only(snapshot('plain'), 'Microsoft.Insights/workbooks').id,
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

  it('deploys what the build writes to a function app, as it is', () => {
    // the bundle has all that the app needs: a build in Azure would install packages that there are not
    expect(services).toEqual({
      detector: { project: '.', language: 'js', host: 'function', dist: 'dist/azure', remoteBuild: false },
    })
  })
})

/** Variables that are not named after their parameter. */
const VARIABLES: Readonly<Record<string, string>> = {
  environmentName: 'AZURE_ENV_NAME',
  location: 'AZURE_LOCATION',
  operatorPrincipalIds: 'RUNWARDEN_OPERATORS',
  endpointSenderPrincipalIds: 'RUNWARDEN_ENDPOINT_SENDERS',
}

describe('main.bicepparam', () => {
  const { parameters } = compiled('azuredeploy.json')
  const text = readFileSync(join(AZURE, 'main.bicepparam'), 'utf8')
  const read = [...text.matchAll(/^param (\w+) = (?:\w+\()?readEnvironmentVariable\('(\w+)'(?:, '([^']*)')?\)/gm)]

  it('reads each parameter from the variable that is named after it', () => {
    const named = Object.keys(parameters).map((name) => [
      name,
      VARIABLES[name] ?? `RUNWARDEN_${name.replace(/[A-Z]/g, '_$&').toUpperCase()}`,
    ])
    expect(read.map(([, name, variable]) => [name, variable])).toEqual(named)
  })

  it('has the defaults of main.bicep', () => {
    const defaults = read.flatMap(([, name = '', , given = '']) => {
      const { defaultValue } = parameters[name] ?? {}
      if (defaultValue === undefined) return []
      return [[name, typeof defaultValue === 'string' ? given : JSON.parse(given), defaultValue]]
    })
    expect(defaults.length).toBeGreaterThan(10)
    for (const [name, given, expected] of defaults) expect([name, given]).toEqual([name, expected])
  })
})
