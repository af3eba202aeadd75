import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { isExpression, type Resource, type Snapshot, valueAt } from '../snapshots'

interface Reference {
  readonly $ref: string
}

type Properties = Readonly<Record<string, { readonly type: Reference }>>

/** A type as the `bicep-types-az` project publishes it; NOTICE beside the table says from where. */
type PublishedType =
  | { readonly $type: 'ResourceType'; readonly body: Reference }
  | { readonly $type: 'ObjectType'; readonly properties: Properties; readonly additionalProperties?: Reference }
  | {
      readonly $type: 'DiscriminatedObjectType'
      readonly discriminator: string
      readonly baseProperties: Properties
      readonly elements: Readonly<Record<string, Reference>>
    }
  | { readonly $type: 'ArrayType'; readonly itemType: Reference }
  | { readonly $type: 'UnionType'; readonly elements: readonly Reference[] }
  | { readonly $type: 'StringLiteralType'; readonly value: string }
  | {
      readonly $type: 'StringType'
      readonly minLength?: number
      readonly maxLength?: number
      readonly pattern?: string
    }
  | { readonly $type: 'IntegerType'; readonly minValue?: number; readonly maxValue?: number }
  | { readonly $type: 'BooleanType' | 'AnyType' }

interface Published {
  readonly root: number
  readonly types: Readonly<Record<string, PublishedType>>
}

const TABLE = JSON.parse(readFileSync(join(__dirname, '..', 'published-types', 'subset.json'), 'utf8')) as Readonly<
  Record<string, Published>
>

/**
 * Values of a snapshot that no documentation of Azure lists, one line each. Most enumerations are open: the compiler
 * takes any text for `TLS1_2`, and the deployment fails.
 */
export const unpublishedValues = (of: Snapshot): readonly string[] =>
  [...of.predictedResources, ...of.predictedResources.flatMap(deployedByPolicy)].flatMap((resource) => {
    const published = TABLE[`${resource.type}@${resource.apiVersion}`]
    if (published === undefined) return [`${resource.type}@${resource.apiVersion}: no such type in the table`]
    const { root, types } = published
    const resourceType = types[String(root)]
    if (resourceType?.$type !== 'ResourceType') throw new Error(`${resource.type}: its root is no resource type`)
    // The name of a nested resource has those of its parents before it.
    const alone = { ...resource, name: isExpression(resource.name) ? resource.name : resource.name.split('/').at(-1) }
    return faultsOf(alone, resourceType.body, types, resource.type)
  })

/** What a policy deploys is a template inside its rule. */
const deployedByPolicy = (resource: Resource): readonly Resource[] => {
  const nested = valueAt(resource, 'properties.policyRule.then.details.deployment.properties.template.resources')
  return resource.type === 'Microsoft.Authorization/policyDefinitions' ? (nested as readonly Resource[]) : []
}

const faultsOf = (value: unknown, { $ref }: Reference, types: Published['types'], path: string): readonly string[] => {
  const type = types[$ref.slice('#/'.length)]
  if (type === undefined) throw new Error(`${path}: ${$ref} is missing in the table`)
  switch (type.$type) {
    case 'ObjectType':
      return faultsInside(value, type.properties, type.additionalProperties, types, path)
    case 'DiscriminatedObjectType': {
      const kind = String(valueAt(value, type.discriminator))
      const variant = type.elements[kind]
      return [
        ...faultsInside(value, type.baseProperties, undefined, types, path),
        ...(variant === undefined
          ? [`${path}.${type.discriminator}: got ${kind}, expected one of ${list(Object.keys(type.elements))}`]
          : faultsOf(value, variant, types, path)),
      ]
    }
    case 'ArrayType':
      return Array.isArray(value)
        ? value.flatMap((item, at) => faultsOf(item, type.itemType, types, `${path}.${at}`))
        : []
    case 'UnionType':
      return typeof value === 'string' ? faultsOfText(value, literalsOf(type.elements, types), path) : []
    case 'StringLiteralType':
      return typeof value === 'string' ? faultsOfText(value, [type.value], path) : []
    case 'StringType':
      return typeof value === 'string' && !isExpression(value) && !fits(value, type)
        ? [`${path}: got ${value}, expected ${JSON.stringify({ ...type, $type: undefined })}`]
        : []
    case 'IntegerType':
      return typeof value === 'number' && (value < (type.minValue ?? value) || value > (type.maxValue ?? value))
        ? [`${path}: got ${value}, expected ${JSON.stringify({ ...type, $type: undefined })}`]
        : []
    default:
      return []
  }
}

const faultsInside = (
  value: unknown,
  properties: Properties,
  others: Reference | undefined,
  types: Published['types'],
  path: string,
): readonly string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => {
        const type = properties[key]?.type ?? others
        return type === undefined ? [] : faultsOf(inner, type, types, `${path}.${key}`)
      })
    : []

const literalsOf = (elements: readonly Reference[], types: Published['types']): readonly string[] =>
  elements.flatMap(({ $ref }) => {
    const element = types[$ref.slice('#/'.length)]
    return element?.$type === 'StringLiteralType' ? [element.value] : []
  })

const faultsOfText = (text: string, published: readonly string[], path: string): readonly string[] =>
  isExpression(text) || published.length === 0 || published.includes(text)
    ? []
    : [`${path}: got ${text}, expected one of ${list(published)}`]

const fits = (
  text: string,
  { minLength = 0, maxLength = Infinity, pattern = '' }: Extract<PublishedType, { readonly $type: 'StringType' }>,
): boolean => text.length >= minLength && text.length <= maxLength && new RegExp(pattern).test(text)

const list = (values: readonly string[]): string => values.join(', ')
