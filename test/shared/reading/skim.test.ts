import fc from 'fast-check'
import { wordsOf } from '../../../shared/reading/json-bytes'
import { faultPosition, isFault } from '../../../shared/reading/scan-fault'
import { newSkim, skimmed } from '../../../shared/reading/skim'

/** Passes over the value at the beginning of a text in pieces of one length; where it ends, or null. */
const skimIn = (text: string, size: number): number | null => {
  const bytes = Buffer.from(text)
  const skim = newSkim()
  for (let at = 0; at < bytes.length; at += size) {
    const position = skimmed(skim, bytes, wordsOf(bytes), at, Math.min(at + size, bytes.length))
    if (isFault(position)) return -1 - faultPosition(position)
    if (skim.done) return position
  }
  return null
}

describe('skimmed', () => {
  it.each([
    { name: 'an object', value: '{"a":[1,{"b":"]}\\"\\\\"}]}', rest: ',{"c":1}' },
    { name: 'a list', value: '[[],{},"[",[1]]', rest: '}' },
    { name: 'a string', value: '"a\\"]b\\\\"', rest: ',1' },
    { name: 'a number', value: '12345678901234567890', rest: ']' },
    { name: 'a literal before a blank', value: 'true', rest: ' ' },
  ])('passes over $name, in pieces of any length', ({ value, rest }) => {
    for (let size = 1; size <= value.length + 1; size++) expect(skimIn(value + rest, size)).toBe(value.length)
  })

  it('goes on while the value does', () => {
    expect(skimIn('{"a":[1,2', 3)).toBeNull()
  })

  it('stops at a line break in a string, where the text has gone wrong', () => {
    expect(skimIn('{"a":"b\nc"}', 4)).toBe(-1 - 7)
  })

  it('ends where the value ends, for every JSON value', () => {
    fc.assert(
      fc.property(fc.json(), fc.integer({ min: 1, max: 9 }), (json, size) => {
        expect(skimIn(`${json},`, size)).toBe(Buffer.byteLength(json))
      }),
      { numRuns: 500 },
    )
  })
})
