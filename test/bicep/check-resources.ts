import type { Expr } from './ast'
import { checkValue } from './check-value'
import type { Report } from './finding'
import { resourceOf, type Model, type PlacedResource, type Scope } from './model'
import { versionsOf } from './resource-types'
import { propertyOf } from './walk'

/** What the language allows at the top of every resource. */
const ALWAYS_ALLOWED: readonly string[] = ['asserts', 'dependsOn', 'parent', 'scope', 'tags']
const SCOPE_BIT: Readonly<Record<Scope, number>> = { tenant: 1, managementGroup: 2, subscription: 4, resourceGroup: 8 }
const EXTENSION_BIT = 16

/** Reports resources of unknown type, with a body their type does not allow, or where they cannot be. */
export function checkResources(model: Model, report: Report): void {
  for (const resource of model.resources) {
    const { declaration, typeName, version, type } = resource
    if (typeName === '' || version === '') {
      report(declaration.typeAt, 'BCP029', `resource type got '${declaration.typeText}', expected '<type>@<version>'`)
      continue
    }
    if (type === undefined) {
      const versions = versionsOf(typeName)
      const hint =
        versions.length > 0
          ? `versions known: ${versions.join(', ')}`
          : 'the type is not in test/bicep/types/subset.json'
      report(declaration.typeAt, 'BCP081', `no type "${typeName}@${version}"; ${hint}`)
      continue
    }
    const top = { extra: ALWAYS_ALLOWED, optional: declaration.existing }
    checkValue(model, declaration.body.object, type.body(), { property: declaration.name, own: false, top }, report)
    checkParent(model, resource, report)
    checkScope(model, resource, report)
  }
}

function checkParent(model: Model, resource: PlacedResource, report: Report): void {
  const { object } = resource.declaration.body
  const parent = propertyOf(object, 'parent')
  const wanted = resource.typeName.split('/').slice(0, -1).join('/')
  const got = parent ? resourceOf(model, parent)?.typeName : undefined
  if (parent && got !== undefined && got.toLowerCase() !== wanted.toLowerCase())
    report(parent.at, 'BCP036!', `property "parent" got ${got}, expected ${wanted}`)

  const name = propertyOf(object, 'name')
  if (name?.kind !== 'string') return
  const texts = name.parts.filter((part) => typeof part === 'string')
  const slashes = texts.join('').split('/').length - 1
  const nests = parent !== undefined || resource.parent !== undefined
  const expected = nests ? 0 : resource.typeName.split('/').length - 2
  // what is interpolated may bring more of them
  if (slashes === expected || (slashes < expected && texts.length < name.parts.length)) return
  if (nests) report(name.at, 'BCP170', 'the name of a resource with a parent has no "/"')
  else report(name.at, 'BCP169', `the name has ${slashes} "/", its type needs ${expected}`)
}

function checkScope(model: Model, resource: PlacedResource, report: Report): void {
  const { declaration, type } = resource
  const { object } = declaration.body
  if (type === undefined || resource.parent || propertyOf(object, 'parent')) return
  const scopes = declaration.existing ? type.readableScopes : type.writableScopes
  const given = propertyOf(object, 'scope')
  const kind = given ? scopeKind(model, given) : model.scope
  if (kind === undefined) return
  const bit = kind === 'extension' ? EXTENSION_BIT : SCOPE_BIT[kind]
  if ((scopes & bit) === 0)
    report(given?.at ?? declaration.typeAt, 'BCP135', `${resource.typeName} cannot be at the scope ${kind}`)
  else if (given && kind !== 'extension' && kind !== 'tenant' && !declaration.existing && !isOwnScope(model, given)) {
    report(
      given.at,
      'BCP139',
      `the file deploys to its own ${model.scope}, the resource to another scope; put it into a module`,
    )
  }
}

function isOwnScope(model: Model, scope: Expr): boolean {
  return scope.kind === 'call' && scope.name === model.scope && scope.args.length === 0
}

/**
 * What a value of `scope` is: a deployment scope, or the resource that is extended; undefined when it cannot be known.
 */
export function scopeKind(model: Model, expr: Expr): Scope | 'extension' | undefined {
  if (expr.kind === 'ternary') {
    const yes = scopeKind(model, expr.yes)
    return yes === scopeKind(model, expr.no) ? yes : undefined
  }
  if (
    expr.kind === 'call' &&
    (expr.name === 'resourceGroup' ||
      expr.name === 'subscription' ||
      expr.name === 'managementGroup' ||
      expr.name === 'tenant')
  )
    return expr.name
  const resource = resourceOf(model, expr)
  if (resource === undefined) return undefined
  const known: Readonly<Record<string, Scope>> = {
    'microsoft.resources/resourcegroups': 'resourceGroup',
    'microsoft.management/managementgroups': 'managementGroup',
  }
  return known[resource.typeName.toLowerCase()] ?? 'extension'
}
