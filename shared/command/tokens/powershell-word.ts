import { isOpenQuote, MAX_DEPTH, type Reader } from './reader'
import { renderExpression } from './write-script'
import {
  addPiece,
  extendPiece,
  finishWord,
  isAssembled,
  literalWord,
  newWord,
  type ReadWord,
  type WordDraft,
} from './word-draft'

const PLAIN = /[^\s;|&<>(){}'"`$]+/y
const PLAIN_IN_QUOTES = /[^"`$]+/y
const ENDS_WORD = new Set([' ', '\t', '\r', '\n', ';', '|', '&', '<', '>', ')', '}'])
const NAME = /\$\{([^}\s]{1,64})\}|\$([\w:]{1,64}|[?$^_])/y
const LETTER = /^[A-Za-z]$/
const NEXT_SUMMAND = /[ \t]{0,8}\+[ \t]{0,8}(?=['"$])/y
/**
 * `iex(...)`, `-ArgumentList(...)`: a bare word ends where a parenthesis begins; one behind a variable, a
 * type or a string calls a method.
 */
const BARE_MAX = 65
const BARE = /^-?[A-Za-z][\w-]*$/
const OPERATOR = /-[a-z]{1,9}(?=['"(])/iy
/** The left side of an assignment is a name, not its value. */
const ASSIGNED = /\$[\w:]{1,64}(?=[ \t]{0,8}\+?=)/y
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' }

const readVariable = (reader: Reader, word: WordDraft): void => {
  NAME.lastIndex = reader.at
  const match = NAME.exec(reader.text)
  if (match === null) {
    reader.at += 1
    return addPiece(word, '$', 'plain')
  }
  reader.at += match[0].length
  const value = reader.variables.get((match[1] ?? match[2] ?? '').toLowerCase())
  if (value === undefined || value.text.length > reader.allowance.characters) return addPiece(word, match[0], 'plain')
  reader.allowance.characters -= value.text.length
  word.inner.push(...value.inner)
  addPiece(word, value.text, 'variable')
}

/** Reads a parenthesis or a script block as one piece: its commands are kept, its text is written without quotes. */
const readBracket = (reader: Reader, word: WordDraft): void => {
  const opening = reader.text[reader.at] ?? ''
  const closer = opening === '(' ? ')' : '}'
  reader.at += 1
  if (reader.depth >= MAX_DEPTH) return addPiece(word, opening, 'plain')
  const inner = reader.readInner(closer)
  word.inner.push(...inner)
  addPiece(word, opening + renderExpression(inner) + closer, 'plain')
}

const readDoubleQuoted = (reader: Reader, word: WordDraft): void => {
  reader.at += 1
  const quoted = newWord()
  while (reader.at < reader.text.length) {
    const character = reader.text[reader.at] ?? ''
    PLAIN_IN_QUOTES.lastIndex = reader.at
    const plain = PLAIN_IN_QUOTES.exec(reader.text)?.[0]
    if (plain !== undefined) {
      reader.at += plain.length
      extendPiece(quoted, plain)
    } else if (character === '"') {
      reader.at += 1
      if (reader.text[reader.at] !== '"') break
      reader.at += 1
      extendPiece(quoted, '"')
    } else if (character === '`') {
      const next = reader.text[reader.at + 1] ?? ''
      extendPiece(quoted, ESCAPES[next] ?? next)
      reader.at += 2
    } else if (reader.text[reader.at + 1] === '(') {
      reader.at += 1
      extendPiece(quoted, '$')
      readBracket(reader, quoted)
    } else readVariable(reader, quoted)
  }
  word.inner.push(...quoted.inner)
  addPiece(word, quoted.text, 'quote')
  word.joins += quoted.joins
}

const readSingleQuoted = (reader: Reader, word: WordDraft): void => {
  let text = ''
  for (;;) {
    const end = reader.text.indexOf("'", reader.at + 1)
    text += reader.text.slice(reader.at + 1, end === -1 ? reader.text.length : end)
    reader.at = end === -1 ? reader.text.length : end + 1
    if (end === -1 || reader.text[reader.at] !== "'") break
    text += "'"
  }
  addPiece(word, text, 'quote')
}

/** `@'...'@`: a here-string, or false when none begins here. */
const readHereString = (reader: Reader, word: WordDraft): boolean => {
  const quote = reader.text[reader.at + 1] ?? ''
  const start = /^\r?\n/.exec(reader.text.slice(reader.at + 2, reader.at + 4))?.[0]
  if (start === undefined || (quote !== "'" && quote !== '"')) return false
  const from = reader.at + 2 + start.length
  const end = reader.text.indexOf(`\n${quote}@`, from - 1)
  addPiece(word, reader.text.slice(from, end === -1 ? reader.text.length : Math.max(from, end)), 'quote')
  reader.at = end === -1 ? reader.text.length : end + 3
  return true
}

const readEscape = (reader: Reader, word: WordDraft): void => {
  const next = reader.text[reader.at + 1] ?? ''
  reader.at += 2
  if (next === '\r' && reader.text[reader.at] === '\n') reader.at += 1
  else if (next !== '\n') {
    if (LETTER.test(word.tail) && LETTER.test(next)) word.joins += 1
    addPiece(word, next, 'escape')
  }
}

const readPiece = (reader: Reader, word: WordDraft): void => {
  const character = reader.text[reader.at] ?? ''
  if (character === '@' && readHereString(reader, word)) return
  PLAIN.lastIndex = reader.at
  const plain = PLAIN.exec(reader.text)?.[0]
  if (plain !== undefined) {
    reader.at += plain.length
    addPiece(word, plain, 'plain')
  } else if (character === "'" && isOpenQuote(reader, "'")) readSingleQuoted(reader, word)
  else if (character === '"' && isOpenQuote(reader, '"')) readDoubleQuoted(reader, word)
  else if (character === '`') readEscape(reader, word)
  else if (character === '(' || character === '{') readBracket(reader, word)
  else if (character === '$') readVariable(reader, word)
  else {
    reader.at += 1
    addPiece(word, character, 'plain')
  }
}

/** Reads one word; brackets keep it together: `(New-Object Net.WebClient).DownloadString('...')` is one word. */
export const readPowerShellWord = (reader: Reader): ReadWord => {
  const start = reader.at
  const word = newWord()
  OPERATOR.lastIndex = reader.at
  const operator = OPERATOR.exec(reader.text)?.[0]
  if (operator !== undefined) {
    reader.at += operator.length
    return literalWord(operator)
  }
  if (/^\+?=/.test(reader.text.slice(reader.at, reader.at + 2))) {
    reader.at += reader.text[reader.at] === '+' ? 2 : 1
    return literalWord('=')
  }
  ASSIGNED.lastIndex = reader.at
  const assigned = ASSIGNED.exec(reader.text)?.[0]
  if (assigned !== undefined) {
    reader.at += assigned.length
    return literalWord(assigned)
  }
  while (reader.at < reader.text.length && !ENDS_WORD.has(reader.text[reader.at] ?? '')) {
    if (word.last === 'quote' && reader.text[reader.at] === '-') break
    if (
      reader.text[reader.at] === '(' &&
      reader.at - start <= BARE_MAX &&
      BARE.test(reader.text.slice(start, reader.at))
    )
      break
    readPiece(reader, word)
    if (word.last === 'plain' && word.tail !== ')') continue
    NEXT_SUMMAND.lastIndex = reader.at
    const plus = NEXT_SUMMAND.exec(reader.text)?.[0]
    if (plus === undefined) continue
    reader.at += plus.length
    word.joins += 2
  }
  if (isAssembled(word)) reader.assembled.push(reader.text.slice(start, reader.at))
  return finishWord(word)
}
