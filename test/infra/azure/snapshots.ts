import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const AZURE = join(__dirname, '..', '..', '..', 'infra', 'azure')

/** A resource as one set of parameters deploys it. What only Azure knows is a text in brackets: `[reference(...)]`. */
export interface Resource {
  readonly id: string
  readonly type: string
  readonly name: string
  readonly apiVersion: string
}

/** What one file of `infra/azure/snapshots` deploys. */
export interface Snapshot {
  readonly predictedResources: readonly Resource[]
  readonly outputs: Readonly<Record<string, unknown>>
}

/** A template as Azure Resource Manager reads it, with those of its modules inside. */
export interface Template {
  readonly parameters: Readonly<Record<string, { readonly defaultValue?: unknown; readonly allowedValues?: unknown }>>
  readonly outputs?: Readonly<Record<string, unknown>>
  readonly definitions?: Readonly<Record<string, unknown>>
  readonly variables?: Readonly<Record<string, unknown>>
  readonly resources: Readonly<Record<string, TemplateResource>>
}

interface TemplateResource {
  readonly type: string
  readonly existing?: boolean
  /** Keys of other resources of the template. */
  readonly dependsOn?: readonly string[]
  readonly properties?: { readonly template?: Template }
}

const json = (path: string): unknown => JSON.parse(readFileSync(join(AZURE, path), 'utf8'))

/** A fresh copy of a snapshot, by the name of its parameters file. */
export const snapshot = (name: string): Snapshot => json(`snapshots/${name}.snapshot.json`) as Snapshot

/** The names of all snapshots. */
export const snapshotNames = (): readonly string[] =>
  readdirSync(join(AZURE, 'snapshots')).flatMap((file) => /^(.+)\.snapshot\.json$/.exec(file)?.[1] ?? [])

/** `main.bicep` or `management-group.bicep`, compiled. */
export const compiled = (file: 'azuredeploy.json' | 'management-group.json'): Template => json(file) as Template

/** A template and those of its modules. */
export const withModules = (template: Template): readonly Template[] => [
  template,
  ...Object.values(template.resources).flatMap(({ properties }) =>
    properties?.template === undefined ? [] : withModules(properties.template),
  ),
]

export const resourcesOfType = ({ predictedResources }: Snapshot, type: string): readonly Resource[] =>
  predictedResources.filter((resource) => resource.type === type)

/** The one resource of a type. Throws when there is none or another. */
export const only = (from: Snapshot, type: string): Resource => {
  const [first, ...others] = resourcesOfType(from, type)
  if (!first || others.length > 0) throw new Error(`got ${others.length + (first ? 1 : 0)} ${type}, expected one`)
  return first
}

/** What a snapshot holds in place of what Azure says of a resource once it is there. */
export const referenceTo = (from: Snapshot, type: string): string => {
  const { id, apiVersion } = only(from, type)
  return `reference('${id}', '${apiVersion}')`
}

/** The host name of an Event Hubs namespace, of which Azure says the address. */
export const hubHostOf = (from: Snapshot): string =>
  `[split(replace(${referenceTo(from, 'Microsoft.EventHub/namespaces')}.serviceBusEndpoint, 'https://', ''), ':')[0]]`

/** The value at a path of property names, such as `properties.sku.name`; undefined where it ends early. */
export const valueAt = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined), value)

/** Whether a text of a snapshot is left for Azure to evaluate. */
export const isExpression = (text: string): boolean => /^\[(?!\[)[\s\S]*\]$/.test(text)
