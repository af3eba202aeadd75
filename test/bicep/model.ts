import type {
  BicepFile,
  Declaration,
  Expr,
  ModuleDeclaration,
  NameExpr,
  OutputDeclaration,
  ParameterDeclaration,
  ResourceDeclaration,
  TypeExpr,
} from './ast'
import { findResourceType, type ResourceType } from './resource-types'
import { expressionsOf, plainText } from './walk'

export const SCOPES = ['tenant', 'managementGroup', 'subscription', 'resourceGroup'] as const
export type Scope = (typeof SCOPES)[number]

/** What a file declares, and how its names and files hang together. */
export interface Model {
  readonly file: BicepFile
  readonly scope: Scope
  readonly symbols: ReadonlyMap<string, Declaration>
  readonly parameters: readonly ParameterDeclaration[]
  readonly outputs: readonly OutputDeclaration[]
  readonly modules: readonly ModuleDeclaration[]
  /** Every resource, nested ones too, parents first. */
  readonly resources: readonly PlacedResource[]
  /** What each name stands for; filled by `bindNames`. */
  readonly bindings: Map<NameExpr, Target>
  /** The model of the file at a path relative to this one. */
  readonly open: (path: string) => OpenResult
}

export type OpenResult =
  | { readonly kind: 'model'; readonly model: Model }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable' }

export type Target =
  | { readonly kind: 'declaration'; readonly declaration: Declaration }
  | { readonly kind: 'item'; readonly of: Expr }
  | { readonly kind: 'index' }
  | { readonly kind: 'lambda' }
  | { readonly kind: 'argument'; readonly type: TypeExpr }

/** A resource with the type it has where it stands. */
export interface PlacedResource {
  readonly declaration: ResourceDeclaration
  readonly parent: PlacedResource | undefined
  readonly typeName: string
  readonly version: string
  readonly type: ResourceType | undefined
}

export function createModel(file: BicepFile, open: Model['open']): Model {
  const ofKind = <K extends Declaration['kind']>(kind: K): Extract<Declaration, { kind: K }>[] =>
    file.declarations.filter(
      (declaration): declaration is Extract<Declaration, { kind: K }> => declaration.kind === kind,
    )
  const named = file.declarations.filter(hasSymbol)
  return {
    file,
    scope: scopeOf(plainText(ofKind('targetScope')[0]?.value)) ?? 'resourceGroup',
    symbols: new Map(named.map((declaration) => [declaration.name, declaration])),
    parameters: ofKind('parameter'),
    outputs: ofKind('output'),
    modules: ofKind('module'),
    resources: ofKind('resource').flatMap((resource) => place(resource, undefined)),
    bindings: new Map(),
    open,
  }
}

/** Whether other declarations can refer to this one by name; outputs and metadata have names of their own. */
export function hasSymbol(declaration: Declaration): declaration is Extract<Declaration, { readonly name: string }> {
  return 'name' in declaration && !['output', 'metadata', 'assert', 'assignment'].includes(declaration.kind)
}

export function scopeOf(text: string | undefined): Scope | undefined {
  return SCOPES.find((scope) => scope === text)
}

/** A module path that names a registry or a template spec, which only the compiler can fetch. */
export function isRemote(path: string): boolean {
  return /^(br|ts)[:/]/.test(path)
}

function place(declaration: ResourceDeclaration, parent: PlacedResource | undefined): readonly PlacedResource[] {
  const [own = '', ownVersion] = declaration.typeText.split('@')
  const typeName = parent ? `${parent.typeName}/${own}` : own
  const version = ownVersion ?? parent?.version ?? ''
  const placed: PlacedResource = {
    declaration,
    parent,
    typeName,
    version,
    type: findResourceType(`${typeName}@${version}`),
  }
  return [placed, ...declaration.body.object.resources.flatMap((nested) => place(nested, placed))]
}

/** The outermost expressions of a file, those of nested resources included. */
export function rootExpressions(model: Model): readonly Expr[] {
  const nested = model.resources.filter(({ parent }) => parent !== undefined).map(({ declaration }) => declaration)
  return [...model.file.declarations, ...nested].flatMap(expressionsOf)
}

/** The module an expression names, itself or an element of its loop. */
export function moduleOf(model: Model, expr: Expr): ModuleDeclaration | undefined {
  if (expr.kind === 'index') return moduleOf(model, expr.base)
  const target = expr.kind === 'name' ? model.bindings.get(expr) : undefined
  return target?.kind === 'declaration' && target.declaration.kind === 'module' ? target.declaration : undefined
}

/** The resource an expression names, itself, an element of its loop, or as `parent::child`. */
export function resourceOf(model: Model, expr: Expr): PlacedResource | undefined {
  if (expr.kind === 'index') return resourceOf(model, expr.base)
  if (expr.kind === 'nested') {
    const parent = resourceOf(model, expr.base)
    return model.resources.find((resource) => resource.parent === parent && resource.declaration.name === expr.name)
  }
  const target = expr.kind === 'name' ? model.bindings.get(expr) : undefined
  return target?.kind === 'declaration'
    ? model.resources.find(({ declaration }) => declaration === target.declaration)
    : undefined
}
