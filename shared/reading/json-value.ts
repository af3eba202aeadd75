import { MAX_DEPTH } from '../model/canonical'
import {
  BACKSLASH,
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  fault,
  OPEN_ARRAY,
  OPEN_OBJECT,
  QUOTE,
  skipWhitespace,
  SPACE,
  TOO_DEEP,
} from './json-bytes'
import { closingQuote, plainStringEnd, scalarEnd } from './json-tokens'

// Scratch memory of one scan: what closes the container of each level. Scans are synchronous and never nest.
const closers = new Uint8Array(MAX_DEPTH + 2)

/** Position after the colon of the member whose name begins at `at`; white space before the name is not skipped. */
const memberNameEnd = (bytes: Uint8Array, words: DataView, at: number, end: number): number => {
  if (at >= end || bytes[at] !== QUOTE) return fault(at)
  const quote = closingQuote(bytes, words, at + 1, end)
  if (quote < 0) return quote
  if (quote + 1 < end && bytes[quote + 1] === COLON) return quote + 2
  const colon = skipWhitespace(bytes, quote + 1, end)
  return colon < end && bytes[colon] === COLON ? colon + 1 : fault(colon)
}

/**
 * Position after the JSON value that begins at `at`, white space before it skipped, or a fault. `level` is the number
 * of containers around the value; more than MAX_DEPTH levels below the outermost are TOO_DEEP, as isTooDeep has it.
 *
 * Accepts exactly what JSON.parse accepts of the decoded text (invalid UTF-8 counts as U+FFFD), so that a range it
 * accepts always parses and a range it refuses never does.
 */
export const valueEnd = (bytes: Uint8Array, words: DataView, at: number, end: number, level: number): number => {
  let position = at
  let depth = level
  for (;;) {
    if (position >= end) return fault(end)
    let first = bytes[position]!
    if (first <= SPACE) {
      position = skipWhitespace(bytes, position, end)
      if (position >= end) return fault(end)
      first = bytes[position]!
    }
    if (first === QUOTE) {
      position = closingQuote(bytes, words, position + 1, end)
      if (position < 0) return position
      position++
    } else if (first === OPEN_OBJECT || first === OPEN_ARRAY) {
      const closer = first === OPEN_OBJECT ? CLOSE_OBJECT : CLOSE_ARRAY
      if (depth > MAX_DEPTH) return TOO_DEEP
      position = skipWhitespace(bytes, position + 1, end)
      if (position >= end) return fault(end)
      if (bytes[position] === closer) {
        position++
      } else {
        closers[++depth] = closer
        if (closer === CLOSE_ARRAY) continue
        position = memberNameEnd(bytes, words, position, end)
        if (position < 0) return position
        continue
      }
    } else {
      position = scalarEnd(bytes, position, end)
      if (position < 0) return position
    }
    while (depth > level) {
      if (position >= end) return fault(end)
      let byte = bytes[position]!
      if (byte <= SPACE) {
        position = skipWhitespace(bytes, position, end)
        if (position >= end) return fault(end)
        byte = bytes[position]!
      }
      if (byte === COMMA) {
        position++
        if (closers[depth] === CLOSE_ARRAY) break
        position = memberNameEnd(bytes, words, skipWhitespace(bytes, position, end), end)
        if (position < 0) return position
        break
      }
      if (byte !== closers[depth]) return fault(position)
      depth--
      position++
    }
    if (depth === level) return position
  }
}

/** How far a value has been passed over that is too large or too deep to be read. */
export interface Skim {
  depth: number
  inString: boolean
  escaped: boolean
  /** The value is over; it ended where the last call returned. */
  done: boolean
}

export const newSkim = (): Skim => ({ depth: 0, inString: false, escaped: false, done: false })

/**
 * Passes over a value piece by piece with constant memory; the first piece begins with the value. Returns the position
 * after it, or `end` while it goes on in the next piece. A control character in a string is a fault; nothing else is
 * checked.
 */
export const skimmed = (skim: Skim, bytes: Uint8Array, words: DataView, at: number, end: number): number => {
  let position = at
  while (position < end) {
    if (skim.escaped) {
      skim.escaped = false
      position++
      continue
    }
    if (skim.inString) {
      position = plainStringEnd(bytes, words, position, end)
      if (position >= end) return end
      const stop = bytes[position]!
      if (stop < SPACE) return fault(position)
      skim.escaped = stop === BACKSLASH
      skim.inString = stop !== QUOTE
      position++
      if (!skim.inString && skim.depth === 0) return finished(skim, position)
      continue
    }
    const byte = bytes[position]!
    if (byte === QUOTE) skim.inString = true
    else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) skim.depth++
    else if (skim.depth === 0 && (byte === COMMA || byte === CLOSE_OBJECT || byte === CLOSE_ARRAY || byte <= SPACE))
      return finished(skim, position)
    else if ((byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) && --skim.depth === 0) return finished(skim, position + 1)
    position++
  }
  return position
}

const finished = (skim: Skim, position: number): number => {
  skim.done = true
  return position
}
