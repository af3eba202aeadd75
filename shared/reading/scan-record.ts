import { CLOSE_OBJECT, COLON, COMMA, OPEN_OBJECT, QUOTE, skipWhitespace } from './json-bytes'
import { ABSENT, fieldNamed, NO_FIELD, ODD, otherCase, type RecordFields } from './record-fields'
import { fault } from './scan-fault'
import { closingQuote, plainStringEnd } from './scan-string'
import { valueEnd } from './scan-value'

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
