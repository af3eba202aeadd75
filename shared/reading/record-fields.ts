import { CLOSE_OBJECT, COLON, COMMA, fault, OPEN_OBJECT, QUOTE, skipWhitespace } from './json-bytes'
import { closingQuote, plainStringEnd } from './json-tokens'
import { valueEnd } from './json-value'

/** Start of a field's range: the record has no such member. */
export const ABSENT = -1
/** Start of a field's range: the record has the member in a form that only a parser may judge. @internal */
export const ODD = -2

/** Where the wanted members of one record stand. The ranges are scratch memory, overwritten by every scan. */
export interface RecordFields {
  /** Wanted member names, in the order of the ranges. */
  readonly names: readonly string[]
  /**
   * First byte of each member's string; ABSENT, or ODD when it is no plain string, stands twice
   * or is written in another case.
   */
  readonly starts: Int32Array
  /** Byte after each member's string; meaningless where `starts` is negative. */
  readonly ends: Int32Array
  /** The names as bytes, sorted by length. */
  readonly patterns: readonly Uint8Array[]
  /** By length of a name: the first index into `patterns`. */
  readonly firstOfLength: Int32Array
}

const LONGEST_NAME = 63
const LOWER_CASE_BIT = 0x20

/**
 * Table of the record-level members to look for. Names are ASCII, at most 63 characters, and without the letter k: its
 * only relative beyond ASCII, the Kelvin sign, is the one character that a reader ignoring case could take for it.
 */
export const recordFields = (wanted: Iterable<string>): RecordFields => {
  const names = [...new Set(wanted)].sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
  const firstOfLength = new Int32Array(LONGEST_NAME + 1).fill(names.length)
  for (const [index, name] of [...names.entries()].reverse()) firstOfLength[name.length] = index
  const patterns = names.map((name) => Uint8Array.from(name, (character) => character.charCodeAt(0)))
  return { names, starts: new Int32Array(names.length), ends: new Int32Array(names.length), patterns, firstOfLength }
}

/** No wanted member has this name. */
const NO_FIELD = -1

/**
 * Index of the wanted member that bytes [start, end) name. In another ASCII case than its own it is `otherCase(index)`,
 * which no reader can be sure to take for the member or not to.
 */
const fieldNamed = (
  { patterns, firstOfLength }: RecordFields,
  bytes: Uint8Array,
  start: number,
  end: number,
): number => {
  const length = end - start
  if (length > LONGEST_NAME) return NO_FIELD
  for (let index = firstOfLength[length]!; index < patterns.length; index++) {
    const pattern = patterns[index]!
    if (pattern.length !== length) return NO_FIELD
    let same = 0
    let differences = 0
    for (; same < length; same++) {
      const difference = bytes[start + same]! ^ pattern[same]!
      if ((difference & ~LOWER_CASE_BIT) !== 0) break
      differences |= difference
    }
    if (same === length) return differences === 0 ? index : otherCase(index)
  }
  return NO_FIELD
}

/** Changes an index to its mark and back; marks are below NO_FIELD. */
const otherCase = (index: number): number => -2 - index

/**
 * Position after the value that begins at `at` (no white space before it), or a fault, exactly as `valueEnd`; and, when
 * the value is an object, where its own members named in `fields` stand. Members of the same name further down are not
 * its own. Whatever could make a parser see another value (an escaped name, a member twice) leaves the field ODD.
 */
export const recordEnd = (
  bytes: Uint8Array,
  words: DataView,
  at: number,
  end: number,
  fields: RecordFields,
): number => {
  const { starts, ends } = fields
  if (at >= end || bytes[at] !== OPEN_OBJECT) {
    starts.fill(ODD)
    return valueEnd(bytes, words, at, end, 0)
  }
  starts.fill(ABSENT)
  let position = skipWhitespace(bytes, at + 1, end)
  if (position < end && bytes[position] === CLOSE_OBJECT) return position + 1
  let escapedName = false
  for (;;) {
    if (position >= end || bytes[position] !== QUOTE) return fault(position)
    const name = position + 1
    position = plainStringEnd(bytes, words, name, end)
    let field = NO_FIELD
    if (position < end && bytes[position] === QUOTE) {
      field = fieldNamed(fields, bytes, name, position)
      if (field < NO_FIELD) {
        starts[otherCase(field)] = ODD
        field = NO_FIELD
      }
    } else {
      escapedName = true
      position = closingQuote(bytes, words, position, end)
      if (position < 0) return position
    }
    position = skipWhitespace(bytes, position + 1, end)
    if (position >= end || bytes[position] !== COLON) return fault(position)
    position = skipWhitespace(bytes, position + 1, end)
    const value = position
    if (position < end && bytes[position] === QUOTE) {
      position = plainStringEnd(bytes, words, value + 1, end)
      if (position < end && bytes[position] === QUOTE) {
        if (field >= 0) {
          starts[field] = starts[field] === ABSENT ? value + 1 : ODD
          ends[field] = position
        }
      } else {
        if (field >= 0) starts[field] = ODD
        position = closingQuote(bytes, words, position, end)
        if (position < 0) return position
      }
      position++
    } else {
      if (field >= 0) starts[field] = ODD
      position = valueEnd(bytes, words, position, end, 1)
      if (position < 0) return position
    }
    position = skipWhitespace(bytes, position, end)
    if (position >= end) return fault(end)
    if (bytes[position] === CLOSE_OBJECT) break
    if (bytes[position] !== COMMA) return fault(position)
    position = skipWhitespace(bytes, position + 1, end)
  }
  if (escapedName) starts.fill(ODD)
  return position + 1
}
