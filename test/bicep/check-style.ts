import type { Expr, OutputDeclaration, ParameterDeclaration, Property } from './ast'
import { decoratorOf } from './declared-type'
import type { Report } from './finding'
import { resourceOf, rootExpressions, type Model } from './model'
import { everyExpression, plainText, propertyOf } from './walk'

// https://learn.microsoft.com/azure/azure-resource-manager/bicep/linter-rule-no-hardcoded-environment-urls
const CLOUD_HOSTS = [
  'api.loganalytics.io',
  'azuredatalakeanalytics.net',
  'azuredatalakestore.net',
  'core.windows.net',
  'database.windows.net',
  'datalake.azure.net',
  'gallery.azure.com',
  'graph.windows.net',
  'login.microsoftonline.com',
  'management.azure.com',
  'trafficmanager.net',
  'vault.azure.net',
]

/** The rules of the compiler's own linter that a template of this project could break; each under its linter name. */
export function checkStyle(model: Model, report: Report): void {
  for (const parameter of model.parameters) checkSecretParameter(parameter, report)
  for (const output of model.outputs) checkSecretOutput(model, output, report)
  for (const expr of rootExpressions(model).flatMap(everyExpression)) {
    if (expr.kind === 'string') checkString(expr, report)
    if (expr.kind === 'call' && expr.name === 'concat' && expr.args.some(({ kind }) => kind === 'string'))
      report(expr.at, 'prefer-interpolation', 'write one string with "${...}" for "concat"')
    if (expr.kind === 'object') expr.properties.forEach((property) => checkKey(property, report))
  }
  for (const { declaration } of model.resources) {
    const { object } = declaration.body
    const location = propertyOf(object, 'location')
    const place = plainText(location)
    if (location && place !== undefined && place !== 'global')
      report(location.at, 'no-hardcoded-location', `'${place}' ties the template to one region; take a parameter`)
    const name = propertyOf(object, 'name')
    const first = name?.kind === 'string' ? name.parts[0] : undefined
    if (
      name &&
      typeof first === 'object' &&
      first.kind === 'member' &&
      first.property === 'name' &&
      resourceOf(model, first.base) &&
      plainAfter(name)
    ) {
      report(name.at, 'use-parent-property', 'name the parent in "parent", not in "name"')
    }
  }
}

function plainAfter(name: Expr): boolean {
  return name.kind === 'string' && typeof name.parts[1] === 'string' && name.parts[1].startsWith('/')
}

function checkString(expr: Extract<Expr, { kind: 'string' }>, report: Report): void {
  const [only, ...others] = expr.parts
  if (typeof only === 'object' && others.length === 0)
    report(expr.at, 'simplify-interpolation', 'write the value without the string around it')
  const text = expr.parts.filter((part) => typeof part === 'string').join('')
  const host = CLOUD_HOSTS.find((known) => text.includes(known) && !text.includes(`schema.${known}`))
  if (host) report(expr.at, 'no-hardcoded-env-urls', `"${host}" differs between clouds; take it from environment()`)
}

function checkKey({ key, quoted, at }: Property, report: Report): void {
  if (quoted && key !== undefined && /^[A-Za-z_]\w*$/.test(key))
    report(at, 'prefer-unquoted-property-names', `"${key}" needs no quotes`)
}

function checkSecretParameter({ name, at, decorators, type, value }: ParameterDeclaration, report: Report): void {
  const secure = decoratorOf(decorators, 'secure') !== undefined
  const holdsText = type.kind === 'primitive' && (type.name === 'string' || type.name === 'object')
  const soundsSecret =
    /password|secret|accountkey|acctkey/i.test(name) && !/(name|uri|url|id|version|type|interval)$/i.test(name)
  if (holdsText && soundsSecret && !secure)
    report(at, 'secure-secrets-in-params', `"${name}" sounds like a secret; mark it @secure()`)
  const isSafeDefault =
    value === undefined ||
    plainText(value) === '' ||
    (value.kind === 'call' && value.name === 'newGuid') ||
    (value.kind === 'object' && value.properties.length === 0)
  if (secure && !isSafeDefault)
    report(value.at, 'secure-parameter-default', `the default of "${name}" is in the template for everyone to read`)
}

function checkSecretOutput(model: Model, { name, decorators, value }: OutputDeclaration, report: Report): void {
  if (decoratorOf(decorators, 'secure')) return
  for (const expr of everyExpression(value)) {
    const target = expr.kind === 'name' ? model.bindings.get(expr) : undefined
    const parameter =
      target?.kind === 'declaration' && target.declaration.kind === 'parameter' ? target.declaration : undefined
    const isSecret =
      (expr.kind === 'call' && /^list[A-Z]/.test(expr.name)) ||
      (parameter && decoratorOf(parameter.decorators, 'secure') !== undefined)
    if (isSecret)
      report(
        expr.at,
        'outputs-should-not-contain-secrets',
        `output "${name}" shows a secret to everyone who can read the deployment`,
      )
  }
}
