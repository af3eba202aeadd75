import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

import type { CallExpr, Expr, MemberExpr, ObjectExpr } from './ast'
import type { Report } from './finding'
import { memberOf, typeOf } from './infer-type'
import { moduleOf, resourceOf, rootExpressions, type Model, type PlacedResource } from './model'
import { describe, isNullable, nonNull } from './type'
import { everyExpression, plainText } from './walk'

/** What can be asked of a resource even when its condition is false. */
const ALWAYS_KNOWN: readonly string[] = ['id', 'name', 'type', 'apiVersion']

/**
 * Reports properties that do not exist or may not be there, keys given twice, and files that a
 * function would load but are missing.
 */
export function checkExpressions(model: Model, report: Report): void {
  for (const expr of rootExpressions(model).flatMap(everyExpression)) {
    if (expr.kind === 'member') checkMember(model, expr, report)
    if (expr.kind === 'call') checkCall(model, expr, report)
    if (expr.kind === 'object') checkKeys(expr, report)
  }
}

function checkMember(model: Model, expr: MemberExpr, report: Report): void {
  const base = typeOf(model, expr.base)
  if (!expr.safe && !isGuarded(expr.base) && (isNullable(base) || isConditional(model, expr))) {
    report(
      expr.at,
      'BCP318',
      `"${expr.property}" is read from what may be null; use ".?" or, when it is certain to be there, "!"`,
    )
  }
  const type = nonNull(base)
  if (type.kind === 'string' || type.kind === 'int' || type.kind === 'bool' || type.kind === 'array') {
    return report(expr.at, 'BCP055', `"${expr.property}" is read from ${describe(type)}, which has no properties`)
  }
  const property = memberOf(type, expr.property)
  if (property === 'absent' && type.kind === 'object') {
    report(
      expr.at,
      type.own ? 'BCP053!' : 'BCP053',
      `${type.name} has no property "${expr.property}"; it has ${[...type.properties.keys()].join(', ') || 'none'}`,
    )
  }
  if (typeof property !== 'string' && property.writeOnly)
    report(expr.at, 'BCP077', `property "${expr.property}" can be set but not read`)
}

/** Whether an earlier `.?` of the same chain makes the rest of it conditional already. */
function isGuarded(expr: Expr): boolean {
  return (expr.kind === 'member' || expr.kind === 'index') && (expr.safe || isGuarded(expr.base))
}

function isConditional(model: Model, expr: MemberExpr): boolean {
  const resource = resourceOf(model, expr.base)
  if (resource) return !ALWAYS_KNOWN.includes(expr.property) && hasCondition(resource)
  return expr.property !== 'name' && moduleOf(model, expr.base)?.body.condition !== undefined
}

function hasCondition(resource: PlacedResource): boolean {
  return (
    resource.declaration.body.condition !== undefined ||
    (resource.parent !== undefined && hasCondition(resource.parent))
  )
}

function checkCall(model: Model, call: CallExpr, report: Report): void {
  const resource = call.base ? resourceOf(model, call.base) : undefined
  if (resource && hasCondition(resource))
    report(call.at, 'BCP422', `"${call.name}" is called on a resource that may not exist`)

  const path = call.name.startsWith('load') ? plainText(call.args[0]) : undefined
  if (path !== undefined && !existsSync(resolve(dirname(model.file.path), path)))
    report(call.args[0]?.at ?? call.at, 'BCP091', `file "${path}" does not exist`)
}

function checkKeys(object: ObjectExpr, report: Report): void {
  const seen = new Set<string>()
  for (const { key, at } of object.properties) {
    if (key === undefined) continue
    if (seen.has(key)) report(at, 'BCP025', `property "${key}" is set twice`)
    seen.add(key)
  }
}
