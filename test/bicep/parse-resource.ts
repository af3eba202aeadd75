import type { Body, Decorator, ResourceDeclaration } from './ast'
import { expectText, parseArguments, parseLoopHead, parseObject, parseParentheses } from './parse-expression'
import { isToken, shown, type TokenReader } from './token-reader'

type NestedParser = Parameters<typeof parseObject>[1]

/** The body of a resource or module: an object, perhaps with `if` and `for` around it. */
export function parseBody(reader: TokenReader, parseNested?: NestedParser): Body {
  if (isToken(reader.pastLines(), 'if')) reader.skipLines()
  if (!reader.is('[')) return parseConditionalObject(reader, parseNested)
  const { loop } = parseLoopHead(reader)
  const body = parseConditionalObject(reader, parseNested)
  reader.skipLines()
  reader.expect(']')
  return { ...body, loop }
}

function parseConditionalObject(reader: TokenReader, parseNested: NestedParser): Body {
  if (!reader.take('if')) return { object: parseObject(reader, parseNested) }
  if (!reader.is('(')) reader.expect('(')
  return { condition: parseParentheses(reader), object: parseObject(reader, parseNested) }
}

/** A resource declaration, at the top of a file or inside another resource. */
export function parseResource(reader: TokenReader, decorators: readonly Decorator[]): ResourceDeclaration {
  reader.expect('resource')
  const name = reader.expectName()
  const type = expectText(reader)
  const existing = reader.take('existing')
  reader.expect('=')
  const body = parseBody(reader, parseNestedResource)
  return {
    kind: 'resource',
    at: name.at,
    name: name.text,
    decorators,
    typeAt: type.at,
    typeText: type.text,
    existing,
    body,
  }
}

function parseNestedResource(reader: TokenReader): ResourceDeclaration | undefined {
  const isResource = reader.is('@') || (reader.is('resource') && reader.peek(1).kind === 'name')
  return isResource ? parseResource(reader, parseDecorators(reader)) : undefined
}

/** Decorators, each followed by a line end. */
export function parseDecorators(reader: TokenReader): readonly Decorator[] {
  const decorators: Decorator[] = []
  while (reader.is('@')) {
    const { at } = reader.next()
    let name = reader.expectName().text
    while (reader.take('.')) name = reader.expectName().text
    decorators.push({ at, name, args: parseArguments(reader) })
    if (reader.peek().kind !== 'newline')
      reader.fail('BCP019', `got ${shown(reader.peek())}, expected a new line after the decorator`)
    reader.skipLines()
  }
  return decorators
}
