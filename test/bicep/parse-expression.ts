import type { Expr, Loop, ObjectExpr, Property, ResourceDeclaration, SpreadExpr } from './ast'
import { isToken, shown, type TokenReader } from './token-reader'
import type { Token } from './tokens'
import { joinTexts } from './walk'

const PRECEDENCE: Readonly<Record<string, number>> = {
  '*': 100,
  '/': 100,
  '%': 100,
  '+': 90,
  '-': 90,
  '>': 80,
  '>=': 80,
  '<': 80,
  '<=': 80,
  '==': 70,
  '!=': 70,
  '=~': 70,
  '!~': 70,
  '&&': 50,
  '||': 40,
  '??': 30,
}

/** Inside `${...}` the language knows no array and no object literals. */
type Literals = 'all' | 'simple'

/** A value, ternaries and all. */
export function parseExpression(reader: TokenReader, literals: Literals = 'all'): Expr {
  const test = parseBinary(reader, literals, 0)
  if (!isToken(reader.pastLines(), '?')) return test
  reader.skipLines()
  reader.expect('?')
  const yes = parseExpression(reader, literals)
  if (isToken(reader.pastLines(), ':')) reader.skipLines()
  reader.expect(':')
  return { kind: 'ternary', at: test.at, test, yes, no: parseExpression(reader, literals) }
}

function parseBinary(reader: TokenReader, literals: Literals, above: number): Expr {
  let left = parseUnary(reader, literals)
  for (;;) {
    const operator = reader.peek()
    const precedence = operator.kind === 'symbol' ? (PRECEDENCE[operator.text] ?? 0) : 0
    if (precedence <= above) return left
    reader.next()
    left = {
      kind: 'binary',
      at: left.at,
      operator: operator.text,
      left,
      right: parseBinary(reader, literals, precedence),
    }
  }
}

function parseUnary(reader: TokenReader, literals: Literals): Expr {
  if (!reader.is('!') && !reader.is('-')) return parseMember(reader, literals)
  const { at, text } = reader.next()
  const value = parseMember(reader, literals)
  return text === '-' && value.kind === 'number'
    ? { kind: 'number', at, value: -value.value }
    : { kind: 'unary', at, operator: text, value }
}

function parseMember(reader: TokenReader, literals: Literals): Expr {
  let value = parsePrimary(reader, literals)
  for (;;) {
    if (reader.take('[')) {
      const safe = reader.take('?')
      reader.take('^')
      value = { kind: 'index', at: value.at, base: value, index: parseExpression(reader, literals), safe }
      reader.expect(']')
    } else if (reader.take('.')) {
      const safe = reader.take('?')
      const { at, text } = reader.expectName()
      value = reader.is('(')
        ? { kind: 'call', at, base: value, name: text, args: parseArguments(reader, literals) }
        : { kind: 'member', at, base: value, property: text, safe }
    } else if (reader.take('::')) value = { kind: 'nested', at: value.at, base: value, name: reader.expectName().text }
    else if (reader.is('!')) {
      reader.edits.push({ offset: reader.next().offset, text: ' ' })
      value = { kind: 'notNull', at: value.at, value }
    } else return value
  }
}

function parsePrimary(reader: TokenReader, literals: Literals): Expr {
  const { kind, text, at } = reader.peek()
  if (kind === 'number') return { kind: 'number', at, value: Number(reader.next().text) }
  if (kind === 'string') return { kind: 'string', at, parts: stringParts(reader.next(), reader) }
  if (kind === 'name') return parseNamed(reader, literals)
  if (text === '(') return parseParentheses(reader, literals)
  if (text !== '[' && text !== '{') return reader.fail('BCP009', `got ${shown(reader.peek())}, expected a value`)
  if (literals === 'simple') return reader.fail('BCP087', 'arrays and objects cannot be written inside "${...}"')
  if (text === '{') return parseObject(reader)
  return isToken(firstInside(reader), 'for') ? parseFor(reader) : parseArray(reader)
}

function parseNamed(reader: TokenReader, literals: Literals): Expr {
  const { text, at } = reader.next()
  if (text === 'true' || text === 'false') return { kind: 'boolean', at, value: text === 'true' }
  if (text === 'null') return { kind: 'null', at }
  if (reader.is('(')) return { kind: 'call', at, name: text, args: parseArguments(reader, literals) }
  return reader.take('=>') ? parseLambdaBody(reader, at, [text]) : { kind: 'name', at, name: text }
}

/** A value in parentheses, or the lambda that begins with them. */
export function parseParentheses(reader: TokenReader, literals: Literals = 'all'): Expr {
  const { at } = reader.expect('(')
  const values: Expr[] = []
  reader.skipLines()
  while (!reader.is(')')) {
    values.push(parseExpression(reader, literals))
    reader.skipLines()
    if (!reader.take(',')) break
    reader.skipLines()
  }
  reader.expect(')')
  if (reader.take('=>'))
    return parseLambdaBody(
      reader,
      at,
      values.map((value) => (value.kind === 'name' ? value.name : reader.fail('BCP018', 'a lambda takes names only'))),
    )
  const [only, ...others] = values
  return only && others.length === 0 ? only : reader.fail('BCP243', 'parentheses hold exactly one value')
}

function parseLambdaBody(reader: TokenReader, at: Expr['at'], names: readonly string[]): Expr {
  reader.skipLines()
  return { kind: 'lambda', at, names, body: parseExpression(reader) }
}

/** The arguments of a call, in their parentheses. */
export function parseArguments(reader: TokenReader, literals: Literals = 'all'): readonly Expr[] {
  reader.expect('(')
  const args: Expr[] = []
  reader.skipLines()
  while (!reader.is(')')) {
    args.push(parseExpression(reader, literals))
    if (reader.take(',')) {
      reader.skipLines()
      if (reader.is(')')) reader.fail('BCP009', 'got ")", expected another argument')
    } else {
      reader.skipLines()
      if (!reader.is(')')) reader.fail('BCP237', `got ${shown(reader.peek())}, expected "," or ")"`)
    }
  }
  reader.expect(')')
  return args
}

/** Items between brackets, each on a line of its own or behind a comma, never both. */
export function parseItems(reader: TokenReader, open: string, close: string, parseItem: () => void): void {
  reader.expect(open)
  reader.skipLines()
  while (!reader.is(close)) {
    if (reader.peek().kind === 'end') reader.expect(close)
    parseItem()
    if (reader.take(',')) {
      if (reader.peek().kind === 'newline') reader.fail('BCP238', 'a line ends after a comma; leave out one of the two')
    } else if (reader.peek().kind === 'newline') reader.skipLines()
    else if (!reader.is(close)) {
      if (reader.peek().kind === 'end') reader.expect(close)
      reader.fail('BCP236', `got ${shown(reader.peek())}, expected a new line, "," or "${close}"`)
    }
  }
  reader.expect(close)
}

function parseArray(reader: TokenReader): Expr {
  const at = reader.at()
  const items: (Expr | SpreadExpr)[] = []
  parseItems(reader, '[', ']', () =>
    items.push(reader.is('...') ? parseSpread(reader, '   ') : parseExpression(reader)),
  )
  return { kind: 'array', at, items }
}

/** The second grammar knows no spread: it sees a plain item, or a property with a name that Bicep does not allow. */
function parseSpread(reader: TokenReader, replacement: string): SpreadExpr {
  const { at, offset } = reader.expect('...')
  reader.edits.push({ offset, text: replacement })
  return { kind: 'spread', at, value: parseExpression(reader) }
}

/** An object; `parseNested` takes an item that is a resource, where there can be some. */
export function parseObject(
  reader: TokenReader,
  parseNested?: (reader: TokenReader) => ResourceDeclaration | undefined,
): ObjectExpr {
  const at = reader.at()
  const resources: ResourceDeclaration[] = []
  const properties: Property[] = []
  const spreads: SpreadExpr[] = []
  parseItems(reader, '{', '}', () => {
    const nested = parseNested?.(reader)
    if (nested) resources.push(nested)
    else if (reader.is('...')) spreads.push(parseSpread(reader, '*S:'))
    else properties.push(parseProperty(reader))
  })
  return { kind: 'object', at, properties, spreads, resources }
}

function parseProperty(reader: TokenReader): Property {
  const { kind, text, at } = reader.peek()
  if (kind !== 'name' && kind !== 'string')
    return reader.fail('BCP022', `got ${shown(reader.peek())}, expected a property name`)
  const token = reader.next()
  const keyParts = kind === 'name' ? [text] : stringParts(token, reader)
  reader.expect(':')
  return { at, key: joinTexts(keyParts), quoted: kind === 'string', keyParts, value: parseExpression(reader) }
}

function parseFor(reader: TokenReader): Expr {
  const { at, loop } = parseLoopHead(reader)
  const body = parseExpression(reader)
  reader.skipLines()
  reader.expect(']')
  return { kind: 'for', at, loop, body }
}

/** `[for item in collection:`, with or without an index. */
export function parseLoopHead(reader: TokenReader): { readonly at: Expr['at']; readonly loop: Loop } {
  const { at } = reader.expect('[')
  reader.skipLines()
  reader.expect('for')
  const pair = reader.take('(')
  const item = reader.expectName()
  let index: string | undefined
  if (pair) {
    reader.expect(',')
    index = reader.expectName().text
    reader.expect(')')
  }
  reader.expect('in')
  const collection = parseExpression(reader)
  reader.expect(':')
  return { at, loop: { item: item.text, itemAt: item.at, collection, ...(index !== undefined && { index }) } }
}

function firstInside(reader: TokenReader): Token {
  let ahead = 1
  while (reader.peek(ahead).kind === 'newline') ahead += 1
  return reader.peek(ahead)
}

/** A string without interpolation. */
export function expectText(reader: TokenReader): { readonly at: Expr['at']; readonly text: string } {
  const { kind, at, parts } = reader.peek()
  const text = kind === 'string' ? joinTexts(parts) : undefined
  if (text === undefined) return reader.fail('BCP018', `got ${shown(reader.peek())}, expected a plain string`)
  reader.next()
  return { at, text }
}

function stringParts(token: Token, reader: TokenReader): readonly (string | Expr)[] {
  return token.parts.map((part) => {
    if (typeof part === 'string') return part
    const inner = reader.inside(part)
    const value = parseExpression(inner, 'simple')
    return inner.peek().kind === 'end' ? value : inner.fail('BCP018', `got ${shown(inner.peek())}, expected "}"`)
  })
}
