import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { parse } from 'yaml'

import { checkBicep } from '../../bicep/check-bicep'
import { decoratorOf } from '../../bicep/declared-type'
import { plainText } from '../../bicep/walk'
import { AZURE, bicepFiles, literal, resourcesOfType, template, templates, valueAt } from './templates'

describe('the Azure templates', () => {
  it('pass the check', async () => {
    expect(await checkBicep(bicepFiles())).toEqual([])
  })

  it('are the parts an installation is made of', () => {
    expect(
      templates()
        .map(({ path }) => path)
        .toSorted(),
    ).toEqual([
      'main.bicep',
      'management-group.bicep',
      'modules/activity-log.bicep',
      'modules/alert-rules.bicep',
      'modules/app.bicep',
      'modules/command-reader.bicep',
      'modules/export-rule-user.bicep',
      'modules/hub.bicep',
      'modules/identity.bicep',
      'modules/monitoring.bicep',
      'modules/operators.bicep',
      'modules/roles.bicep',
      'modules/storage.bicep',
      'modules/workbook.bicep',
      'settings.bicep',
    ])
  })

  it('describe every parameter, output and shared value', () => {
    const undescribed = templates().flatMap(({ path, declarations }) =>
      declarations.flatMap((declaration) => {
        if (declaration.kind !== 'parameter' && declaration.kind !== 'output' && declaration.kind !== 'type') return []
        const description = plainText(decoratorOf(declaration.decorators, 'description')?.args[0])
        return description?.trim() ? [] : [`${path}: ${declaration.name}`]
      }),
    )
    expect(undescribed).toEqual([])
  })

  it('use every module', () => {
    const used = templates().flatMap(({ declarations }) =>
      declarations.flatMap((declaration) =>
        declaration.kind === 'module' || declaration.kind === 'import' ? [declaration.path.replace(/^\.\.\//, '')] : [],
      ),
    )
    const unused = templates().filter(
      ({ path }) =>
        !['main.bicep', 'management-group.bicep'].includes(path) && !used.some((target) => path.endsWith(target)),
    )
    expect(unused.map(({ path }) => path)).toEqual([])
  })

  it('show no secret in an output', () => {
    const names = templates().flatMap(({ declarations }) =>
      declarations.flatMap((declaration) => (declaration.kind === 'output' ? [declaration.name] : [])),
    )
    expect(names.filter((name) => /key|secret|password|connection|token|sas/i.test(name))).toEqual([])
  })

  it('tag what can be tagged', () => {
    const taggable = [
      'Microsoft.Web/sites',
      'Microsoft.Web/serverfarms',
      'Microsoft.Storage/storageAccounts',
      'Microsoft.EventHub/namespaces',
      'Microsoft.OperationalInsights/workspaces',
      'Microsoft.Insights/components',
      'Microsoft.Insights/scheduledQueryRules',
      'Microsoft.ManagedIdentity/userAssignedIdentities',
      'Microsoft.Resources/resourceGroups',
    ]
    const untagged = taggable
      .flatMap((type) => resourcesOfType(type))
      .filter(({ body }) => valueAt(body, 'tags') === undefined)
    expect(untagged.map(({ type }) => type)).toEqual([])
  })
})

describe('azure.yaml', () => {
  const project = parse(readFileSync(join(AZURE, '..', '..', 'azure.yaml'), 'utf8')) as {
    readonly infra: { readonly path: string; readonly module: string }
    readonly services: { readonly detector: { readonly dist: string; readonly host: string } }
  }

  it('points at files that exist', () => {
    const { infra } = project
    for (const file of [`${infra.path}/${infra.module}.bicep`, `${infra.path}/${infra.module}.bicepparam`]) {
      expect([file, existsSync(join(AZURE, '..', '..', file))]).toEqual([file, true])
    }
  })

  it('deploys the service that the app is tagged with', () => {
    const [app] = resourcesOfType('Microsoft.Web/sites')
    const tags = app && valueAt(app.body, 'tags')
    const tagged =
      tags?.kind === 'call'
        ? tags.args.flatMap((arg) => (arg.kind === 'object' ? [literal(valueAt(arg, 'azd-service-name'))] : []))
        : []
    expect(Object.keys(project.services)).toEqual(tagged)
    expect(project.services.detector).toMatchObject({ host: 'function', dist: 'dist/azure' })
  })
})

describe('main.bicepparam', () => {
  it('reads every value from the azd environment, so that nothing is edited to deploy', () => {
    const text = readFileSync(join(AZURE, 'main.bicepparam'), 'utf8')
    const parameters = template('main.bicep').declarations.flatMap((declaration) =>
      declaration.kind === 'parameter' ? [declaration.name] : [],
    )
    const assigned = [...text.matchAll(/^param (\w+) = .*readEnvironmentVariable\('(?:RUNWARDEN|AZURE)_\w+'/gm)].map(
      ([, name]) => name,
    )
    expect(assigned).toEqual(parameters.filter((name) => assigned.includes(name)))
    expect(parameters.filter((name) => !assigned.includes(name))).toEqual([])
  })
})
