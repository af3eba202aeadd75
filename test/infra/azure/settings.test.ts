import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { NAMED_SETTINGS, renderSettingsFile, tunableSettings } from '../../../scripts/azure-settings'
import { keyOf, type Setting } from '../../../shared/config/setting'
import { SETTINGS } from '../../../shared/config/settings'
import { checkSnippet, inShort } from '../../bicep/check-snippet'
import { AZURE, literal, template, variable } from './templates'

const FOR_AZURE = (Object.values(SETTINGS) as readonly Setting<unknown>[]).filter(({ hosts }) =>
  hosts.includes('azure'),
)
const SETTINGS_FILE = readFileSync(join(AZURE, 'settings.bicep'), 'utf8')

const keysOf = (path: string, name: string): readonly (string | undefined)[] => {
  const value = variable(template(path), name)
  return value.kind === 'object' ? value.properties.map(({ key }) => key) : []
}

describe('infra/azure/settings.bicep', () => {
  it('is what the settings table says; `npm run generate` writes it again', () => {
    expect(SETTINGS_FILE).toBe(renderSettingsFile())
  })

  it('names a variable for each property it takes', () => {
    const names = variable(template('settings.bicep'), 'settingNames')
    const pairs = names.kind === 'object' ? names.properties.map(({ key, value }) => [key, literal(value)]) : []
    expect(pairs).toEqual(tunableSettings().map(({ name }) => [keyOf(name), name]))
  })

  it.each([
    ['a misspelt setting', 'massTarget: 3', ['6 BCP037']],
    ['a word that is none of the choices', "preset: 'loud'", ['6 BCP036']],
    ['a number outside its range', 'massTargets: 0', ['6 BCP328']],
    ['a number as text', "massTargets: '3'", ['6 BCP036']],
    ['a list of numbers', 'knownNetworks: [1]', ['6 BCP036']],
    [
      'settings that are right',
      "massTargets: 5, preset: 'quiet', knownNetworks: ['192.0.2.0/24'], suppressions: []",
      [],
    ],
  ])('judges %s before anything is deployed', async (_, given, expected) => {
    const main =
      `import { settingsType } from 'settings.bicep'\n\n@description('d')\nparam settings settingsType = {\n  // ` +
      `given\n  ${given}\n}\n\noutput given object = settings\n`
    expect(inShort(await checkSnippet('main.bicep', { 'main.bicep': main, 'settings.bicep': SETTINGS_FILE }))).toEqual(
      expected,
    )
  })
})

describe('the app settings', () => {
  it('are the Azure part of the settings table, each from one place', () => {
    const given = [...keysOf('modules/app.bicep', 'ownSettings'), ...tunableSettings().map(({ name }) => name)]
    expect(new Set(given)).toEqual(new Set(FOR_AZURE.map(({ name }) => name)))
    expect(given).toHaveLength(FOR_AZURE.length)
  })

  it('have a parameter of main.bicep for each that names another part of the deployment', () => {
    const parameters = template('main.bicep').declarations.flatMap((declaration) =>
      declaration.kind === 'parameter' ? [declaration.name] : [],
    )
    expect(NAMED_SETTINGS.filter((name) => !parameters.includes(keyOf(name)))).toEqual([])
  })

  it('reach every service by identity', () => {
    const platform = keysOf('modules/app.bicep', 'platformSettings')
    for (const prefix of ['AzureWebJobsStorage', 'EventHubConnection']) {
      expect(platform).toEqual(expect.arrayContaining([`${prefix}__credential`, `${prefix}__clientId`]))
      expect(platform).not.toContain(prefix)
    }
  })

  it('leave out what Flex Consumption refuses', () => {
    expect(
      keysOf('modules/app.bicep', 'platformSettings').filter((key) => /^(FUNCTIONS_|WEBSITE_)/.test(key ?? '')),
    ).toEqual([])
  })
})
