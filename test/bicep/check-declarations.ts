import type { Declaration, Expr, ParameterDeclaration } from './ast'
import { checkValue } from './check-value'
import { declaredType, decoratorOf, parameterType } from './declared-type'
import type { Report } from './finding'
import { SCOPES, rootExpressions, scopeOf, type Model } from './model'
import { everyExpression, plainText } from './walk'

const DECORATORS: readonly string[] = [
  'allowed',
  'batchSize',
  'description',
  'discriminator',
  'export',
  'maxLength',
  'maxValue',
  'metadata',
  'minLength',
  'minValue',
  'onlyIfNotExists',
  'retryOn',
  'sealed',
  'secure',
  'waitUntil',
]

/**
 * Reports values that do not fit their declaration, declarations nobody uses, and
 * functions that only a default may call.
 */
export function checkDeclarations(model: Model, report: Report): void {
  for (const declaration of model.file.declarations) checkDeclaration(model, declaration, report)
  checkUse(model, report)
  checkDefaultOnlyFunctions(model, report)
}

function checkDeclaration(model: Model, declaration: Declaration, report: Report): void {
  if ('decorators' in declaration) {
    for (const { name, at } of declaration.decorators)
      if (!DECORATORS.includes(name)) report(at, 'BCP057', `no decorator "${name}" is known`)
  }
  switch (declaration.kind) {
    case 'parameter':
      checkParameter(model, declaration, report)
      return
    case 'output':
      checkValue(
        model,
        declaration.value,
        declaredType(model, declaration.type),
        { property: undefined, own: true },
        report,
      )
      return
    case 'targetScope': {
      const text = plainText(declaration.value)
      if (scopeOf(text) === undefined)
        report(
          declaration.at,
          'BCP033',
          `targetScope got '${text}', expected ${SCOPES.map((scope) => `'${scope}'`).join(' | ')}`,
        )
      return
    }
    case 'import':
      if (model.open(declaration.path).kind === 'missing')
        report(declaration.at, 'BCP091', `file "${declaration.path}" does not exist`)
      else if (!isExported(model, declaration.path, declaration.source))
        report(declaration.at, 'BCP360', `"${declaration.path}" exports no "${declaration.source}"`)
      return
    default:
  }
}

function checkParameter(model: Model, parameter: ParameterDeclaration, report: Report): void {
  const description = plainText(decoratorOf(parameter.decorators, 'description')?.args[0])
  if (!description?.trim())
    report(parameter.at, 'runwarden-description', `parameter "${parameter.name}" has no description`)
  if (!parameter.value) return
  checkValue(model, parameter.value, parameterType(model, parameter), { property: undefined, own: true }, report)
  for (const expr of everyExpression(parameter.value)) {
    const target = expr.kind === 'name' ? model.bindings.get(expr) : undefined
    if (target?.kind === 'declaration' && !['parameter', 'function', 'import'].includes(target.declaration.kind)) {
      report(expr.at, 'BCP072', 'a default may use other parameters only')
    }
  }
}

function isExported(model: Model, path: string, source: string | undefined): boolean {
  const opened = model.open(path)
  if (opened.kind !== 'model' || source === undefined) return true
  const declaration = opened.model.symbols.get(source)
  return (
    declaration !== undefined &&
    'decorators' in declaration &&
    decoratorOf(declaration.decorators, 'export') !== undefined
  )
}

function checkUse(model: Model, report: Report): void {
  const used = new Set<Declaration>()
  for (const target of model.bindings.values()) if (target.kind === 'declaration') used.add(target.declaration)
  for (const declaration of model.file.declarations) {
    const named = 'name' in declaration ? model.symbols.get(declaration.name) : undefined
    if (named === undefined || used.has(named)) continue
    if (declaration.kind === 'parameter')
      report(declaration.at, 'no-unused-params', `parameter "${declaration.name}" is never used`)
    if (declaration.kind === 'variable' && !decoratorOf(declaration.decorators, 'export'))
      report(declaration.at, 'no-unused-vars', `variable "${declaration.name}" is never used`)
    if (declaration.kind === 'resource' && declaration.existing && declaration.body.object.resources.length === 0) {
      report(declaration.at, 'no-unused-existing-resources', `existing resource "${declaration.name}" is never used`)
    }
  }
}

function checkDefaultOnlyFunctions(model: Model, report: Report): void {
  const inDefaults = new Set<Expr>(model.parameters.flatMap(({ value }) => (value ? everyExpression(value) : [])))
  for (const expr of rootExpressions(model).flatMap(everyExpression)) {
    if (expr.kind !== 'call' || !['newGuid', 'utcNow'].includes(expr.name) || inDefaults.has(expr)) continue
    report(expr.at, 'BCP065', `"${expr.name}" may stand in the default of a parameter only`)
  }
}
