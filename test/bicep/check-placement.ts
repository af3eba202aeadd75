import type { Body, Declaration, Expr, ObjectExpr } from './ast'
import type { Report } from './finding'
import { resourceOf, rootExpressions, type Model } from './model'
import { childrenOf, everyExpression, propertyOf } from './walk'

/** Reports loops, lambdas, spreads and nested resources where the compiler cannot translate them. */
export function checkPlacement(model: Model, report: Report): void {
  for (const declaration of model.file.declarations) checkLoops(declaration, report)
  for (const { declaration, parent } of model.resources) {
    const { object, loop } = declaration.body
    if (parent) checkBodyLoops(declaration.body, report)
    if (loop)
      for (const nested of object.resources)
        report(nested.at, 'BCP160', 'a resource inside a loop cannot hold another resource')
    if (loop && !declaration.existing) checkLoopName(model, declaration, report)
    reportSpreads(object, report)
    const given = propertyOf(object, 'parent')
    if (given && !resourceOf(model, given))
      report(given.at, 'BCP240', '"parent" takes the name of a resource and nothing else')
  }
  for (const declaration of model.modules) {
    const { object, loop } = declaration.body
    if (loop && propertyOf(object, 'name')) checkLoopName(model, declaration, report)
    reportSpreads(object, report)
    const params = propertyOf(object, 'params')
    if (params?.kind === 'object') reportSpreads(params, report)
    else if (params) report(params.at, 'BCP183', '"params" takes an object written in place')
  }
  for (const expr of rootExpressions(model).flatMap(everyExpression)) {
    for (const child of childrenOf(expr))
      if (child.kind === 'lambda' && expr.kind !== 'call')
        report(child.at, 'BCP242', 'a lambda may only be an argument of a function')
    if (expr.kind === 'nested' && resourceOf(model, expr.base) && !resourceOf(model, expr))
      report(expr.at, 'BCP159', `there is no resource "${expr.name}" inside`)
  }
}

function checkLoops(declaration: Declaration, report: Report): void {
  if (declaration.kind === 'resource' || declaration.kind === 'module') return checkBodyLoops(declaration.body, report)
  if (declaration.kind === 'type' || !('value' in declaration) || declaration.value === undefined) return
  const { value, kind } = declaration
  const mayLoop = kind === 'variable' || kind === 'output' || kind === 'assignment'
  const inside = value.kind === 'for' && mayLoop ? childrenOf(value) : [value]
  for (const expr of inside) reportLoops(expr, report)
}

function reportLoops(expr: Expr, report: Report): void {
  for (const inner of everyExpression(expr))
    if (inner.kind === 'for') report(inner.at, 'BCP138', 'a loop cannot stand here; give it a variable of its own')
}

function checkBodyLoops({ loop, condition, object }: Body, report: Report): void {
  if (loop) reportLoops(loop.collection, report)
  if (condition) reportLoops(condition, report)
  checkPropertyLoops(object, 0, report)
}

/** Loops may be values of properties, however deep, as long as only objects and arrays lead there. */
function checkPropertyLoops(expr: Expr, depth: number, report: Report): void {
  if (expr.kind === 'object') {
    for (const { value } of expr.properties) {
      if (value.kind !== 'for') checkPropertyLoops(value, depth, report)
      else if (depth > 0) report(value.at, 'BCP142', 'a loop cannot stand inside the loop of a property')
      else {
        reportLoops(value.loop.collection, report)
        checkPropertyLoops(value.body, depth + 1, report)
      }
    }
    for (const { value } of expr.spreads) reportLoops(value, report)
  } else if (expr.kind === 'array')
    for (const item of expr.items) checkPropertyLoops(item.kind === 'spread' ? item.value : item, depth, report)
  else reportLoops(expr, report)
}

function checkLoopName(
  model: Model,
  { at, name, body: { loop, object } }: Extract<Declaration, { readonly body: Body }>,
  report: Report,
): void {
  const named = ['name', 'parent', 'scope'].flatMap((key) => {
    const value = propertyOf(object, key)
    return value ? everyExpression(value) : []
  })
  const usesLoop = named.some((expr) => {
    const target = expr.kind === 'name' ? model.bindings.get(expr) : undefined
    return target?.kind === 'index' || (target?.kind === 'item' && target.of === loop?.collection)
  })
  if (named.length > 0 && !usesLoop) report(at, 'BCP179', `every round of "${name}" has the same name`)
}

function reportSpreads(object: ObjectExpr, report: Report): void {
  for (const { at } of object.spreads)
    report(at, 'BCP401', 'a spread cannot stand at the top of a resource, a module or its parameters')
}
