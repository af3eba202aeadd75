import { BACKSLASH, QUOTE } from './json-bytes'
import { fault } from './scan-fault'

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
