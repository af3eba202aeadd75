import { fault } from './scan-fault'

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
