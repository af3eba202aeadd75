import type { Code, Position } from './finding'
import { SyntaxProblem, type Token } from './tokens'

/** A change that lets the second grammar read what it does not know; it keeps the length. */
export interface Edit {
  readonly offset: number
  readonly text: string
}

/** Reads tokens one after the other; every `expect...` throws a `SyntaxProblem` when something else stands there. */
export interface TokenReader {
  readonly edits: Edit[]
  peek(ahead?: number): Token
  next(): Token
  at(): Position
  /** Whether the next token is this symbol or word. */
  is(text: string): boolean
  /** Takes the next token if it is this symbol or word. */
  take(text: string): boolean
  expect(text: string): Token
  expectName(): Token
  /** Takes line ends, as many as there are. */
  skipLines(): void
  /** The first token that is no line end. */
  pastLines(): Token
  fail(code: Code, message: string): never
  /** A reader of the tokens inside a `${...}`. */
  inside(tokens: readonly Token[]): TokenReader
}

export function readerOf(tokens: readonly Token[], edits: Edit[]): TokenReader {
  let position = 0
  const last = tokens.length - 1
  const peek = (ahead = 0): Token => tokens[Math.min(position + ahead, last)] as Token
  const pastLines = (): Token => {
    let ahead = 0
    while (peek(ahead).kind === 'newline') ahead += 1
    return peek(ahead)
  }
  const reader: TokenReader = {
    edits,
    peek,
    pastLines,
    next: () => {
      const token = peek()
      position += 1
      return token
    },
    at: () => peek().at,
    is: (text) => isToken(peek(), text),
    take: (text) => {
      const found = reader.is(text)
      if (found) position += 1
      return found
    },
    expect: (text) =>
      reader.is(text) ? reader.next() : reader.fail('BCP018', `got ${shown(peek())}, expected "${text}"`),
    expectName: () =>
      peek().kind === 'name' ? reader.next() : reader.fail('BCP018', `got ${shown(peek())}, expected a name`),
    skipLines: () => {
      while (peek().kind === 'newline') position += 1
    },
    fail: (code, message) => {
      throw new SyntaxProblem(peek().at, code, message)
    },
    inside: (inner) => readerOf(inner, edits),
  }
  return reader
}

export function isToken(token: Token, text: string): boolean {
  return (token.kind === 'symbol' || token.kind === 'name') && token.text === text
}

/** A token as the messages name it. */
export function shown(token: Token): string {
  if (token.kind === 'newline') return 'the end of the line'
  return token.kind === 'end' ? 'the end' : `"${token.text.split('\n', 1).join('')}"`
}
