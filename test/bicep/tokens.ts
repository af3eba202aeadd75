import type { Code, Position } from './finding'

/** A piece of source; a string holds its text pieces and, for each `${...}`, the tokens inside. */
export interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'symbol' | 'newline' | 'end'
  readonly text: string
  readonly at: Position
  readonly offset: number
  readonly parts: readonly (string | readonly Token[])[]
}

/** Thrown at the first thing that is no Bicep. */
export class SyntaxProblem extends Error {
  constructor(
    readonly at: Position,
    readonly code: Code,
    message: string,
  ) {
    super(message)
  }
}

// longest first
const SYMBOLS = '... => == != =~ !~ <= >= && || ?? :: @ ( ) { } [ ] , : ? = < > + - * / % ! | . ^'.split(' ')
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\', "'": "'", $: '$', n: '\n', r: '\r', t: '\t' }

/** The tokens of a file, the last one of kind `end`. Comments and directives leave none. */
export function tokenize(source: string): readonly Token[] {
  let offset = 0
  let line = 1
  let lineStart = 0
  const here = (): Position => ({ line, column: offset - lineStart + 1 })
  const breakLine = (): void => {
    line += 1
    lineStart = offset
  }
  const skip = (length: number): void => {
    for (const end = offset + length; offset < end; ) {
      offset += 1
      if (source.charAt(offset - 1) === '\n') breakLine()
    }
  }

  const readTokens = (opened: Position | undefined): readonly Token[] => {
    const tokens: Token[] = []
    let depth = 0
    const add = (kind: Token['kind'], length: number): void => {
      tokens.push({ kind, text: source.slice(offset, offset + length), at: here(), offset, parts: [] })
      skip(length)
    }
    for (;;) {
      if (offset >= source.length) {
        if (opened) throw new SyntaxProblem(opened, 'BCP004', 'string is never closed')
        add('end', 0)
        return tokens
      }
      const c = source.charAt(offset)
      const rest = source.slice(offset, offset + 3)
      if (c === '\n') {
        if (opened) throw new SyntaxProblem(opened, 'BCP004', 'string is not closed on its line')
        add('newline', 1)
      } else if (c.trim() === '') skip(1)
      else if (rest.startsWith('//') || c === '#') skip(distance('\n', 0))
      else if (rest.startsWith('/*')) skip(distance('*/', 2, 'BCP002'))
      else if (rest === "'''") tokens.push(readLines())
      else if (c === "'") tokens.push(readString())
      else if (/[A-Za-z_]/.test(c)) add('name', match(/\w+/y))
      else if (/\d/.test(c)) add('number', match(/\d+/y))
      else {
        if (opened && c === '}' && depth === 0)
          return [...tokens, { kind: 'end', text: '', at: here(), offset, parts: [] }]
        if (c === '{') depth += 1
        if (c === '}') depth -= 1
        const symbol = SYMBOLS.find((known) => source.startsWith(known, offset))
        if (symbol === undefined) throw new SyntaxProblem(here(), 'BCP001', `"${c}" means nothing in Bicep`)
        add('symbol', symbol.length)
      }
    }
  }

  const match = (pattern: RegExp): number => {
    pattern.lastIndex = offset
    return pattern.exec(source)?.[0].length ?? 0
  }

  /** How far it is to the end of what begins here; up to the end of the file only without a code to fail with. */
  const distance = (end: string, from: number, code?: 'BCP002' | 'BCP140'): number => {
    const found = source.indexOf(end, offset + from)
    if (found < 0 && code) throw new SyntaxProblem(here(), code, `what begins here is never closed with "${end}"`)
    return found < 0 ? source.length - offset : found - offset + (code ? end.length : 0)
  }

  const readLines = (): Token => {
    const [at, start] = [here(), offset]
    let length = distance("'''", 3, 'BCP140')
    while (source.charAt(start + length) === "'") length += 1 // the last three quotes close it
    skip(length)
    const text = source.slice(start, offset)
    return { kind: 'string', text, at, offset: start, parts: [text.slice(3, -3).replace(/^\r?\n/, '')] }
  }

  const readString = (): Token => {
    const [at, start] = [here(), offset]
    const parts: (string | readonly Token[])[] = []
    let text = ''
    skip(1)
    for (;;) {
      const c = source.charAt(offset)
      if (c === '' || c === '\n') throw new SyntaxProblem(at, 'BCP004', 'string is not closed on its line')
      if (c === "'") break
      if (source.startsWith('${', offset)) {
        if (text !== '') parts.push(text)
        text = ''
        skip(2)
        parts.push(readTokens(at))
        skip(1)
      } else if (c === '\\') {
        const [escape = '', hex, plain = ''] = /\\(?:u\{([0-9a-fA-F]+)\}|(.?))/y.exec(source.slice(offset)) ?? []
        const character = hex === undefined ? ESCAPES[plain] : String.fromCodePoint(Number.parseInt(hex, 16))
        if (character === undefined)
          throw new SyntaxProblem(
            here(),
            'BCP006',
            `"${escape}" is no escape; known are \\\\ \\' \\$ \\n \\r \\t \\u{...}`,
          )
        text += character
        skip(escape.length)
      } else {
        text += c
        skip(1)
      }
    }
    skip(1)
    if (text !== '') parts.push(text)
    return { kind: 'string', text: source.slice(start, offset), at, offset: start, parts }
  }

  return readTokens(undefined)
}
