import type { Declaration, Decorator, Expr, FunctionDeclaration, ImportDeclaration, ParameterDeclaration } from './ast'
import { expectText, parseExpression, parseItems } from './parse-expression'
import { parseBody, parseDecorators, parseResource } from './parse-resource'
import { parseType } from './parse-type'
import { readerOf, shown, type Edit, type TokenReader } from './token-reader'
import { tokenize } from './tokens'

export interface ParsedFile {
  readonly declarations: readonly Declaration[]
  readonly edits: readonly Edit[]
}

/**
 * The declarations of a file, by the rules of the compiler's own parser (Azure/bicep, src/Bicep.Core/Parsing): where a
 * line may end is part of the language. Throws a `SyntaxProblem` at the first thing that is no Bicep.
 */
export function parseFile(source: string, kind: 'template' | 'parameters'): ParsedFile {
  const edits: Edit[] = []
  const reader = readerOf(tokenize(source), edits)
  const declarations: Declaration[] = []
  for (reader.skipLines(); reader.peek().kind !== 'end'; reader.skipLines()) {
    declarations.push(...parseDeclaration(reader, kind))
    if (reader.peek().kind !== 'newline' && reader.peek().kind !== 'end')
      reader.fail('BCP019', `got ${shown(reader.peek())}, expected a new line`)
  }
  return { declarations, edits }
}

function parseDeclaration(reader: TokenReader, kind: 'template' | 'parameters'): readonly Declaration[] {
  const decorators = parseDecorators(reader)
  const keyword = reader.peek()
  if (keyword.kind !== 'name') return reader.fail('BCP007', `got ${shown(keyword)}, expected a declaration`)
  if (keyword.text === 'resource') return [parseResource(reader, decorators)]
  if (keyword.text === 'import') return parseImport(reader)
  reader.next()
  switch (keyword.text) {
    case 'targetScope':
      return [parseTargetScope(reader)]
    case 'using':
      return [{ kind: 'using', at: reader.at(), path: expectText(reader).text }]
    case 'metadata':
    case 'assert': {
      const { at, text } = reader.expectName()
      return [{ kind: keyword.text, at, name: text, value: parseAssigned(reader) }]
    }
    case 'param':
      if (kind === 'template') return [parseParameter(reader, decorators)]
      reader.edits.push({ offset: keyword.offset, text: 'var  ' })
      return [{ kind: 'assignment', at: reader.at(), name: reader.expectName().text, value: parseAssigned(reader) }]
    case 'var': {
      const { at, text } = reader.expectName()
      if (!reader.is('=')) parseType(reader)
      return [{ kind: 'variable', at, name: text, decorators, value: parseAssigned(reader) }]
    }
    case 'output': {
      const { at, text } = reader.expectName()
      return [{ kind: 'output', at, name: text, decorators, type: parseType(reader), value: parseAssigned(reader) }]
    }
    case 'type': {
      const { at, text } = reader.expectName()
      reader.expect('=')
      return [{ kind: 'type', at, name: text, decorators, value: parseType(reader) }]
    }
    case 'module': {
      const { at, text } = reader.expectName()
      const path = expectText(reader)
      reader.expect('=')
      return [{ kind: 'module', at, name: text, decorators, pathAt: path.at, path: path.text, body: parseBody(reader) }]
    }
    case 'func':
      return [parseFunction(reader, decorators)]
    default:
      throw reader.fail('BCP007', `"${keyword.text}" begins no declaration`)
  }
}

function parseAssigned(reader: TokenReader): Expr {
  reader.expect('=')
  return parseExpression(reader)
}

function parseTargetScope(reader: TokenReader): Declaration {
  reader.expect('=')
  return { kind: 'targetScope', at: reader.at(), value: parseExpression(reader) }
}

function parseParameter(reader: TokenReader, decorators: readonly Decorator[]): ParameterDeclaration {
  const { at, text } = reader.expectName()
  const type = parseType(reader)
  const declared: ParameterDeclaration = { kind: 'parameter', at, name: text, decorators, type }
  return reader.is('=') ? { ...declared, value: parseAssigned(reader) } : declared
}

function parseFunction(reader: TokenReader, decorators: readonly Decorator[]): FunctionDeclaration {
  const { at, text } = reader.expectName()
  const parameters: FunctionDeclaration['parameters'][number][] = []
  reader.expect('(')
  reader.skipLines()
  while (!reader.is(')')) {
    const name = reader.expectName()
    parameters.push({ name: name.text, at: name.at, type: parseType(reader) })
    reader.skipLines()
    if (!reader.take(',')) break
    reader.skipLines()
  }
  reader.expect(')')
  const returns = parseType(reader)
  reader.expect('=>')
  reader.skipLines()
  return { kind: 'function', at, name: text, decorators, parameters, returns, value: parseExpression(reader) }
}

function parseImport(reader: TokenReader): readonly ImportDeclaration[] {
  const { offset } = reader.expect('import')
  const names: { readonly at: Expr['at']; readonly name: string; readonly source?: string }[] = []
  if (reader.take('*')) {
    reader.expect('as')
    names.push({ at: reader.at(), name: reader.expectName().text })
  } else {
    parseItems(reader, '{', '}', () => {
      const source = reader.expectName()
      const name = reader.take('as') ? reader.expectName() : source
      names.push({ at: name.at, name: name.text, source: source.text })
    })
  }
  reader.expect('from')
  const last = reader.peek()
  const path = expectText(reader).text
  // the second grammar wants commas between the names
  reader.edits.push({ offset, text: ' '.repeat(last.offset + last.text.length - offset) })
  return names.map((name) => ({ kind: 'import', path, ...name }))
}
