import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative, resolve, sep } from 'node:path'
import { parseSync } from '@swc/core'

export const ROOT = resolve(__dirname, '..', '..')

/** One TypeScript file of the project, as far as boundaries are concerned. */
export interface SourceFile {
  /** From the project's root, with slashes. */
  readonly path: string
  readonly lines: number
  readonly imports: readonly Import[]
  /** Expressions `a.b` in which both are plain names. */
  readonly members: readonly string[]
  /** Names called as functions, and `new X()` of classes called without an argument. */
  readonly calls: readonly string[]
  /** Every name that occurs in it: of variables, types, members. */
  readonly names: readonly string[]
  /** Its strings and comments. */
  readonly texts: readonly string[]
}

export interface Import {
  /** Path from the root for files of the project, without suffix; else the name of the package. */
  readonly from: string
  readonly isOurs: boolean
  readonly names: readonly string[]
}

/** Paths of the project's files below a folder that end in one of the suffixes. */
export const filesBelow = (folder: string, ...suffixes: readonly string[]): readonly string[] =>
  existsSync(join(ROOT, folder))
    ? readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && suffixes.some((suffix) => entry.name.endsWith(suffix)))
        .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'))
        // azd installs packages beside its hooks
        .filter((path) => !path.includes('/node_modules/'))
        .toSorted()
    : []

type Node = Readonly<Record<string, unknown>>

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every node of a syntax tree. */
function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* nodesOf(item)
  else if (isNode(value)) {
    yield value
    for (const member of Object.values(value)) yield* nodesOf(member)
  }
}

const textAt = (node: Node, ...path: readonly string[]): string => {
  let value: unknown = node
  for (const name of path) value = isNode(value) ? value[name] : undefined
  return typeof value === 'string' ? value : ''
}

/**
 * What an import, a re-export, `import('x')`, `require('x')` or the type `import('x').Y` names; empty for other nodes.
 */
const sourceOf = (node: Node): string => {
  if (node['type'] === 'TsImportType') return textAt(node, 'argument', 'value')
  if (node['type'] !== 'CallExpression') return textAt(node, 'source', 'value')
  const isImport = textAt(node, 'callee', 'type') === 'Import' || textAt(node, 'callee', 'value') === 'require'
  if (!isImport || !Array.isArray(node['arguments'])) return ''
  return textAt({ first: node['arguments'][0] }, 'first', 'expression', 'value')
}

const importOf = (path: string, from: string, node: Node): Import => {
  const specifiers = Array.isArray(node['specifiers']) ? (node['specifiers'] as readonly Node[]) : []
  const names = specifiers.map(
    (specifier) =>
      textAt(specifier, 'imported', 'value') ||
      textAt(specifier, 'local', 'value') ||
      textAt(specifier, 'orig', 'value'),
  )
  return {
    from: from.startsWith('.') ? posix.join(posix.dirname(path), from) : from,
    isOurs: from.startsWith('.'),
    names,
  }
}

const callOf = (node: Node): string | null => {
  if (node['type'] === 'CallExpression')
    return textAt(node, 'callee', 'value') || textAt(node, 'callee', 'type').replace('Import', 'import()')
  if (node['type'] !== 'NewExpression') return null
  const count = Array.isArray(node['arguments']) ? node['arguments'].length : 0
  return `new ${textAt(node, 'callee', 'value')}(${count === 0 ? '' : '...'})`
}

/** Comments behind `//`, and lines of comments between `/*` and its end. */
const commentsOf = (source: string): readonly string[] =>
  source.split('\n').flatMap((line) => /^\s*(?:\/?\*+|\/\/)(.*)|\s\/\/ (.*)/.exec(line)?.slice(1).filter(Boolean) ?? [])

const stringsOf = (nodes: readonly Node[]): readonly string[] =>
  nodes.flatMap((node) => {
    if (node['type'] === 'StringLiteral') return [textAt(node, 'value')]
    return node['type'] === 'TemplateElement' ? [textAt(node, 'raw')] : []
  })

const read = (path: string): SourceFile => {
  const source = readFileSync(join(ROOT, path), 'utf8')
  const nodes = [...nodesOf(parseSync(source, { syntax: 'typescript', target: 'es2022' }).body)]
  return {
    path,
    lines: source.split('\n').length - 1,
    imports: nodes.flatMap((node) => {
      const from = sourceOf(node)
      return from === '' ? [] : [importOf(path, from, node)]
    }),
    members: nodes
      .filter((node) => node['type'] === 'MemberExpression')
      .map((node) => `${textAt(node, 'object', 'value')}.${textAt(node, 'property', 'value')}`),
    calls: nodes.flatMap((node) => callOf(node) ?? []),
    names: nodes.filter((node) => node['type'] === 'Identifier').map((node) => textAt(node, 'value')),
    texts: [...stringsOf(nodes), ...commentsOf(source)],
  }
}

/** TypeScript files and modules of Node below a folder, parsed. */
export const sourceFiles = (folder: string): readonly SourceFile[] =>
  filesBelow(folder, '.ts', '.mjs', '.cjs')
    .filter((path) => !path.endsWith('.d.ts'))
    .map(read)

/** Files and what they import from places that a test does not allow, as `file -> import`: empty when all is well. */
export const importsBut = (
  files: readonly SourceFile[],
  isAllowed: (imported: Import, file: SourceFile) => boolean,
): readonly string[] =>
  files.flatMap((file) =>
    file.imports.filter((imported) => !isAllowed(imported, file)).map(({ from }) => `${file.path} -> ${from}`),
  )
