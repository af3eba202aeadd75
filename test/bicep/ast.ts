import type { Position } from './finding'

/** A Bicep file, read and parsed; `path` is absolute. */
export interface BicepFile {
  readonly path: string
  readonly kind: 'template' | 'parameters'
  readonly declarations: readonly Declaration[]
  /** Codes silenced by `#disable-next-line`, by the line they hold for. */
  readonly disabled: ReadonlyMap<number, readonly string[]>
}

export type Declaration =
  | ParameterDeclaration
  | VariableDeclaration
  | ResourceDeclaration
  | ModuleDeclaration
  | OutputDeclaration
  | TypeDeclaration
  | FunctionDeclaration
  | ImportDeclaration
  | { readonly kind: 'targetScope'; readonly at: Position; readonly value: Expr }
  | { readonly kind: 'using'; readonly at: Position; readonly path: string }
  | { readonly kind: 'assignment'; readonly at: Position; readonly name: string; readonly value: Expr }
  | { readonly kind: 'metadata'; readonly at: Position; readonly name: string; readonly value: Expr }
  | { readonly kind: 'assert'; readonly at: Position; readonly name: string; readonly value: Expr }

interface Named {
  readonly at: Position
  readonly name: string
  readonly decorators: readonly Decorator[]
}

export interface Decorator {
  readonly at: Position
  readonly name: string
  readonly args: readonly Expr[]
}

export interface ParameterDeclaration extends Named {
  readonly kind: 'parameter'
  readonly type: TypeExpr
  readonly value?: Expr
}

interface VariableDeclaration extends Named {
  readonly kind: 'variable'
  readonly value: Expr
}

export interface ResourceDeclaration extends Named {
  readonly kind: 'resource'
  readonly typeAt: Position
  readonly typeText: string
  readonly existing: boolean
  readonly body: Body
}

export interface ModuleDeclaration extends Named {
  readonly kind: 'module'
  readonly pathAt: Position
  readonly path: string
  readonly body: Body
}

export interface OutputDeclaration extends Named {
  readonly kind: 'output'
  readonly type: TypeExpr
  readonly value: Expr
}

interface TypeDeclaration extends Named {
  readonly kind: 'type'
  readonly value: TypeExpr
}

export interface FunctionDeclaration extends Named {
  readonly kind: 'function'
  readonly parameters: readonly { readonly name: string; readonly at: Position; readonly type: TypeExpr }[]
  readonly returns: TypeExpr
  readonly value: Expr
}

/** `name` is the local name; without `source` the whole file is meant (`import * as name`). */
export interface ImportDeclaration {
  readonly kind: 'import'
  readonly at: Position
  readonly name: string
  readonly source?: string
  readonly path: string
}

/** A resource or module body with its loop and condition taken off. */
export interface Body {
  readonly loop?: Loop
  readonly condition?: Expr
  readonly object: ObjectExpr
}

export interface Loop {
  readonly item: string
  readonly itemAt: Position
  readonly index?: string
  readonly collection: Expr
}

export type Expr =
  | { readonly kind: 'string'; readonly at: Position; readonly parts: readonly (string | Expr)[] }
  | { readonly kind: 'number'; readonly at: Position; readonly value: number }
  | { readonly kind: 'boolean'; readonly at: Position; readonly value: boolean }
  | { readonly kind: 'null'; readonly at: Position }
  | NameExpr
  | MemberExpr
  | { readonly kind: 'index'; readonly at: Position; readonly base: Expr; readonly index: Expr; readonly safe: boolean }
  | { readonly kind: 'nested'; readonly at: Position; readonly base: Expr; readonly name: string }
  | { readonly kind: 'notNull'; readonly at: Position; readonly value: Expr }
  | CallExpr
  | ObjectExpr
  | { readonly kind: 'array'; readonly at: Position; readonly items: readonly (Expr | SpreadExpr)[] }
  | { readonly kind: 'for'; readonly at: Position; readonly loop: Loop; readonly condition?: Expr; readonly body: Expr }
  | { readonly kind: 'ternary'; readonly at: Position; readonly test: Expr; readonly yes: Expr; readonly no: Expr }
  | {
      readonly kind: 'binary'
      readonly at: Position
      readonly operator: string
      readonly left: Expr
      readonly right: Expr
    }
  | { readonly kind: 'unary'; readonly at: Position; readonly operator: string; readonly value: Expr }
  | { readonly kind: 'lambda'; readonly at: Position; readonly names: readonly string[]; readonly body: Expr }

export interface NameExpr {
  readonly kind: 'name'
  readonly at: Position
  readonly name: string
}

/** `at` is the place of the property, where the compiler reports. */
export interface MemberExpr {
  readonly kind: 'member'
  readonly at: Position
  readonly base: Expr
  readonly property: string
  readonly safe: boolean
}

/** `base` is what stands before the dot of `base.name(...)`: a namespace or a resource. */
export interface CallExpr {
  readonly kind: 'call'
  readonly at: Position
  readonly base?: Expr
  readonly name: string
  readonly args: readonly Expr[]
}

export interface ObjectExpr {
  readonly kind: 'object'
  readonly at: Position
  readonly properties: readonly Property[]
  readonly spreads: readonly SpreadExpr[]
  readonly resources: readonly ResourceDeclaration[]
}

/** `key` is undefined when it is an interpolated string. */
export interface Property {
  readonly at: Position
  readonly key: string | undefined
  readonly quoted: boolean
  readonly keyParts: readonly (string | Expr)[]
  readonly value: Expr
}

export interface SpreadExpr {
  readonly kind: 'spread'
  readonly at: Position
  readonly value: Expr
}

export type TypeExpr =
  | { readonly kind: 'primitive'; readonly at: Position; readonly name: string }
  | { readonly kind: 'literal'; readonly at: Position; readonly value: string | number | boolean | null }
  | { readonly kind: 'reference'; readonly at: Position; readonly name: string; readonly path: readonly string[] }
  | { readonly kind: 'array'; readonly at: Position; readonly item: TypeExpr }
  | { readonly kind: 'nullable'; readonly at: Position; readonly of: TypeExpr }
  | { readonly kind: 'union'; readonly at: Position; readonly members: readonly TypeExpr[] }
  | {
      readonly kind: 'object'
      readonly at: Position
      readonly properties: readonly TypeProperty[]
      readonly rest?: TypeExpr
    }
  | { readonly kind: 'unmodelled'; readonly at: Position }

export interface TypeProperty {
  readonly at: Position
  readonly decorators: readonly Decorator[]
  readonly key: string
  readonly type: TypeExpr
}
