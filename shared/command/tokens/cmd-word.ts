import { isOpenQuote, type Reader } from './reader'
import { addPiece, finishWord, isAssembled, newWord, type ReadWord, type WordDraft } from './word-draft'

const PLAIN = /[^\s&|<>()"^%!]+/y
const ENDS_WORD = new Set([' ', '\t', '\r', '\n', '&', '|', '<', '>'])
const VARIABLE = /%([A-Za-z_]\w{0,63})(?::~(\d{1,4}),(\d{1,4}))?%|!([A-Za-z_]\w{0,63})!/y

const readVariable = (reader: Reader, word: WordDraft): void => {
  VARIABLE.lastIndex = reader.at
  const match = VARIABLE.exec(reader.text)
  const value = reader.variables.get((match?.[1] ?? match?.[4] ?? '').toLowerCase())
  if (match === null || value === undefined || value.text.length > reader.allowance.characters) {
    const text = match?.[0] ?? reader.text[reader.at] ?? ''
    reader.at += text.length
    return addPiece(word, text, 'plain')
  }
  reader.allowance.characters -= value.text.length
  reader.at += match[0].length
  const from = Number(match[2] ?? 0)
  addPiece(word, match[3] === undefined ? value.text : value.text.slice(from, from + Number(match[3])), 'variable')
  word.splits = true
}

/**
 * Up to the closing quote. Programs take `\"` for a quote of their own, but a directory may end in a
 * backslash before the last one.
 */
const readQuoted = (reader: Reader, word: WordDraft): void => {
  let from = reader.at + 1
  let text = ''
  for (;;) {
    const end = reader.text.indexOf('"', from)
    const isEscaped = end !== -1 && reader.text[end - 1] === '\\' && /^[^\s&|<>]$/.test(reader.text[end + 1] ?? '')
    text += reader.text.slice(from, end === -1 ? reader.text.length : isEscaped ? end - 1 : end)
    from = end === -1 ? reader.text.length : end + 1
    if (!isEscaped) break
    text += '"'
  }
  addPiece(word, text, 'quote')
  reader.at = from
}

/** Reads one word of a command prompt line: carets vanish, only double quotes quote. */
export const readCmdWord = (reader: Reader): ReadWord => {
  const start = reader.at
  const word = newWord()
  while (reader.at < reader.text.length) {
    const character = reader.text[reader.at] ?? ''
    if (ENDS_WORD.has(character) || (character === ')' && reader.depth > 0)) break
    PLAIN.lastIndex = reader.at
    const plain = PLAIN.exec(reader.text)?.[0]
    if (plain !== undefined) {
      reader.at += plain.length
      addPiece(word, plain, 'plain')
    } else if (character === '"' && isOpenQuote(reader, '"')) {
      readQuoted(reader, word)
    } else if (character === '^') {
      const next = reader.text[reader.at + 1] ?? ''
      reader.at += 2
      if (next === '\r' && reader.text[reader.at] === '\n') reader.at += 1
      else if (next !== '\n') addPiece(word, next, 'escape')
    } else if (character === '%' || character === '!') readVariable(reader, word)
    else {
      reader.at += 1
      addPiece(word, character, 'plain')
    }
  }
  if (isAssembled(word)) reader.assembled.push(reader.text.slice(start, reader.at))
  return finishWord(word)
}
