import fc from 'fast-check'
import { faultPosition, isFault, TOO_DEEP, wordsOf } from '../../../shared/reading/json-bytes'
import { newSkim, skimmed, valueEnd } from '../../../shared/reading/json-value'
import { hostileFile } from '../../bench/hostile-file'
import { seededRandom } from '../../bench/random'

const scan = (text: string | Buffer, level = 0): number => {
  const bytes = Buffer.from(text)
  return valueEnd(bytes, wordsOf(bytes), 0, bytes.length, level)
}

/** What the scan says of a text that must hold one value and white space. */
const accepts = (bytes: Buffer): boolean => {
  const end = scan(bytes)
  return !isFault(end) && /^[ \t\r\n]*$/.test(bytes.toString('latin1', end))
}

const parses = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('valueEnd', () => {
  it.each([
    { name: 'an empty object', text: '{}' },
    { name: 'an empty list', text: '[ ]' },
    { name: 'members and elements', text: '{"a":[1,{"b":null}],"c":"d"}' },
    { name: 'white space everywhere', text: ' \t\r\n{ "a" : [ 1 , 2 ] , "b" : { } }' },
    { name: 'every escape', text: '"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D"' },
    { name: 'brackets and quotes in strings', text: '{"]}\\"":"[{\\\\"}' },
    { name: 'numbers of every form', text: '[0,-0,1.5,-1.5e+10,1E3,2e-2,12345678901234567890]' },
    { name: 'literals', text: '[true,false,null]' },
    { name: 'characters beyond ASCII', text: '"caf\u00e9 \u{1F600} \u2028 \u007f"' },
    { name: 'names that repeat', text: '{"a":1,"a":2}' },
  ])('accepts $name', ({ text }) => {
    expect(scan(text)).toBe(Buffer.byteLength(text))
  })

  it.each([
    { name: 'a comma before a bracket', text: '[1,]', at: 3 },
    { name: 'a comma before a brace', text: '{"a":1,}', at: 7 },
    { name: 'a missing comma', text: '[1 2]', at: 3 },
    { name: 'a missing colon', text: '{"a" 1}', at: 5 },
    { name: 'a name that is no string', text: '{a:1}', at: 1 },
    { name: 'the wrong bracket', text: '[1}', at: 2 },
    { name: 'a bracket too many', text: ']', at: 0 },
    { name: 'a line break in a string', text: '"a\nb"', at: 2 },
    { name: 'an unknown escape', text: '"\\x"', at: 2 },
    { name: 'half a unicode escape', text: '"\\u12g4"', at: 5 },
    { name: 'a leading zero', text: '[01]', at: 2 },
    { name: 'a bare sign', text: '[-]', at: 2 },
    { name: 'a point without digits', text: '[1.]', at: 3 },
    { name: 'a plus sign', text: '[+1]', at: 1 },
    { name: 'an exponent without digits', text: '[1e]', at: 3 },
    { name: 'a misspelt literal', text: '[nul]', at: 4 },
    { name: 'a literal in capitals', text: '[TRUE]', at: 1 },
    { name: 'single quotes', text: "['a']", at: 1 },
    { name: 'a comment', text: '[/**/1]', at: 1 },
    { name: 'a byte order mark inside', text: '[\uFEFF1]', at: 1 },
  ])('refuses $name where it stands', ({ text, at }) => {
    expect(faultPosition(scan(text))).toBe(at)
    expect(parses(text)).toBe(false)
  })

  it('reports a text that is cut as a fault at its end, wherever it is cut', () => {
    const text = '{"a":["b\\u00e9\\n",-1.5e+10,true,null,{}],"c":{"d":[ ]}}'
    for (let length = 0; length < text.length; length++) expect(faultPosition(scan(text.slice(0, length)))).toBe(length)
  })

  it('finds the end of strings of every length at every alignment', () => {
    for (let length = 0; length < 20; length++) {
      for (let offset = 0; offset < 8; offset++) {
        for (const stop of ['"', '\\n"', '\n']) {
          const bytes = Buffer.from(`${' '.repeat(offset)}"${'\u00e9a'.repeat(length)}${stop}`)
          const end = valueEnd(bytes, wordsOf(bytes), 0, bytes.length, 0)
          expect(end).toBe(stop === '\n' ? ~(bytes.length - 1) : bytes.length)
        }
      }
    }
  })

  it.each([
    { name: 'lists', open: '[', close: ']' },
    { name: 'objects', open: '{"a":', close: '}' },
  ])('follows 65 levels of $name and no more, in constant stack', ({ open, close }) => {
    const nest = (levels: number): string => `${open.repeat(levels - 1)}[]${close.repeat(levels - 1)}`
    expect(isFault(scan(nest(65)))).toBe(false)
    expect(scan(nest(66))).toBe(TOO_DEEP)
    expect(scan(open.repeat(1_000_000))).toBe(TOO_DEEP)
    expect(scan(nest(64), 1)).not.toBe(TOO_DEEP)
    expect(scan(nest(65), 1)).toBe(TOO_DEEP)
  })

  it('never reads beyond the end it was given', () => {
    const bytes = Buffer.from('[1,"a"]"]')
    expect(faultPosition(valueEnd(bytes, wordsOf(bytes), 0, 5, 0))).toBe(5)
    expect(valueEnd(bytes, wordsOf(bytes), 0, 7, 0)).toBe(7)
  })

  it('accepts a text when JSON.parse does, and only then', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 }), (seed) => {
        const bytes = hostileFile(seededRandom(seed))
        fc.pre(scan(bytes) !== TOO_DEEP)
        expect(accepts(bytes)).toBe(parses(bytes.toString()))
      }),
      { numRuns: 3000 },
    )
  })

  it('accepts every JSON text there is', () => {
    fc.assert(
      fc.property(fc.json(), fc.integer({ min: 0, max: 2 }), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent)
        expect(scan(text)).toBe(Buffer.byteLength(text))
      }),
      { numRuns: 1000 },
    )
  })
})

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
