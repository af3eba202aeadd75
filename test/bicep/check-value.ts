import type { Expr, ObjectExpr } from './ast'
import type { Position, Report } from './finding'
import { typeOf } from './infer-type'
import type { Model } from './model'
import { describe, isAssignable, isNullable, nonNull, type ObjectType, type Type } from './type'
import { propertyOf } from './walk'

/** Where a value stands: the name of its property, or of nothing when it is a whole parameter or output. */
export interface Place {
  readonly property: string | undefined
  readonly own: boolean
  /** Names this value may lack or carry besides those of its type; only at the top of a resource. */
  readonly top?: { readonly extra: readonly string[]; readonly optional: boolean }
}

/** Reports where a value cannot be what `wanted` says. */
export function checkValue(model: Model, expr: Expr, wanted: Type, place: Place, report: Report): void {
  switch (expr.kind) {
    case 'ternary':
      checkValue(model, expr.yes, wanted, place, report)
      return checkValue(model, expr.no, wanted, place, report)
    case 'object':
      if (wanted.kind === 'tagged' || wanted.kind === 'object' || objectMember(wanted))
        return checkObject(model, expr, objectMember(wanted) ?? wanted, place, report)
      break
    case 'array': {
      const array = nonNull(wanted)
      if (array.kind !== 'array') break
      checkLength(
        expr.at,
        expr.items.some(({ kind }) => kind === 'spread') ? undefined : expr.items.length,
        array,
        report,
      )
      for (const item of expr.items) if (item.kind !== 'spread') checkValue(model, item, array.item(), place, report)
      return
    }
    case 'for': {
      const array = nonNull(wanted)
      if (array.kind !== 'array') break
      return checkValue(model, expr.body, array.item(), place, report)
    }
    case 'name': {
      const target = model.bindings.get(expr)
      const literal =
        target?.kind === 'declaration' && target.declaration.kind === 'variable' ? target.declaration.value : undefined
      if (literal?.kind !== 'object' && literal?.kind !== 'array') break
      return checkValue(model, literal, wanted, place, (_, code, message) =>
        report(expr.at, code, `in "${expr.name}": ${message}`),
      )
    }
    default:
  }
  checkPlain(model, expr, wanted, place, report)
}

function checkPlain(model: Model, expr: Expr, wanted: Type, place: Place, report: Report): void {
  const got = typeOf(model, expr)
  if (!isAssignable(got, wanted)) {
    if (isNullable(got) && isAssignable(nonNull(got), wanted))
      return report(expr.at, 'BCP321', `may be null, expected ${describe(wanted)}; add "!" or a default with "??"`)
    const subject = place.property === undefined ? 'got' : `property "${place.property}" got`
    const code = place.property === undefined ? 'BCP033' : place.own ? 'BCP036!' : 'BCP036'
    return report(expr.at, code, `${subject} ${describe(got)}, expected ${describe(nonNull(wanted))}`)
  }
  const type = nonNull(wanted)
  if (type.kind === 'union' && !place.own && got.kind === 'string' && got.literal !== undefined)
    checkListed(expr.at, got.literal, type, report)
  if (type.kind === 'string' && got.kind === 'string' && got.literal !== undefined) {
    checkLength(expr.at, got.literal.length, type, report)
    if (type.pattern !== undefined && !new RegExp(type.pattern, 'u').test(got.literal))
      report(expr.at, 'BCP036', `'${got.literal}' does not match ${type.pattern}`)
  }
  if (type.kind === 'int' && got.kind === 'int' && got.literal !== undefined) {
    if (type.max !== undefined && got.literal > type.max)
      report(expr.at, 'BCP327', `${got.literal} is more than ${type.max}`)
    if (type.min !== undefined && got.literal < type.min)
      report(expr.at, 'BCP328', `${got.literal} is less than ${type.min}`)
  }
}

/** An open enumeration takes any text, so that a slip of the pen would only be found by the service. */
function checkListed(at: Position, text: string, { members }: Extract<Type, { kind: 'union' }>, report: Report): void {
  const listed = members.flatMap((member) =>
    member.kind === 'string' && member.literal !== undefined ? [member.literal] : [],
  )
  if (listed.length > 0 && !listed.includes(text))
    report(
      at,
      'runwarden-unlisted-value',
      `'${text}' is none of the listed values ${listed.map((value) => `'${value}'`).join(', ')}`,
    )
}

function checkLength(
  at: Position,
  length: number | undefined,
  { min, max }: { readonly min?: number; readonly max?: number },
  report: Report,
): void {
  if (length === undefined) return
  if (max !== undefined && length > max) report(at, 'BCP332', `length ${length} is more than ${max}`)
  if (min !== undefined && length < min) report(at, 'BCP333', `length ${length} is less than ${min}`)
}

/** The one object type among the members of a union. */
function objectMember(type: Type): Type | undefined {
  if (type.kind !== 'union') return undefined
  const objects = type.members.filter(({ kind }) => kind === 'object' || kind === 'tagged')
  return objects.length === 1 && type.members.every(({ kind }) => kind !== 'any') ? objects[0] : undefined
}

function checkObject(model: Model, object: ObjectExpr, wanted: Type, place: Place, report: Report): void {
  if (wanted.kind === 'tagged') {
    const tag = propertyOf(object, wanted.tag)
    const expected = [...wanted.variants.keys()].map((key) => `'${key}'`).join(' | ')
    if (tag === undefined)
      return report(object.at, 'BCP078', `${wanted.name} lacks "${wanted.tag}", expected ${expected}`)
    const got = typeOf(model, tag)
    if (got.kind === 'any') return
    // a value that may be one or the other does not say which variant the rest must fit
    const variant =
      got.kind === 'string' && got.literal !== undefined ? wanted.variants.get(got.literal)?.() : undefined
    if (variant?.kind !== 'object')
      return report(
        tag.at,
        'BCP036',
        `property "${wanted.tag}" got ${describe(got)}, expected one literal of ${expected}`,
      )
    return checkProperties(
      model,
      object,
      { ...variant, properties: new Map([...wanted.common.properties, ...variant.properties]) },
      place,
      report,
    )
  }
  if (wanted.kind === 'object') checkProperties(model, object, wanted, place, report)
}

function checkProperties(model: Model, object: ObjectExpr, wanted: ObjectType, place: Place, report: Report): void {
  const given = new Set<string>()
  for (const { key, at, value } of object.properties) {
    if (key === undefined || place.top?.extra.includes(key)) continue
    const property = wanted.properties.get(key)
    if (given.has(key)) continue
    given.add(key)
    if (property?.readOnly) report(at, 'BCP073', `property "${key}" is read-only; the service sets it`)
    else if (property)
      checkValue(
        model,
        value,
        property.required ? property.type() : orNull(property.type()),
        { property: key, own: wanted.own },
        report,
      )
    else if (wanted.rest) checkValue(model, value, wanted.rest(), { property: key, own: wanted.own }, report)
    else
      report(at, wanted.own ? 'BCP037!' : 'BCP037', `${wanted.name} has no property "${key}"${suggestion(key, wanted)}`)
  }
  if (object.spreads.length > 0 || object.properties.some(({ key }) => key === undefined) || place.top?.optional) return
  const missing = [...wanted.properties]
    .filter(([key, property]) => property.required && !property.readOnly && !given.has(key))
    .map(([key]) => key)
  if (missing.length > 0)
    report(
      object.at,
      wanted.own ? 'BCP035!' : 'BCP035',
      `${wanted.name} lacks ${missing.map((key) => `"${key}"`).join(', ')}`,
    )
}

function orNull(type: Type): Type {
  return type.kind === 'any'
    ? type
    : { kind: 'union', members: type.kind === 'union' ? [...type.members, { kind: 'null' }] : [type, { kind: 'null' }] }
}

function suggestion(key: string, wanted: ObjectType): string {
  const right = [...wanted.properties.keys()].find((known) => known.toLowerCase() === key.toLowerCase())
  return right === undefined ? `; it has ${[...wanted.properties.keys()].join(', ') || 'none'}` : `; write "${right}"`
}
