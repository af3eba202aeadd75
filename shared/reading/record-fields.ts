/** Start of a field's range: the record has no such member, or has it in a form that only a parser may judge. */
export const ABSENT = -1
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
export const NO_FIELD = -1

/**
 * Index of the wanted member that bytes [start, end) name. In another ASCII case than its own it is `otherCase(index)`,
 * which no reader can be sure to take for the member or not to.
 */
export const fieldNamed = (
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
export const otherCase = (index: number): number => -2 - index
