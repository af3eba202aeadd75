import { readFileSync } from 'node:fs'

import type { Parser } from 'web-tree-sitter'

import type { BicepFile } from './ast'
import { toFinding, type Finding } from './finding'
import { parseFile, type ParsedFile } from './parse-file'
import { secondOpinion } from './second-opinion'
import { SyntaxProblem } from './tokens'

export type ReadResult =
  | { readonly ok: true; readonly file: BicepFile }
  | { readonly ok: false; readonly findings: readonly Finding[] }

/** A Bicep file's declarations, or its first syntax error. Throws when the file cannot be read. */
export function readBicepFile(parser: Parser, path: string): ReadResult {
  const kind = path.endsWith('.bicepparam') ? 'parameters' : 'template'
  const source = readFileSync(path, 'utf8')
  const parsed = tryParse(path, source, kind)
  if ('code' in parsed) return { ok: false, findings: [parsed] }
  const findings = secondOpinion(parser, path, source, parsed.edits)
  if (findings.length > 0) return { ok: false, findings }
  return { ok: true, file: { path, kind, declarations: parsed.declarations, disabled: disabledCodes(source) } }
}

function tryParse(path: string, source: string, kind: BicepFile['kind']): ParsedFile | Finding {
  try {
    return parseFile(source, kind)
  } catch (problem) {
    if (problem instanceof SyntaxProblem) return toFinding(path, problem.at, problem.code, problem.message)
    throw problem
  }
}

function disabledCodes(source: string): BicepFile['disabled'] {
  const disabled = new Map<number, readonly string[]>()
  for (const [index, line] of source.split('\n').entries()) {
    const codes = /^\s*#disable-next-line\s+(.+)$/.exec(line)?.[1]
    if (codes) disabled.set(index + 2, codes.trim().split(/\s+/))
  }
  return disabled
}
