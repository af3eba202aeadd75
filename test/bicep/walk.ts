import type { Body, Declaration, Expr, ObjectExpr } from './ast'

/** The expressions directly inside one; those of resources nested in an object belong to the resources. */
export function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'string':
      return expr.parts.filter((part) => typeof part !== 'string')
    case 'number':
    case 'boolean':
    case 'null':
    case 'name':
      return []
    case 'member':
    case 'nested':
      return [expr.base]
    case 'index':
      return [expr.base, expr.index]
    case 'notNull':
    case 'unary':
      return [expr.value]
    case 'call':
      return expr.base ? [expr.base, ...expr.args] : expr.args
    case 'object':
      return [
        ...expr.properties.flatMap(({ keyParts, value }) => [
          ...keyParts.filter((part) => typeof part !== 'string'),
          value,
        ]),
        ...expr.spreads.map(({ value }) => value),
      ]
    case 'array':
      return expr.items.map((item) => (item.kind === 'spread' ? item.value : item))
    case 'for':
      return [expr.loop.collection, ...(expr.condition ? [expr.condition] : []), expr.body]
    case 'ternary':
      return [expr.test, expr.yes, expr.no]
    case 'binary':
      return [expr.left, expr.right]
    case 'lambda':
      return [expr.body]
  }
}

/** An expression and all inside it, outermost first. */
export function everyExpression(expr: Expr): readonly Expr[] {
  return [expr, ...childrenOf(expr).flatMap(everyExpression)]
}

/** The outermost expressions of a declaration, decorators included. */
export function expressionsOf(declaration: Declaration): readonly Expr[] {
  const decorators = 'decorators' in declaration ? declaration.decorators.flatMap(({ args }) => args) : []
  if ('body' in declaration) return [...decorators, ...expressionsOfBody(declaration.body)]
  return 'value' in declaration && isExpr(declaration) ? [...decorators, declaration.value] : decorators
}

function expressionsOfBody({ loop, condition, object }: Body): readonly Expr[] {
  return [...(loop ? [loop.collection] : []), ...(condition ? [condition] : []), object]
}

export function propertyOf(object: ObjectExpr, key: string): Expr | undefined {
  return object.properties.find((property) => property.key === key)?.value
}

/** The text of a string without interpolation. */
export function plainText(expr: Expr | undefined): string | undefined {
  return expr?.kind === 'string' ? joinTexts(expr.parts) : undefined
}

/** The pieces of a string as one; undefined when one of them is not text. */
export function joinTexts(parts: readonly unknown[]): string | undefined {
  const texts = parts.filter((part) => typeof part === 'string')
  return texts.length === parts.length ? texts.join('') : undefined
}

function isExpr(declaration: Declaration): declaration is Declaration & { readonly value: Expr } {
  return declaration.kind !== 'type' && 'value' in declaration && declaration.value !== undefined
}
