import { BACKSLASH, fault, QUOTE } from './json-bytes'

const tableOf = (characters: string): Uint8Array => {
  const table = new Uint8Array(256)
  for (const character of characters) table[character.charCodeAt(0)] = 1
  return table
}

const HEX_DIGIT = tableOf('0123456789abcdefABCDEF')
const SIMPLE_ESCAPE = tableOf('"\\/bfnrt')
const UNICODE_ESCAPE = 0x75

/**
 * First position from `at` of a byte that cannot stand for itself in a string (quote, backslash, control), or `end`.
 *
 * Four bytes at a time: `(x - 0x01..) & ~x & 0x80..` has the top bit set of the lowest zero byte of x and
 * of no lower one (https://graphics.stanford.edu/~seander/bithacks.html#ZeroInWord); the exclusive or
 * turns the wanted byte to zero.
 */
export const plainStringEnd = (bytes: Uint8Array, words: DataView, at: number, end: number): number => {
  let position = at
  for (const last = end - 4; position <= last; position += 4) {
    const word = words.getInt32(position, true)
    const quote = word ^ 0x22222222
    const backslash = word ^ 0x5c5c5c5c
    const stops =
      (((quote - 0x01010101) & ~quote) | ((backslash - 0x01010101) & ~backslash) | ((word - 0x20202020) & ~word)) &
      0x80808080
    if (stops !== 0) return position + ((31 - Math.clz32(stops & -stops)) >> 3)
  }
  for (; position < end; position++) {
    const byte = bytes[position]!
    if (byte === QUOTE || byte === BACKSLASH || byte < 0x20) return position
  }
  return position
}

/** Position after the escape sequence whose backslash stands at `at`. */
const escapeEnd = (bytes: Uint8Array, at: number, end: number): number => {
  const letter = at + 1
  if (letter >= end) return fault(end)
  if (bytes[letter] !== UNICODE_ESCAPE) return SIMPLE_ESCAPE[bytes[letter]!] === 1 ? letter + 1 : fault(letter)
  for (let digit = letter + 1; digit <= letter + 4; digit++) {
    if (digit >= end) return fault(end)
    if (HEX_DIGIT[bytes[digit]!] !== 1) return fault(digit)
  }
  return letter + 5
}

const closingQuoteAfterEscapes = (bytes: Uint8Array, words: DataView, at: number, end: number): number => {
  let position = at
  while (position < end && bytes[position] === BACKSLASH) {
    position = escapeEnd(bytes, position, end)
    if (position < 0) return position
    position = plainStringEnd(bytes, words, position, end)
  }
  return position < end && bytes[position] === QUOTE ? position : fault(position)
}

/** Position of the quote that closes the string whose first character, or any later plain one, stands at `at`. */
export const closingQuote = (bytes: Uint8Array, words: DataView, at: number, end: number): number => {
  const position = plainStringEnd(bytes, words, at, end)
  return position < end && bytes[position] === QUOTE ? position : closingQuoteAfterEscapes(bytes, words, position, end)
}

const MINUS = 0x2d
const PLUS = 0x2b
const POINT = 0x2e
const ZERO = 0x30
const NINE = 0x39

const bytesOf = (word: string): Uint8Array => Uint8Array.from(word, (character) => character.charCodeAt(0))
const TRUE = bytesOf('true')
const FALSE = bytesOf('false')
const NULL = bytesOf('null')

const literalEnd = (bytes: Uint8Array, at: number, end: number, word: Uint8Array): number => {
  for (let index = 0; index < word.length; index++) {
    if (at + index >= end) return fault(end)
    if (bytes[at + index] !== word[index]) return fault(at + index)
  }
  return at + word.length
}

/** Position after one or more digits. */
const digitsEnd = (bytes: Uint8Array, at: number, end: number): number => {
  let position = at
  while (position < end && bytes[position]! >= ZERO && bytes[position]! <= NINE) position++
  return position > at ? position : fault(position)
}

/** A number may always go on: one that reaches `end` is complete only when no byte follows. */
const numberEnd = (bytes: Uint8Array, at: number, end: number): number => {
  let position = bytes[at] === MINUS ? at + 1 : at
  position = position < end && bytes[position] === ZERO ? position + 1 : digitsEnd(bytes, position, end)
  if (position >= 0 && position < end && bytes[position] === POINT) position = digitsEnd(bytes, position + 1, end)
  if (position < 0 || position >= end || (bytes[position]! | 0x20) !== 0x65) return position
  position++
  if (position < end && (bytes[position] === PLUS || bytes[position] === MINUS)) position++
  return digitsEnd(bytes, position, end)
}

/** Position after the number, true, false or null that begins at `at` (`at` < `end`). */
export const scalarEnd = (bytes: Uint8Array, at: number, end: number): number => {
  switch (bytes[at]) {
    case TRUE[0]:
      return literalEnd(bytes, at, end, TRUE)
    case FALSE[0]:
      return literalEnd(bytes, at, end, FALSE)
    case NULL[0]:
      return literalEnd(bytes, at, end, NULL)
    default:
      return numberEnd(bytes, at, end)
  }
}
