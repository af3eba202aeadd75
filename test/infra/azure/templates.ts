import { readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'

import type { Declaration, Expr, ObjectExpr, ResourceDeclaration } from '../../bicep/ast'
import { parseFile } from '../../bicep/parse-file'
import { everyExpression, plainText, propertyOf } from '../../bicep/walk'

export const AZURE = join(__dirname, '..', '..', '..', 'infra', 'azure')

export interface Template {
  /** Below `infra/azure`, with `/`. */
  readonly path: string
  readonly declarations: readonly Declaration[]
}

/** A resource with the file it is declared in and its full type, without the version. */
export interface TemplateResource {
  readonly path: string
  readonly type: string
  readonly declaration: ResourceDeclaration
  readonly body: ObjectExpr
}

/** Every template and parameters file of the Azure half. */
export function bicepFiles(): readonly string[] {
  const names = readdirSync(AZURE, { encoding: 'utf8', recursive: true })
  return names.filter((name) => /\.bicep(?:param)?$/.test(name)).map((name) => join(AZURE, name))
}

export function templates(): readonly Template[] {
  return bicepFiles()
    .filter((file) => file.endsWith('.bicep'))
    .map((file) => ({
      path: relative(AZURE, file).replaceAll('\\', '/'),
      declarations: parseFile(readFileSync(file, 'utf8'), 'template').declarations,
    }))
}

export function template(path: string): Template {
  const found = templates().find((candidate) => candidate.path === path)
  if (!found) throw new Error(`no template ${path}`)
  return found
}

/** Every resource of all templates, nested ones too; those that exist already are left out. */
function resources(): readonly TemplateResource[] {
  return templates().flatMap(({ path, declarations }) =>
    declarations.flatMap((declaration) => (declaration.kind === 'resource' ? withNested(path, declaration, '') : [])),
  )
}

export function resourcesOfType(type: string): readonly TemplateResource[] {
  return resources().filter((resource) => resource.type === type)
}

/** The value at a path of property names, such as `properties.sku.name`. */
export function valueAt(body: ObjectExpr, path: string): Expr | undefined {
  const [first = '', ...rest] = path.split('.')
  const value = propertyOf(body, first)
  return rest.length > 0 && value?.kind === 'object'
    ? valueAt(value, rest.join('.'))
    : rest.length > 0
      ? undefined
      : value
}

/** A plain value: text, number, truth value, or a list of texts; undefined for anything computed. */
export function literal(expr: Expr | undefined): unknown {
  if (expr?.kind === 'number' || expr?.kind === 'boolean') return expr.value
  if (expr?.kind === 'array') return expr.items.map((item) => literal(item.kind === 'spread' ? undefined : item))
  return plainText(expr)
}

/** The value of a variable of a template. */
export function variable({ path, declarations }: Template, name: string): Expr {
  const found = declarations.find((declaration) => declaration.kind === 'variable' && declaration.name === name)
  if (found?.kind !== 'variable') throw new Error(`${path} has no variable ${name}`)
  return found.value
}

/** Every text in an expression. */
export function textsIn(expr: Expr): readonly string[] {
  return everyExpression(expr).flatMap((inner) =>
    inner.kind === 'string' ? inner.parts.filter((part) => typeof part === 'string') : [],
  )
}

function withNested(path: string, declaration: ResourceDeclaration, parentType: string): readonly TemplateResource[] {
  const own = declaration.typeText.split('@')[0] ?? ''
  const type = parentType ? `${parentType}/${own}` : own
  const body = declaration.body.object
  const nested = body.resources.flatMap((resource) => withNested(path, resource, type))
  return declaration.existing ? nested : [{ path, type, declaration, body }, ...nested]
}
