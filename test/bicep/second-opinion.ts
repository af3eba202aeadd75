import { readFileSync } from 'node:fs'

import { Language, Parser, type Node } from 'web-tree-sitter'

import { toFinding, type Finding } from './finding'
import type { Edit } from './token-reader'

let loading: Promise<Parser> | undefined

/** The parser of tree-sitter-bicep; loaded once a process. */
export function loadSecondParser(): Promise<Parser> {
  loading ??= load()
  return loading
}

async function load(): Promise<Parser> {
  await Parser.init()
  const parser = new Parser()
  parser.setLanguage(await Language.load(readFileSync(require.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm'))))
  return parser
}

/**
 * What a published grammar cannot read in a file that our parser could: guards against our own idea of the language.
 * `edits` stand in for what tree-sitter-bicep 1.1.0 lacks. It is no replacement for our parser: it reads on over the
 * ends of lines and binds `.` looser than `==`.
 */
export function secondOpinion(
  parser: Parser,
  path: string,
  source: string,
  edits: readonly Edit[],
): readonly Finding[] {
  const text = edits.reduce(
    (edited, edit) => edited.slice(0, edit.offset) + edit.text + edited.slice(edit.offset + edit.text.length),
    source,
  )
  const tree = parser.parse(text)
  if (tree === null) throw new Error(`tree-sitter gave up on ${path}`)
  try {
    return brokenNodes(tree.rootNode).map(({ startPosition: { row, column }, text: broken }) =>
      toFinding(
        path,
        { line: row + 1, column: column + 1 },
        'BCP018',
        `the grammar of tree-sitter-bicep cannot read "${broken.split('\n', 1).join('').slice(0, 40)}"`,
      ),
    )
  } finally {
    tree.delete()
  }
}

function brokenNodes(node: Node): readonly Node[] {
  if (node.isError || node.isMissing) return [node]
  return node.hasError ? node.children.flatMap((child) => (child === null ? [] : brokenNodes(child))) : []
}
