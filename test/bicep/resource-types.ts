import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { type ObjectType, type PropertyType, type Type, ANY, BOOL } from './type'

/**
 * A resource type and version. Scopes are bits: 1 tenant, 2 management group, 4 subscription,
 * 8 resource group, 16 extension.
 */
export interface ResourceType {
  readonly name: string
  readonly body: () => Type
  readonly readableScopes: number
  readonly writableScopes: number
}

interface Reference {
  readonly $ref: string
}

interface RawObject {
  readonly name: string
  readonly properties: Readonly<Record<string, { readonly type: Reference; readonly flags: number }>>
  readonly additionalProperties?: Reference
}

type RawType =
  | {
      readonly $type: 'ResourceType'
      readonly name: string
      readonly body: Reference
      readonly readableScopes: number
      readonly writableScopes: number
    }
  | ({ readonly $type: 'ObjectType' } & RawObject)
  | {
      readonly $type: 'DiscriminatedObjectType'
      readonly name: string
      readonly discriminator: string
      readonly baseProperties: RawObject['properties']
      readonly elements: Readonly<Record<string, Reference>>
    }
  | {
      readonly $type: 'ArrayType'
      readonly itemType: Reference
      readonly minLength?: number
      readonly maxLength?: number
    }
  | { readonly $type: 'UnionType'; readonly elements: readonly Reference[] }
  | { readonly $type: 'StringLiteralType'; readonly value: string }
  | {
      readonly $type: 'StringType'
      readonly minLength?: number
      readonly maxLength?: number
      readonly pattern?: string
    }
  | { readonly $type: 'IntegerType'; readonly minValue?: number; readonly maxValue?: number }
  | { readonly $type: 'BooleanType' }
  | { readonly $type: 'AnyType' }

interface RawResource {
  readonly root: number
  readonly types: Readonly<Record<string, RawType>>
}

const REQUIRED = 1
const READ_ONLY = 2
const WRITE_ONLY = 4
const EARLY = 8

let table: ReadonlyMap<string, { readonly id: string; readonly raw: RawResource }> | undefined

/**
 * The type for `Microsoft.X/y@version`, in any case of letters; undefined when the table has no such type or version.
 */
export function findResourceType(typeAndVersion: string): ResourceType | undefined {
  table ??= readTable()
  const entry = table.get(typeAndVersion.toLowerCase())
  if (entry === undefined) return undefined
  const { root, types } = entry.raw
  const resource = types[String(root)]
  if (resource?.$type !== 'ResourceType') throw new Error(`root of ${entry.id} is not a resource type`)
  const { readableScopes, writableScopes } = resource
  return { name: resource.name, body: () => resolve(resource.body, types), readableScopes, writableScopes }
}

/** The versions the table has of a type. */
export function versionsOf(type: string): readonly string[] {
  table ??= readTable()
  const ids = [...table.values()].map(({ id }) => id.split('@'))
  return ids.filter(([name]) => name?.toLowerCase() === type.toLowerCase()).map(([, version]) => version ?? '')
}

function readTable(): NonNullable<typeof table> {
  const parsed = JSON.parse(readFileSync(join(__dirname, 'types', 'subset.json'), 'utf8')) as Readonly<
    Record<string, RawResource>
  >
  return new Map(Object.entries(parsed).map(([id, raw]) => [id.toLowerCase(), { id, raw }]))
}

function resolve(reference: Reference, types: RawResource['types']): Type {
  const raw = types[reference.$ref.slice('#/'.length)]
  if (raw === undefined) throw new Error(`${reference.$ref} is missing in the type table`)
  switch (raw.$type) {
    case 'ObjectType':
      return toObject(raw, types)
    case 'DiscriminatedObjectType':
      return {
        kind: 'tagged',
        name: raw.name,
        tag: raw.discriminator,
        common: toObject({ name: raw.name, properties: raw.baseProperties }, types),
        variants: new Map(
          Object.entries(raw.elements).map(([value, variant]) => [value, () => resolve(variant, types)]),
        ),
      }
    case 'ArrayType':
      return { kind: 'array', item: () => resolve(raw.itemType, types), ...bounds(raw.minLength, raw.maxLength) }
    case 'UnionType':
      return { kind: 'union', members: raw.elements.map((element) => resolve(element, types)) }
    case 'StringLiteralType':
      return { kind: 'string', literal: raw.value }
    case 'StringType':
      return {
        kind: 'string',
        ...bounds(raw.minLength, raw.maxLength),
        ...(raw.pattern !== undefined && { pattern: raw.pattern }),
      }
    case 'IntegerType':
      return { kind: 'int', ...bounds(raw.minValue, raw.maxValue) }
    case 'BooleanType':
      return BOOL
    case 'AnyType':
      return ANY
    case 'ResourceType':
      throw new Error(`${raw.name} stands where a value type is wanted`)
  }
}

function toObject(raw: RawObject, types: RawResource['types']): ObjectType {
  const properties = Object.entries(raw.properties).map(([key, { type, flags }]): [string, PropertyType] => [
    key,
    {
      type: () => resolve(type, types),
      required: (flags & REQUIRED) !== 0,
      readOnly: (flags & READ_ONLY) !== 0,
      writeOnly: (flags & WRITE_ONLY) !== 0,
      early: (flags & EARLY) !== 0,
    },
  ])
  const rest = raw.additionalProperties
  return {
    kind: 'object',
    name: raw.name,
    own: false,
    properties: new Map(properties),
    ...(rest && { rest: () => resolve(rest, types) }),
  }
}

function bounds(min: number | undefined, max: number | undefined): { readonly min?: number; readonly max?: number } {
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) }
}
