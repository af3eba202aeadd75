import fc from 'fast-check'
import { canonicalJson, isTooDeep, MAX_DEPTH } from '../../../shared/model/canonical'

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The same content with the keys of every object the other way round. */
const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed)
  return isRecord(value)
    ? Object.fromEntries(
        Object.entries(value)
          .toReversed()
          .map(([key, member]) => [key, reversed(member)]),
      )
    : value
}

/** A list with so many levels of lists below it. */
const nested = (depth: number): unknown => Array.from({ length: depth }).reduce<unknown>((inner) => [inner], [1])

describe('canonicalJson', () => {
  it('keeps the content', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) =>
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value))),
      ),
    )
  })

  it('does not depend on the order of keys', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => expect(canonicalJson(reversed(value))).toBe(canonicalJson(value))))
  })

  it.each([
    [
      'keys in code unit order',
      { b: 1, a: 2, Z: 3, '10': 4, '9': 5, '\u00e4': 6 },
      '{"10":4,"9":5,"Z":3,"a":2,"b":1,"\u00e4":6}',
    ],
    ['members that are not there', { a: undefined, b: [undefined], c: null }, '{"b":[null],"c":null}'],
    ['nothing inside', [{}, [], ''], '[{},[],""]'],
    ['keys that need escapes', { 'a"\n': '\\' }, String.raw`{"a\"\n":"\\"}`],
    ['a key that is a trap elsewhere', JSON.parse('{"__proto__":{"a":1}}'), '{"__proto__":{"a":1}}'],
    ['nothing at all', undefined, 'null'],
  ])('writes %s', (_, value, text) => {
    expect(canonicalJson(value)).toBe(text)
  })
})

describe('isTooDeep', () => {
  it('bounds the levels below the value', () => {
    expect(isTooDeep(nested(MAX_DEPTH))).toBe(false)
    expect(isTooDeep(nested(MAX_DEPTH + 1))).toBe(true)
  })

  it('does not follow a hostile value into the stack', () => {
    expect(isTooDeep(nested(1_000_000))).toBe(true)
  })
})
