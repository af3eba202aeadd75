import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { NAMED_SETTINGS, tunableSettings } from '../../../../scripts/azure-settings'
import type { Setting } from '../../../../shared/config/setting'
import { SETTINGS } from '../../../../shared/config/settings'
import { only, valueAt, type Snapshot } from '../snapshots'

const FUNCTIONS = join(__dirname, '..', '..', '..', '..', 'functions', 'azure')

/**
 * What the Functions host reads of a connection by identity:
 * https://learn.microsoft.com/azure/azure-functions/functions-reference#configure-an-identity-based-connection
 */
const BY_IDENTITY = {
  AzureWebJobsStorage: ['blobServiceUri', 'tableServiceUri', 'credential', 'clientId'],
  EventHubConnection: ['fullyQualifiedNamespace', 'credential', 'clientId'],
}

/**
 * What the host reads beside connections: https://learn.microsoft.com/azure/azure-functions/functions-app-settings;
 * the last one overrides a value of host.json.
 */
const OF_THE_HOST = [
  'APPLICATIONINSIGHTS_CONNECTION_STRING',
  'APPLICATIONINSIGHTS_AUTHENTICATION_STRING',
  'AzureFunctionsJobHost__logging__applicationInsights__samplingSettings__isEnabled',
]

/** Azure sets the first two itself; the others are whole connection strings, which are for local use. */
const NOT_OF_THE_DEPLOYMENT = ['IDENTITY_ENDPOINT', 'IDENTITY_HEADER', 'AzureWebJobsStorage', 'EventHubConnection']

const CODE = readdirSync(FUNCTIONS, { encoding: 'utf8', recursive: true })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(FUNCTIONS, file), 'utf8'))
  .join('\n')

const named = (pattern: RegExp): readonly string[] => [...CODE.matchAll(pattern)].map(([, name = '']) => name)

/** The connections that triggers name. */
export const connections = (): readonly string[] => [...new Set(named(/\bconnection: '(\w+)'/g))]

/** The containers that the code asks for by name. */
export const containersOfTheCode = (): readonly string[] => [...new Set(named(/\bcontainer\('(\w+)'\)/g))]

const ofAzure = (Object.values(SETTINGS) as readonly Setting<unknown>[])
  .filter(({ hosts }) => hosts.includes('azure'))
  .map(({ name }) => name)

/** The app settings without which the app does not run as it should. */
export const requiredSettings = (): readonly string[] => {
  const tunable: readonly string[] = tunableSettings().map(({ name }) => name)
  const read = [...named(/\bgiven\(\w+, '(\w+)'\)/g), ...named(/'%(\w+)%'/g)]
  return [
    ...read.filter((name) => !NOT_OF_THE_DEPLOYMENT.includes(name)),
    ...Object.entries(BY_IDENTITY).flatMap(([connection, members]) => members.map((name) => `${connection}__${name}`)),
    ...OF_THE_HOST,
    ...ofAzure.filter((name) => !tunable.includes(name)),
    ...NAMED_SETTINGS,
  ]
}

/** App settings that nothing reads, and settings that are read and not set; one line each. */
export const settingFaults = (snapshot: Snapshot): readonly string[] => {
  const set = Object.keys(valueAt(only(snapshot, 'Microsoft.Web/sites/config'), 'properties') as object)
  const required = new Set(requiredSettings())
  return [
    ...set
      .filter((name) => !required.has(name) && !ofAzure.some((own) => own === name))
      .map((name) => `${name}: nobody reads it`),
    ...[...required].filter((name) => !set.includes(name)).map((name) => `${name}: not set`),
  ]
}
