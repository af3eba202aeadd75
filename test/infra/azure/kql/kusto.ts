import { readFileSync } from 'node:fs'
import { createContext, runInContext } from 'node:vm'
import { TABLES } from './tables'

/** The few members of Microsoft's parser that we use; its own declarations are 1.7 MB. */
interface SyntaxNode {
  readonly Kind: number
  readonly ChildCount: number
  readonly GetChild: (index: number) => SyntaxNode | null
  readonly toString: () => string
}

interface Parsed {
  readonly Syntax: SyntaxNode
  readonly GetDiagnostics: () => {
    readonly Count: number
    readonly getItem: (index: number) => { readonly Message: string; readonly Start: number }
  }
}

interface Language {
  readonly KustoCode: { readonly ParseAndAnalyze: (query: string, globals: unknown) => Parsed }
  readonly GlobalState: { readonly Default: { readonly WithDatabase: (database: unknown) => unknown } }
  readonly Symbols: {
    readonly TableSymbol: { readonly From: (columns: string) => { readonly WithName: (name: string) => unknown } }
    readonly DatabaseSymbol: {
      readonly $ctor3: new (name: string, alternate: null, tables: readonly unknown[], isOpen: boolean) => unknown
    }
  }
  readonly Syntax: { readonly SyntaxKind: Readonly<Record<string, number>> }
}

/** The package is written for browsers: two scripts that leave their names in the global scope. */
const SCRIPTS = [
  require.resolve('@kusto/language-service-next/bridge.min.js'),
  require.resolve('@kusto/language-service-next/Kusto.Language.Bridge.min.js'),
]

const load = (): Language => {
  const context = createContext({ console })
  for (const filename of SCRIPTS) runInContext(readFileSync(filename, 'utf8'), context, { filename })
  return runInContext('Kusto.Language', context) as Language
}

const language = load()
const { SyntaxKind } = language.Syntax

const workspace = new language.Symbols.DatabaseSymbol.$ctor3(
  'workspace',
  null,
  Object.entries(TABLES).map(([name, columns]) => language.Symbols.TableSymbol.From(`(${columns})`).WithName(name)),
  false,
)
const globals = language.GlobalState.Default.WithDatabase(workspace)

/** What Kusto says of a query, and what the query reads of log lines. */
export interface Analysis {
  readonly problems: readonly string[]
  /** Members of values that Kusto does not know, as `line.event`; `line[...]` where the member is computed. */
  readonly reads: readonly string[]
  /** Texts that `line.event` is compared with. */
  readonly events: readonly string[]
}

const childrenOf = (node: SyntaxNode): readonly SyntaxNode[] =>
  Array.from({ length: node.ChildCount }, (_, index) => node.GetChild(index)).filter((child) => child !== null)

const nodesOf = (node: SyntaxNode): readonly SyntaxNode[] => [node, ...childrenOf(node).flatMap(nodesOf)]

const textOf = (node: SyntaxNode | undefined): string => node?.toString().trim() ?? ''

/** `title`, `['title']` and `["title"]` name one member. */
const memberOf = (selector: string): string =>
  /^\[\s*(['"])(.*)\1\s*\]$/.exec(selector)?.[2] ?? (/^\w+$/.test(selector) ? selector : '[...]')

const isRead = ({ Kind }: SyntaxNode): boolean =>
  Kind === SyntaxKind['PathExpression'] || Kind === SyntaxKind['ElementExpression']

/** `line.event` of a path or an element of a named value; null for a part of what was read already. */
const readOf = (node: SyntaxNode): string | null => {
  const children = childrenOf(node)
  const [base] = children
  return base?.Kind === SyntaxKind['NameReference'] ? `${textOf(base)}.${memberOf(textOf(children.at(-1)))}` : null
}

const eventOf = (node: SyntaxNode): string | null => {
  if (node.Kind !== SyntaxKind['EqualExpression']) return null
  const [left, , right] = childrenOf(node)
  return left !== undefined && isRead(left) && readOf(left) === 'line.event' ? textOf(right).slice(1, -1) : null
}

/** Parses a query and checks it against the tables of a workspace. */
export const analyze = (query: string): Analysis => {
  const parsed = language.KustoCode.ParseAndAnalyze(query, globals)
  const found = parsed.GetDiagnostics()
  const nodes = nodesOf(parsed.Syntax)
  return {
    problems: Array.from({ length: found.Count }, (_, index) => found.getItem(index)).map(
      ({ Message, Start }) => `${Message} (at "${query.slice(Start, Start + 20)}")`,
    ),
    reads: nodes.filter(isRead).flatMap((node) => readOf(node) ?? []),
    events: nodes.flatMap((node) => eventOf(node) ?? []),
  }
}
