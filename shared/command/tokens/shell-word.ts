import { isOpenQuote, type Reader } from './reader'
import { readDollar, readSubstitution } from './shell-expansion'
import { addPiece, extendPiece, finishWord, isAssembled, newWord, type ReadWord, type WordDraft } from './word-draft'

const PLAIN = /[^\s;&|<>()'"\\$`]+/y
const PLAIN_IN_QUOTES = /[^"\\$`]+/y
const ENDS_WORD = new Set([' ', '\t', '\r', '\n', ';', '&', '|', '<', '>', '(', ')'])
const ESCAPED_IN_QUOTES = new Set(['"', '\\', '$', '`', '\n'])

const isClosingBacktick = (reader: Reader): boolean => reader.insideBackticks && reader.text[reader.at] === '`'

/**
 * Reads text in which only expansions and backslashes mean something, up to the closing quote, or
 * to the end for a here-document.
 */
const readExpanded = (reader: Reader, word: WordDraft, closer: '"' | ''): void => {
  while (reader.at < reader.text.length) {
    const character = reader.text[reader.at] ?? ''
    if (closer !== '' && character === closer) {
      reader.at += 1
      return
    }
    if (isClosingBacktick(reader)) return
    PLAIN_IN_QUOTES.lastIndex = reader.at
    const plain = PLAIN_IN_QUOTES.exec(reader.text)?.[0]
    if (plain !== undefined) {
      reader.at += plain.length
      extendPiece(word, plain)
    } else if (character === '\\') {
      const next = reader.text[reader.at + 1] ?? ''
      reader.at += 2
      if (!ESCAPED_IN_QUOTES.has(next)) extendPiece(word, `\\${next}`)
      else if (next !== '\n') extendPiece(word, next)
    } else if (character === '$') readDollar(reader, word, true)
    else if (character === '`' && isOpenQuote(reader, '`')) readSubstitution(reader, word, '`', '`')
    else {
      reader.at += 1
      extendPiece(word, character)
    }
  }
}

const readDoubleQuoted = (reader: Reader, word: WordDraft): void => {
  reader.at += 1
  const first = reader.text[reader.at] ?? ''
  // The first letter goes in as the quoted piece's beginning, so that its joint with the text before it is seen.
  if (/^[A-Za-z]$/.test(first)) {
    reader.at += 1
    addPiece(word, first, 'quote')
  } else if (first === '"') addPiece(word, '', 'quote')
  word.quoted = true
  readExpanded(reader, word, '"')
  word.last = 'quote'
}

/** Reads one word; the reader stands on its first character and afterwards on what ends it. */
export const readShellWord = (reader: Reader): ReadWord => {
  const start = reader.at
  const word = newWord()
  while (reader.at < reader.text.length) {
    const character = reader.text[reader.at] ?? ''
    if (ENDS_WORD.has(character) || isClosingBacktick(reader)) break
    PLAIN.lastIndex = reader.at
    const plain = PLAIN.exec(reader.text)?.[0]
    if (plain !== undefined) {
      reader.at += plain.length
      addPiece(word, plain, 'plain')
    } else if (character === '\\') {
      const next = reader.text[reader.at + 1] ?? ''
      reader.at += 2
      if (next === '\r' && reader.text[reader.at] === '\n') reader.at += 1
      else if (next !== '\n') addPiece(word, next, 'escape')
    } else if (character === '"' && isOpenQuote(reader, '"')) readDoubleQuoted(reader, word)
    else if (character === "'" && isOpenQuote(reader, "'")) {
      const end = reader.text.indexOf("'", reader.at + 1)
      addPiece(word, reader.text.slice(reader.at + 1, end), 'quote')
      reader.at = end + 1
    } else if (character === '$') readDollar(reader, word, false)
    else if (character === '`' && isOpenQuote(reader, '`')) readSubstitution(reader, word, '`', '`')
    else {
      reader.at += 1
      addPiece(word, character, 'plain')
    }
  }
  if (isAssembled(word)) reader.assembled.push(reader.text.slice(start, reader.at))
  return finishWord(word)
}

/** Resolves the expansions of a here-document's body. */
export const readHereText = (reader: Reader): ReadWord => {
  const word = newWord()
  readExpanded(reader, word, '')
  return finishWord(word)
}
