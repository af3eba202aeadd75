import type { TypeExpr, TypeProperty } from './ast'
import { expectText, parseExpression, parseItems } from './parse-expression'
import { parseDecorators } from './parse-resource'
import { isToken, shown, type TokenReader } from './token-reader'

const PRIMITIVES: readonly string[] = ['array', 'bool', 'int', 'object', 'secureObject', 'secureString', 'string']

/** A type: what the check has no use for becomes `unmodelled` and accepts everything. */
export function parseType(reader: TokenReader): TypeExpr {
  const at = reader.at()
  const members: TypeExpr[] = []
  if (!hasBar(reader)) members.push(parseOptional(reader))
  while (hasBar(reader)) {
    reader.skipLines()
    reader.expect('|')
    members.push(parseOptional(reader))
  }
  const [only, ...others] = members
  return only && others.length === 0 ? only : { kind: 'union', at, members }
}

function hasBar(reader: TokenReader): boolean {
  return reader.is('|') || (reader.peek().kind === 'newline' && isToken(reader.peek(1), '|'))
}

function parseOptional(reader: TokenReader): TypeExpr {
  let type = parseMember(reader)
  while (reader.is('?')) {
    const { offset } = reader.next()
    if (reader.peek().kind === 'newline') reader.edits.push({ offset, text: ' ' })
    type = { kind: 'nullable', at: type.at, of: type }
  }
  return type
}

function parseMember(reader: TokenReader): TypeExpr {
  const start = reader.peek().offset
  let type = parsePrimary(reader)
  for (;;) {
    if (reader.take('.')) {
      const property = reader.take('*') ? '*' : reader.expectName().text
      type =
        type.kind === 'reference' ? { ...type, path: [...type.path, property] } : { kind: 'unmodelled', at: type.at }
    } else if (reader.take('[')) {
      if (reader.take(']')) {
        type = { kind: 'array', at: type.at, item: type }
        continue
      }
      if (!reader.take('*')) parseExpression(reader)
      reader.expect(']')
      type = { kind: 'unmodelled', at: type.at }
    } else {
      if (type.kind === 'unmodelled') blankOut(reader, start)
      return type
    }
  }
}

function parsePrimary(reader: TokenReader): TypeExpr {
  const { kind, text, at } = reader.peek()
  if (kind === 'string') return { kind: 'literal', at, value: expectText(reader).text }
  if (kind === 'number') return { kind: 'literal', at, value: Number(reader.next().text) }
  if (kind === 'name') return parseNamed(reader)
  if (text === '-') {
    reader.next()
    return reader.peek().kind === 'number'
      ? { kind: 'literal', at, value: -Number(reader.next().text) }
      : reader.fail('BCP018', `got ${shown(reader.peek())}, expected a number`)
  }
  if (text === '(') {
    reader.next()
    const type = parseType(reader)
    reader.expect(')')
    return type
  }
  if (text === '{') return parseObjectType(reader)
  if (text !== '[') return reader.fail('BCP009', `got ${shown(reader.peek())}, expected a type`)
  parseItems(reader, '[', ']', () => {
    parseDecorators(reader)
    parseType(reader)
  })
  return { kind: 'unmodelled', at }
}

function parseNamed(reader: TokenReader): TypeExpr {
  const { text, at } = reader.next()
  if (text === 'true' || text === 'false') return { kind: 'literal', at, value: text === 'true' }
  if (text === 'null') return { kind: 'literal', at, value: null }
  if (reader.take('<')) {
    parseType(reader)
    reader.expect('>')
    return { kind: 'unmodelled', at }
  }
  return PRIMITIVES.includes(text)
    ? { kind: 'primitive', at, name: text }
    : { kind: 'reference', at, name: text, path: [] }
}

function parseObjectType(reader: TokenReader): TypeExpr {
  const at = reader.at()
  const properties: TypeProperty[] = []
  let rest: TypeExpr | undefined
  parseItems(reader, '{', '}', () => {
    const decorators = parseDecorators(reader)
    const token = reader.peek()
    const anyName = reader.take('*')
    const key = anyName ? '*' : token.kind === 'string' ? expectText(reader).text : reader.expectName().text
    reader.expect(':')
    const type = parseType(reader)
    if (anyName) rest = type
    else properties.push({ at: token.at, decorators, key, type })
  })
  return { kind: 'object', at, properties, ...(rest && { rest }) }
}

/** The second grammar knows neither tuples nor types with arguments: it sees `int` in their place. */
function blankOut(reader: TokenReader, start: number): void {
  reader.edits.push({ offset: start, text: 'int'.padEnd(reader.peek(-1).offset + reader.peek(-1).text.length - start) })
}
