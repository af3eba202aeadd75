import type { Body, CallExpr, Declaration, Expr, Loop, ResourceDeclaration, TypeExpr } from './ast'
import type { Report } from './finding'
import { NAMESPACES, findFunction } from './functions'
import { hasSymbol, type Model, type Target } from './model'
import { childrenOf } from './walk'

interface Names {
  readonly known: ReadonlyMap<string, Target>
  readonly outer?: Names
}

/**
 * Fills the model's bindings; reports names declared twice, unknown names, types and functions,
 * and values that need themselves.
 */
export function bindNames(model: Model, report: Report): void {
  const top: Names = {
    known: new Map([...model.symbols].map(([name, declaration]) => [name, { kind: 'declaration', declaration }])),
  }
  const needs = new Map<Declaration, Set<Declaration>>()
  let current: Declaration

  const bind = (expr: Expr, names: Names): void => {
    if (expr.kind === 'name') return bindName(expr, names)
    if (expr.kind === 'call') return bindCall(expr, names)
    if (expr.kind === 'for')
      return bindLoop(expr.loop, names, (inner) =>
        [expr.condition, expr.body].forEach((part) => part && bind(part, inner)),
      )
    if (expr.kind === 'lambda')
      return bind(
        expr.body,
        within(
          names,
          expr.names.map((name) => [name, { kind: 'lambda' }]),
        ),
      )
    if (expr.kind === 'object' && expr.resources.length > 0) {
      const inner = within(
        names,
        expr.resources.map((declaration) => [declaration.name, { kind: 'declaration', declaration }]),
      )
      for (const resource of expr.resources) bindResource(resource, inner)
      for (const child of childrenOf(expr)) bind(child, inner)
      return
    }
    for (const child of childrenOf(expr)) bind(child, names)
  }

  const bindName = (expr: Extract<Expr, { kind: 'name' }>, names: Names): void => {
    const target = find(expr.name, names)
    if (target === undefined) {
      if (!NAMESPACES.includes(expr.name)) report(expr.at, 'BCP057', `"${expr.name}" is not declared here`)
      return
    }
    model.bindings.set(expr, target)
    if (target.kind === 'declaration') {
      const needed = needs.get(current) ?? new Set()
      needs.set(current, needed.add(target.declaration))
    }
  }

  const bindCall = (call: CallExpr, names: Names): void => {
    for (const arg of call.args) bind(arg, names)
    const namespace =
      call.base?.kind === 'name' && NAMESPACES.includes(call.base.name) && !find(call.base.name, names)
        ? call.base.name
        : undefined
    if (call.base && namespace === undefined) return bind(call.base, names)
    const declared = call.base ? undefined : find(call.name, names)
    if (declared?.kind === 'declaration' && declared.declaration.kind === 'import') return
    const known = declaredFunction(declared) ?? findFunction(call.name, namespace, model.file.kind === 'parameters')
    if (known === undefined) {
      if (namespace) report(call.at, 'BCP107', `namespace "${namespace}" has no function "${call.name}"`)
      else report(call.at, 'BCP057', `no function "${call.name}" is known`)
    } else if (call.args.length < known.min || call.args.length > known.max) {
      const expected =
        known.min === known.max
          ? String(known.min)
          : known.max === Infinity
            ? `at least ${known.min}`
            : `${known.min} to ${known.max}`
      report(call.at, 'BCP071', `"${call.name}" got ${call.args.length} arguments, expected ${expected}`)
    }
  }

  const bindLoop = (loop: Loop, names: Names, inside: (inner: Names) => void): void => {
    bind(loop.collection, names)
    const item: [string, Target] = [loop.item, { kind: 'item', of: loop.collection }]
    inside(within(names, loop.index === undefined ? [item] : [item, [loop.index, { kind: 'index' }]]))
  }

  const bindBody = (body: Body, names: Names): void => {
    const bindRest = (inner: Names): void => {
      if (body.condition) bind(body.condition, inner)
      bind(body.object, inner)
    }
    if (body.loop) bindLoop(body.loop, names, bindRest)
    else bindRest(names)
  }

  const bindResource = (resource: ResourceDeclaration, names: Names): void => {
    const outer = current
    current = resource
    bindBody(resource.body, names)
    current = outer
  }

  const bindDeclaration = (declaration: Declaration): void => {
    current = declaration
    if ('decorators' in declaration)
      for (const arg of declaration.decorators.flatMap(({ args }) => args)) bind(arg, top)
    switch (declaration.kind) {
      case 'parameter':
      case 'output':
        bindType(declaration.type)
        if (declaration.value) bind(declaration.value, top)
        return
      case 'type':
        return bindType(declaration.value)
      case 'function': {
        for (const { type } of declaration.parameters) bindType(type)
        bindType(declaration.returns)
        return bind(
          declaration.value,
          within(
            top,
            declaration.parameters.map(({ name, type }) => [name, { kind: 'argument', type }]),
          ),
        )
      }
      case 'resource':
      case 'module':
        return bindBody(declaration.body, top)
      case 'variable':
      case 'assignment':
      case 'metadata':
      case 'assert':
      case 'targetScope':
        return bind(declaration.value, top)
      case 'import':
      case 'using':
    }
  }

  const bindType = (type: TypeExpr): void => {
    switch (type.kind) {
      case 'reference': {
        const kind = model.symbols.get(type.name)?.kind
        if (kind !== 'type' && kind !== 'import' && !NAMESPACES.includes(type.name))
          report(type.at, 'BCP302', `"${type.name}" is not a type`)
        return
      }
      case 'array':
        return bindType(type.item)
      case 'nullable':
        return bindType(type.of)
      case 'union':
        return type.members.forEach(bindType)
      case 'object':
        type.properties.forEach((property) => bindType(property.type))
        if (type.rest) bindType(type.rest)
        return
      case 'primitive':
      case 'literal':
      case 'unmodelled':
    }
  }

  reportRepeats(model, report)
  model.file.declarations.forEach(bindDeclaration)
  reportCycles(needs, report)
}

function within(outer: Names, names: readonly (readonly [string, Target])[]): Names {
  return { known: new Map(names), outer }
}

function declaredFunction(target: Target | undefined): { readonly min: number; readonly max: number } | undefined {
  if (target?.kind !== 'declaration' || target.declaration.kind !== 'function') return undefined
  const count = target.declaration.parameters.length
  return { min: count, max: count }
}

function find(name: string, names: Names): Target | undefined {
  return names.known.get(name) ?? (names.outer && find(name, names.outer))
}

function reportRepeats(model: Model, report: Report): void {
  const symbols = model.file.declarations.filter(hasSymbol)
  for (const group of [symbols, model.outputs]) {
    const seen = new Set<string>()
    for (const { name, at } of group) {
      if (seen.has(name)) report(at, group === symbols ? 'BCP028' : 'BCP145', `"${name}" is declared more than once`)
      seen.add(name)
    }
  }
}

function reportCycles(needs: ReadonlyMap<Declaration, ReadonlySet<Declaration>>, report: Report): void {
  for (const start of needs.keys()) {
    if (!('name' in start)) continue
    const reached = new Set<Declaration>()
    const visit = (from: Declaration): void => {
      for (const next of needs.get(from) ?? []) {
        if (reached.has(next)) continue
        reached.add(next)
        visit(next)
      }
    }
    visit(start)
    if (reached.has(start)) report(start.at, 'BCP080', `"${start.name}" needs its own value`)
  }
}
