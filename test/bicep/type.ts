/** What is known of a value: of a resource property, a parameter, or an expression. */
export type Type =
  | { readonly kind: 'any' }
  | { readonly kind: 'null' }
  | {
      readonly kind: 'string'
      readonly literal?: string
      readonly min?: number
      readonly max?: number
      readonly pattern?: string
    }
  | { readonly kind: 'int'; readonly literal?: number; readonly min?: number; readonly max?: number }
  | { readonly kind: 'bool'; readonly literal?: boolean }
  | { readonly kind: 'array'; readonly item: () => Type; readonly min?: number; readonly max?: number }
  | ObjectType
  | TaggedType
  | { readonly kind: 'union'; readonly members: readonly Type[] }

/** `own` marks a type declared in Bicep: a mismatch is an error there, only a warning for a resource. */
export interface ObjectType {
  readonly kind: 'object'
  readonly name: string
  readonly own: boolean
  readonly properties: ReadonlyMap<string, PropertyType>
  readonly rest?: () => Type
}

export interface PropertyType {
  readonly type: () => Type
  readonly required: boolean
  readonly readOnly: boolean
  readonly writeOnly: boolean
  /** The value must be known when the deployment starts. */
  readonly early: boolean
}

/** An object whose property `tag` says which of the variants it is. */
interface TaggedType {
  readonly kind: 'tagged'
  readonly name: string
  readonly tag: string
  readonly common: ObjectType
  readonly variants: ReadonlyMap<string, () => Type>
}

export const ANY: Type = { kind: 'any' }
export const NULL: Type = { kind: 'null' }
export const STRING: Type = { kind: 'string' }
export const INT: Type = { kind: 'int' }
export const BOOL: Type = { kind: 'bool' }
export const ARRAY: Type = { kind: 'array', item: () => ANY }
export const OBJECT: Type = { kind: 'object', name: 'object', own: true, properties: new Map(), rest: () => ANY }

export function arrayOf(item: Type): Type {
  return { kind: 'array', item: () => item }
}

/** An object type of required properties. */
export function objectOf(name: string, properties: Readonly<Record<string, Type>>): ObjectType {
  const entries = Object.entries(properties).map(([key, type]): [string, PropertyType] => [
    key,
    requiredProperty(() => type),
  ])
  return { kind: 'object', name, own: true, properties: new Map(entries) }
}

export function requiredProperty(type: () => Type): PropertyType {
  return { type, required: true, readOnly: false, writeOnly: false, early: false }
}

/** The union of types, flat and without repeats of `any`. */
export function unionOf(types: readonly Type[]): Type {
  const members = types.flatMap((type) => (type.kind === 'union' ? type.members : [type]))
  if (members.some((type) => type.kind === 'any')) return ANY
  const [only, ...others] = members
  return only && others.length === 0 ? only : { kind: 'union', members }
}

export function isNullable(type: Type): boolean {
  return type.kind === 'null' || (type.kind === 'union' && type.members.some(isNullable))
}

/** The type without null. */
export function nonNull(type: Type): Type {
  return type.kind === 'union' ? unionOf(type.members.filter((member) => member.kind !== 'null')) : type
}

/** False when no value of `from` could stand where `to` is wanted, as far as that is known. */
export function isAssignable(from: Type, to: Type): boolean {
  if (from.kind === 'any' || to.kind === 'any') return true
  if (from.kind === 'union') return from.members.every((member) => isAssignable(member, to))
  if (to.kind === 'union') return to.members.some((member) => isAssignable(from, member))
  if (from.kind === 'object' || from.kind === 'tagged') return to.kind === 'object' || to.kind === 'tagged'
  if (from.kind === 'array') return to.kind === 'array' && isAssignable(from.item(), to.item())
  if (from.kind !== to.kind) return false
  if (from.kind === 'null' || to.kind === 'null') return true
  // a string that is not a literal may hold the wanted one, as the compiler has it for parameters
  return !('literal' in from) || !('literal' in to) || from.literal === to.literal
}

/** A type as the messages name it. */
export function describe(type: Type): string {
  switch (type.kind) {
    case 'string':
      return type.literal === undefined ? 'string' : `'${type.literal}'`
    case 'int':
    case 'bool':
      return type.literal === undefined ? type.kind : String(type.literal)
    case 'array':
      return type.item().kind === 'any' ? 'array' : `${wrapped(type.item())}[]`
    case 'object':
    case 'tagged':
      return type.name
    case 'union':
      return [...new Set(type.members.map(describe))].join(' | ')
    case 'any':
    case 'null':
      return type.kind
  }
}

function wrapped(type: Type): string {
  return type.kind === 'union' ? `(${describe(type)})` : describe(type)
}
