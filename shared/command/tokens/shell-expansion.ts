import { MAX_DEPTH, type Reader } from './reader'
import { addPiece, type WordDraft } from './word-draft'

/**
 * How far a closing brace or parenthesis is looked for: a search to the text's end from every
 * opening one would be quadratic.
 */
const SEARCHED = 256
const NAME = /[A-Za-z_]\w{0,63}/y
const PARAMETER = /^([A-Za-z_]\w{0,63})(?:\[[@*\d]{1,4}\])?$/
const DEFAULT = /^([A-Za-z_]\w{0,63}):?[-=]/
const SLICE = /^([A-Za-z_]\w{0,63}):(\d{1,4}):(\d{1,4})$/
/** Always begin with a slash; `${PATH:0:1}` spells one without writing it. */
const PATH_LIKE = new Set(['PATH', 'HOME', 'PWD', 'SHELL'])
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  e: '\x1b',
  E: '\x1b',
  '\\': '\\',
  "'": "'",
  '"': '"',
}
const NUMERIC_ESCAPE = /x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|([0-7]{1,3})/y

const expand = (reader: Reader, word: WordDraft, name: string, written: string, inQuotes: boolean): void => {
  if (name === 'IFS') {
    word.hides ||= !inQuotes && /^\w$/.test(word.tail)
    addPiece(word, ' ', 'plain')
    word.splits ||= !inQuotes
    return
  }
  const value = reader.variables.get(name)
  if (value === undefined || value.text.length > reader.allowance.characters) return addPiece(word, written, 'plain')
  reader.allowance.characters -= value.text.length
  addPiece(word, value.text, 'variable')
  word.inner.push(...value.inner)
  word.splits ||= !inQuotes
}

const readBraces = (reader: Reader, word: WordDraft, inQuotes: boolean): void => {
  const start = reader.at
  const length = reader.text.slice(start, start + SEARCHED).indexOf('}') + 1
  if (length === 0) {
    reader.at += 2
    return addPiece(word, '${', 'plain')
  }
  reader.at = start + length
  const written = reader.text.slice(start, start + length)
  const content = written.slice(2, -1)
  const name = PARAMETER.exec(content)?.[1]
  if (name !== undefined) return expand(reader, word, name, written, inQuotes)
  const slice = SLICE.exec(content)
  if (slice !== null) {
    const [from, count] = [Number(slice[2]), Number(slice[3])]
    const known = reader.variables.get(slice[1] ?? '')?.text
    if (known !== undefined) return addPiece(word, known.slice(from, from + count), 'variable')
    if (PATH_LIKE.has(slice[1] ?? '') && from === 0 && count === 1) {
      word.hides = true
      return addPiece(word, '/', 'variable')
    }
  }
  const fallback = DEFAULT.exec(content)
  if (fallback !== null && !reader.variables.has(fallback[1] ?? ''))
    return addPiece(word, content.slice(fallback[0].length), 'plain')
  addPiece(word, written, 'plain')
}

/** `$'...'`: the shell's C-like quoting. */
const readAnsiQuoted = (reader: Reader, word: WordDraft): void => {
  let text = ''
  let at = reader.at + 2
  while (at < reader.text.length && reader.text[at] !== "'") {
    const character = reader.text[at] ?? ''
    at += 1
    if (character !== '\\') {
      text += character
      continue
    }
    NUMERIC_ESCAPE.lastIndex = at
    const numeric = NUMERIC_ESCAPE.exec(reader.text)
    if (numeric === null) {
      text += ESCAPES[reader.text[at] ?? ''] ?? `\\${reader.text[at] ?? ''}`
      at += 1
    } else {
      text += String.fromCharCode(
        numeric[3] === undefined ? Number.parseInt(numeric[1] ?? numeric[2] ?? '', 16) : Number.parseInt(numeric[3], 8),
      )
      at += numeric[0].length
    }
  }
  reader.at = at + 1
  addPiece(word, text, 'quote')
}

/** Reads `$(...)`, a backtick substitution or `<(...)` as one piece and keeps the commands inside. */
export const readSubstitution = (reader: Reader, word: WordDraft, opening: string, closer: string): void => {
  const start = reader.at
  reader.at += opening.length
  if (reader.depth >= MAX_DEPTH) return addPiece(word, opening, 'plain')
  word.inner.push(...reader.readInner(closer))
  addPiece(word, reader.text.slice(start, reader.at), 'plain')
}

/**
 * Reads what begins with a dollar sign at the reader's position: substitution, parameter,
 * C-like quote, or the sign itself.
 */
export const readDollar = (reader: Reader, word: WordDraft, inQuotes: boolean): void => {
  const next = reader.text[reader.at + 1]
  if (next === '(') {
    const near = reader.text.slice(reader.at, reader.at + SEARCHED)
    const arithmetic = near.startsWith('$((') ? near.indexOf('))') + 2 : 1
    if (arithmetic === 1) return readSubstitution(reader, word, '$(', ')')
    reader.at += arithmetic
    return addPiece(word, near.slice(0, arithmetic), 'plain')
  }
  if (next === '{') return readBraces(reader, word, inQuotes)
  if (next === "'" && !inQuotes && reader.text.indexOf("'", reader.at + 2) !== -1) return readAnsiQuoted(reader, word)
  NAME.lastIndex = reader.at + 1
  const name = NAME.exec(reader.text)?.[0]
  if (name !== undefined) {
    reader.at += 1 + name.length
    return expand(reader, word, name, `$${name}`, inQuotes)
  }
  reader.at += 1
  if (next === undefined || !/^[@*0-9]$/.test(next)) return addPiece(word, '$', 'plain')
  // A script sent to a machine has no positional parameters: `wh$@oami` is whoami.
  reader.at += 1
  const after = reader.text[reader.at] ?? ''
  const hidden = !inQuotes && next !== '0' && /^[\w ]$/.test(word.tail) && /^[\w/]$/.test(after)
  if (hidden) word.hides = true
  else addPiece(word, `$${next}`, 'plain')
}
