import type { Decorator, Expr, ModuleDeclaration, ParameterDeclaration, TypeExpr } from './ast'
import { isRemote, type Model } from './model'
import {
  ANY,
  ARRAY,
  BOOL,
  INT,
  NULL,
  OBJECT,
  STRING,
  requiredProperty,
  unionOf,
  type ObjectType,
  type PropertyType,
  type Type,
} from './type'
import { plainText } from './walk'

const PRIMITIVES: Readonly<Record<string, Type>> = {
  string: STRING,
  secureString: STRING,
  int: INT,
  bool: BOOL,
  array: ARRAY,
  object: OBJECT,
  secureObject: OBJECT,
}

/** The type written in a declaration. A type that refers to itself ends in `any`. */
export function declaredType(model: Model, type: TypeExpr, open: readonly string[] = []): Type {
  const inner = (part: TypeExpr): Type => declaredType(model, part, open)
  switch (type.kind) {
    case 'primitive':
      return PRIMITIVES[type.name] ?? ANY
    case 'literal':
      return literalType(type.value)
    case 'reference':
      return type.path.length > 0 ? ANY : referredType(model, type.name, open)
    case 'array':
      return { kind: 'array', item: () => inner(type.item) }
    case 'nullable':
      return unionOf([inner(type.of), NULL])
    case 'union':
      return unionOf(type.members.map(inner))
    case 'object': {
      const rest = type.rest
      const properties = type.properties.map((property): [string, PropertyType] => [
        property.key,
        {
          ...requiredProperty(() => narrowed(inner(property.type), property.decorators)),
          required: !acceptsNull(property.type),
        },
      ])
      return {
        kind: 'object',
        name: 'object',
        own: true,
        properties: new Map(properties),
        ...(rest && { rest: () => inner(rest) }),
      }
    }
    case 'unmodelled':
      return ANY
  }
}

/** The type of a parameter: what it declares, narrowed by `@allowed`, `@minLength` and their like. */
export function parameterType(model: Model, parameter: ParameterDeclaration): Type {
  const declared = narrowed(declaredType(model, parameter.type), parameter.decorators)
  const allowed = decoratorOf(parameter.decorators, 'allowed')?.args[0]
  if (allowed?.kind === 'array' && (declared.kind === 'string' || declared.kind === 'int')) {
    return unionOf(allowed.items.map((item) => (item.kind === 'spread' ? ANY : literalExpression(item))))
  }
  return declared
}

/** A type with the bounds its decorators set. */
function narrowed(type: Type, decorators: readonly Decorator[]): Type {
  if (type.kind === 'union')
    return { kind: 'union', members: type.members.map((member) => narrowed(member, decorators)) }
  if (type.kind !== 'string' && type.kind !== 'int' && type.kind !== 'array') return type
  const bound = (name: string): number | undefined => {
    const value = decoratorOf(decorators, name)?.args[0]
    return value?.kind === 'number' ? value.value : undefined
  }
  const min = bound('minLength') ?? bound('minValue')
  const max = bound('maxLength') ?? bound('maxValue')
  return { ...type, ...(min !== undefined && { min }), ...(max !== undefined && { max }) }
}

export function decoratorOf(decorators: readonly Decorator[], name: string): Decorator | undefined {
  return decorators.find((decorator) => decorator.name === name)
}

/** The object `params` of a module must be: the parameters of its file. */
export function paramsType(target: Model): ObjectType {
  const properties = target.parameters.map((parameter): [string, PropertyType] => [
    parameter.name,
    { ...requiredProperty(() => parameterType(target, parameter)), required: isRequired(parameter) },
  ])
  return { kind: 'object', name: 'params', own: true, properties: new Map(properties) }
}

export function isRequired(parameter: ParameterDeclaration): boolean {
  return parameter.value === undefined && !acceptsNull(parameter.type)
}

/** What a module's name stands for: its name and its outputs. */
export function moduleType(model: Model, module: ModuleDeclaration): Type {
  const opened = isRemote(module.path) ? undefined : model.open(module.path)
  if (opened?.kind !== 'model') return ANY
  const target = opened.model
  const outputs = target.outputs.map((output): [string, PropertyType] => [
    output.name,
    requiredProperty(() => declaredType(target, output.type)),
  ])
  const outputsType: Type = { kind: 'object', name: 'outputs', own: true, properties: new Map(outputs) }
  const properties = new Map([
    ['name', requiredProperty(() => STRING)],
    ['outputs', requiredProperty(() => outputsType)],
  ])
  return { kind: 'object', name: 'module', own: true, properties }
}

/** What a call of a function returns that this file declares or imports; undefined when it is neither. */
export function returnType(model: Model, name: string): Type | undefined {
  const declaration = model.symbols.get(name)
  if (declaration?.kind === 'import') return ANY
  return declaration?.kind === 'function' ? declaredType(model, declaration.returns) : undefined
}

function literalExpression(expr: Expr): Type {
  const text = plainText(expr)
  if (text !== undefined) return { kind: 'string', literal: text }
  return expr.kind === 'number' ? { kind: 'int', literal: expr.value } : ANY
}

function literalType(value: string | number | boolean | null): Type {
  if (typeof value === 'string') return { kind: 'string', literal: value }
  if (typeof value === 'number') return { kind: 'int', literal: value }
  return value === null ? NULL : { kind: 'bool', literal: value }
}

function referredType(model: Model, name: string, open: readonly string[]): Type {
  const reference = `${model.file.path}#${name}`
  if (open.includes(reference)) return ANY
  const declaration = model.symbols.get(name)
  if (declaration?.kind === 'type')
    return narrowed(declaredType(model, declaration.value, [...open, reference]), declaration.decorators)
  if (declaration?.kind !== 'import' || declaration.source === undefined) return ANY
  const opened = model.open(declaration.path)
  return opened.kind === 'model' ? referredType(opened.model, declaration.source, [...open, reference]) : ANY
}

function acceptsNull(type: TypeExpr): boolean {
  return (
    type.kind === 'nullable' ||
    (type.kind === 'literal' && type.value === null) ||
    (type.kind === 'union' && type.members.some(acceptsNull))
  )
}
