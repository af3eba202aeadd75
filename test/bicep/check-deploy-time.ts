import type { Body, Expr } from './ast'
import type { Code, Position, Report } from './finding'
import { moduleOf, resourceOf, rootExpressions, type Model } from './model'
import { childrenOf, everyExpression, propertyOf } from './walk'

/** What is known of a resource before it exists. */
const KNOWN_EARLY: readonly string[] = ['id', 'name', 'type', 'apiVersion']

interface LateValue {
  readonly at: Position
  readonly what: string
}

/** Reports names, scopes, conditions and loops that need a value known only once something is deployed. */
export function checkDeployTime(model: Model, report: Report): void {
  const expectEarly = (expr: Expr | undefined, code: Code, where: string): void => {
    const late = expr && findLate(model, expr, [])
    if (late) report(late.at, code, `${late.what} is not known before the deployment, as ${where} needs`)
  }
  const checkBody = ({ loop, condition, object }: Body): void => {
    expectEarly(loop?.collection, 'BCP178', 'a loop')
    expectEarly(condition, 'BCP177', 'a condition')
    expectEarly(propertyOf(object, 'name'), 'BCP120', 'a name')
    const scope = propertyOf(object, 'scope')
    if (scope && !resourceOf(model, scope)) expectEarly(scope, 'BCP120', 'a scope')
  }

  for (const { declaration } of model.resources) checkBody(declaration.body)
  for (const { body } of model.modules) checkBody(body)
  for (const expr of rootExpressions(model).flatMap(everyExpression))
    if (expr.kind === 'for') expectEarly(expr.loop.collection, 'BCP178', 'a loop')
  for (const declaration of model.file.declarations) {
    if (declaration.kind === 'variable' && declaration.value.kind === 'for')
      expectEarly(declaration.value.body, 'BCP182', 'a loop of a variable')
  }
}

function findLate(model: Model, expr: Expr, through: readonly string[]): LateValue | undefined {
  if (expr.kind === 'member') {
    const subject = resourceOf(model, expr.base)?.declaration ?? moduleOf(model, expr.base)
    if (subject) {
      const known = subject.kind === 'module' ? ['name'] : KNOWN_EARLY
      return known.includes(expr.property)
        ? undefined
        : { at: expr.at, what: `"${expr.property}" of "${subject.name}"` }
    }
  }
  if (expr.kind === 'name') {
    const target = model.bindings.get(expr)
    const declaration = target?.kind === 'declaration' ? target.declaration : undefined
    if (declaration?.kind === 'resource' || declaration?.kind === 'module')
      return { at: expr.at, what: `"${expr.name}" as a whole` }
    if (declaration?.kind !== 'variable' || through.includes(expr.name)) return undefined
    const late = findLate(model, declaration.value, [...through, expr.name])
    return late && { at: expr.at, what: `${late.what} in "${expr.name}"` }
  }
  if (expr.kind === 'call' && (expr.name === 'reference' || /^list[A-Z]/.test(expr.name)))
    return { at: expr.at, what: `the result of "${expr.name}"` }
  for (const child of childrenOf(expr)) {
    const late = findLate(model, child, through)
    if (late) return late
  }
  return undefined
}
