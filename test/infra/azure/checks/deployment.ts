import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { parse } from 'yaml'

import { TABLES } from '../../../../functions/azure/storage'
import { AZURE, only, resourcesOfType, valueAt, type Snapshot } from '../snapshots'
import { containersOfTheCode } from './app-settings'

/** `azure.yaml`, which azd deploys by. */
export const azdProject = () =>
  parse(readFileSync(join(AZURE, '..', '..', 'azure.yaml'), 'utf8')) as {
    readonly infra: { readonly path: string; readonly module: string }
    readonly services: Readonly<Record<string, { readonly dist: string; readonly host: string }>>
  }

/** What the parts of a deployment expect of each other and do not find; one line each. */
export const deploymentFaults = (snapshot: Snapshot): readonly string[] => [
  ...planFaults(snapshot),
  ...serviceFaults(snapshot),
  ...storageFaults(snapshot),
  ...hubFaults(snapshot),
  ...limitFaults(snapshot),
]

/** Most of each that a Standard namespace takes: https://learn.microsoft.com/azure/event-hubs/event-hubs-quotas */
const LIMITS = [
  { type: 'Microsoft.EventHub/namespaces', path: 'properties.maximumThroughputUnits', most: 40 },
  { type: 'Microsoft.EventHub/namespaces/eventhubs', path: 'properties.partitionCount', most: 32 },
  { type: 'Microsoft.EventHub/namespaces/eventhubs', path: 'properties.messageRetentionInDays', most: 7 },
]

const limitFaults = (snapshot: Snapshot): readonly string[] =>
  LIMITS.flatMap(({ type, path, most }) =>
    resourcesOfType(snapshot, type).flatMap((resource) => {
      const value = Number(valueAt(resource, path))
      return value >= 1 && value <= most ? [] : [`${resource.name}: got ${path} ${value}, expected 1 to ${most}`]
    }),
  )

/** Flex Consumption has one size: https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan */
const planFaults = (snapshot: Snapshot): readonly string[] => {
  const plan = only(snapshot, 'Microsoft.Web/serverfarms')
  const app = only(snapshot, 'Microsoft.Web/sites')
  const memory = Number(valueAt(app, 'properties.functionAppConfig.scaleAndConcurrency.instanceMemoryMB'))
  return [
    differs('plan', `${String(valueAt(plan, 'sku.tier'))} ${String(valueAt(plan, 'sku.name'))}`, 'FlexConsumption FC1'),
    // which means Linux
    differs('plan reserved', String(valueAt(plan, 'properties.reserved')), 'true'),
    differs('kind of the app', String(valueAt(app, 'kind')), 'functionapp,linux'),
    [512, 2048, 4096].includes(memory) ? [] : [`memory: got ${memory}, expected 512, 2048 or 4096`],
  ].flat()
}

const differs = (what: string, got: string, expected: string): readonly string[] =>
  got === expected ? [] : [`${what}: got ${got}, expected ${expected}`]

/** azd finds the app of a service by this tag. */
const serviceFaults = (snapshot: Snapshot): readonly string[] => {
  const tagged = String(valueAt(only(snapshot, 'Microsoft.Web/sites'), 'tags.azd-service-name'))
  const services = Object.keys(azdProject().services)
  return services.join() === tagged
    ? []
    : [`tag azd-service-name: got ${tagged}, expected the service of azure.yaml: ${services.join(', ')}`]
}

const storageFaults = (snapshot: Snapshot): readonly string[] => {
  const value = 'properties.functionAppConfig.deployment.storage.value'
  const address = String(valueAt(only(snapshot, 'Microsoft.Web/sites'), value))
  const [, ofTheCode = address] = /\{0\}(\w+)'/.exec(address) ?? []
  const alertQueries = resourcesOfType(snapshot, 'Microsoft.Insights/scheduledQueryRules').map((rule) =>
    String(valueAt(rule, 'properties.criteria.allOf.0.query')),
  )
  const ofQueries = alertQueries.flatMap((query) =>
    [...query.matchAll(/ObjectKey has '\/(\w+)\/'/g)].map(([, name = '']) => name),
  )
  const rules = valueAt(
    only(snapshot, 'Microsoft.Storage/storageAccounts/managementPolicies'),
    'properties.policy.rules',
  ) as readonly unknown[]
  const cleanedUp = rules.flatMap((rule) => valueAt(rule, 'definition.filters.prefixMatch') as readonly string[])
  return [
    ...missing(
      'container',
      [...containersOfTheCode(), ofTheCode, ...ofQueries, ...cleanedUp.map((prefix) => prefix.replace(/\/$/, ''))],
      namesOf(snapshot, 'Microsoft.Storage/storageAccounts/blobServices/containers'),
    ),
    ...missing('table', TABLES, namesOf(snapshot, 'Microsoft.Storage/storageAccounts/tableServices/tables')),
  ]
}

/** Hubs and the consumer group that the app settings name, and the group of those who watch the stream. */
const hubFaults = (snapshot: Snapshot): readonly string[] => {
  const setting = (name: string): string =>
    String(valueAt(only(snapshot, 'Microsoft.Web/sites/config'), `properties.${name}`))
  const hubs = ['ACTIVITY_HUB_NAME', 'ENDPOINT_HUB_NAME'].map(setting).filter((name) => name !== '')
  const groups = hubs.map((hub) => `${hub}/${setting('HUB_CONSUMER_GROUP')}`)
  return [
    ...missing('hub', hubs, namesOf(snapshot, 'Microsoft.EventHub/namespaces/eventhubs')),
    ...missing(
      'consumer group',
      [...groups, `${setting('ACTIVITY_HUB_NAME')}/tail`],
      resourcesOfType(snapshot, 'Microsoft.EventHub/namespaces/eventhubs/consumergroups').map(({ name }) =>
        name.split('/').slice(1).join('/'),
      ),
    ),
  ]
}

const namesOf = (snapshot: Snapshot, type: string): readonly string[] =>
  resourcesOfType(snapshot, type).map(({ name }) => name.split('/').at(-1) ?? '')

const missing = (what: string, needed: readonly string[], present: readonly string[]): readonly string[] =>
  [...new Set(needed)].filter((name) => !present.includes(name)).map((name) => `${what} ${name}: not deployed`)
