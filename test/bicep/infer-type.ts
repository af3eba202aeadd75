import type { CallExpr, Declaration, Expr, MemberExpr } from './ast'
import { declaredType, moduleType, parameterType, returnType } from './declared-type'
import { findFunction } from './functions'
import { resourceOf, type Model } from './model'
import {
  ANY,
  ARRAY,
  BOOL,
  INT,
  NULL,
  STRING,
  arrayOf,
  isNullable,
  nonNull,
  objectOf,
  unionOf,
  type PropertyType,
  type Type,
} from './type'

const known = new WeakMap<Expr, Type>()

/** The type of an expression as far as it is certain, else `any`. The model's names must be bound. */
export function typeOf(model: Model, expr: Expr): Type {
  const before = known.get(expr)
  if (before) return before
  known.set(expr, ANY) // what a value that needs itself sees
  const type = infer(model, expr)
  known.set(expr, type)
  return type
}

function infer(model: Model, expr: Expr): Type {
  switch (expr.kind) {
    case 'string':
      return expr.parts.every((part) => typeof part === 'string')
        ? { kind: 'string', literal: expr.parts.join('') }
        : STRING
    case 'number':
      return { kind: 'int', literal: expr.value }
    case 'boolean':
      return { kind: 'bool', literal: expr.value }
    case 'null':
      return NULL
    case 'name':
      return typeOfName(model, expr)
    case 'member':
      return typeOfMember(model, expr)
    case 'index': {
      const base = typeOf(model, expr.base)
      const item = nonNull(base).kind === 'array' ? itemType(nonNull(base)) : ANY
      return expr.safe && item.kind !== 'any' ? unionOf([item, NULL]) : item
    }
    case 'nested': {
      const nested = resourceOf(model, expr)
      return nested ? perLoop(nested.declaration.body.loop, nested.type?.body() ?? ANY) : ANY
    }
    case 'notNull':
      return nonNull(typeOf(model, expr.value))
    case 'call':
      return typeOfCall(model, expr)
    case 'object': {
      if (expr.spreads.length > 0 || expr.properties.some(({ key }) => key === undefined)) return ANY
      return objectOf(
        'object',
        Object.fromEntries(expr.properties.map(({ key, value }) => [key, typeOf(model, value)])),
      )
    }
    case 'array': {
      if (expr.items.some(({ kind }) => kind === 'spread')) return ARRAY
      return expr.items.length === 0
        ? ARRAY
        : arrayOf(unionOf(expr.items.map((item) => (item.kind === 'spread' ? ANY : typeOf(model, item)))))
    }
    case 'for':
      return arrayOf(typeOf(model, expr.body))
    case 'ternary':
      return unionOf([typeOf(model, expr.yes), typeOf(model, expr.no)])
    case 'binary':
      return typeOfBinary(model, expr.operator, expr.left, expr.right)
    case 'unary':
      return expr.operator === '!' ? BOOL : INT
    case 'lambda':
      return ANY
  }
}

function typeOfName(model: Model, expr: Extract<Expr, { kind: 'name' }>): Type {
  const target = model.bindings.get(expr)
  switch (target?.kind) {
    case 'declaration':
      return typeOfDeclaration(model, target.declaration)
    case 'item':
      return itemType(nonNull(typeOf(model, target.of)))
    case 'index':
      return INT
    case 'argument':
      return declaredType(model, target.type)
    case 'lambda':
    case undefined:
      return ANY
  }
}

function typeOfDeclaration(model: Model, declaration: Declaration): Type {
  switch (declaration.kind) {
    case 'parameter': {
      const type = parameterType(model, declaration)
      return declaration.value === undefined ? type : nonNull(type)
    }
    case 'variable':
      return typeOf(model, declaration.value)
    case 'resource':
      return perLoop(
        declaration.body.loop,
        model.resources.find((resource) => resource.declaration === declaration)?.type?.body() ?? ANY,
      )
    case 'module':
      return perLoop(declaration.body.loop, moduleType(model, declaration))
    default:
      return ANY
  }
}

function perLoop(loop: unknown, type: Type): Type {
  return loop === undefined ? type : arrayOf(type)
}

function typeOfMember(model: Model, expr: MemberExpr): Type {
  const base = nonNull(typeOf(model, expr.base))
  const property = memberOf(base, expr.property)
  const type = property === 'unknown' || property === 'absent' ? ANY : property.type()
  const optional = typeof property !== 'string' && !property.required && base.kind === 'object' && base.own
  return (expr.safe || optional) && type.kind !== 'any' ? unionOf([type, NULL]) : type
}

/** A property by name: `absent` when the type is certain not to have it. */
export function memberOf(type: Type, name: string): PropertyType | 'absent' | 'unknown' {
  if (type.kind !== 'object') return 'unknown'
  const property = type.properties.get(name)
  if (property) return property
  return type.rest ? 'unknown' : 'absent'
}

function typeOfCall(model: Model, call: CallExpr): Type {
  const namespace = call.base?.kind === 'name' && !model.bindings.has(call.base) ? call.base.name : undefined
  if (call.base && namespace === undefined) return ANY
  const declared = call.base ? undefined : returnType(model, call.name)
  if (declared) return declared
  const returns = findFunction(call.name, namespace, model.file.kind === 'parameters')?.returns ?? ANY
  // scopes named by arguments are only places, not objects
  return call.args.length > 0 && returns.kind === 'object' && returns.rest === undefined ? ANY : returns
}

function typeOfBinary(model: Model, operator: string, left: Expr, right: Expr): Type {
  if (operator === '??') {
    const first = typeOf(model, left)
    return isNullable(first) ? unionOf([nonNull(first), typeOf(model, right)]) : first
  }
  return ['+', '-', '*', '/', '%'].includes(operator) ? INT : BOOL
}

function itemType(type: Type): Type {
  return type.kind === 'array' ? type.item() : ANY
}
