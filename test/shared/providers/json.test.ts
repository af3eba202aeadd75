import { parseJson } from '../../../shared/model/parse-json'
import { asParsedObject, asText, asTexts, membersOf } from '../../../shared/providers/json'

describe('reading values that may be anything', () => {
  it.each([
    ['a text', ' x ', 'x'],
    ['a number', 4688, '4688'],
    ['a list, by its first item', ['a', 'b'], 'a'],
    ['a blank text', ' ', null],
    ['an object', {}, null],
    ['null', null, null],
  ])('asText: %s', (_name, value, expected) => {
    expect(asText(value)).toBe(expected)
  })

  it.each([
    ['an object', { a: 1 }, { a: 1 }],
    ['its JSON text', '{"a":1}', { a: 1 }],
    ['JSON text of JSON text', JSON.stringify('{"a":1}'), { a: 1 }],
    ['a plain string', 'Alice Example', null],
    ['broken JSON', '{"a":', null],
    ['a list', [1], null],
  ])('asParsedObject: %s', (_name, value, expected) => {
    expect(asParsedObject(value)).toEqual(expected)
  })

  it('refuses JSON text that nests too deep to be walked', () => {
    expect(parseJson(`${'['.repeat(5_000)}${']'.repeat(5_000)}`)).toBeNull()
  })

  it('finds members in any case, of an object or its text, and never inherited ones', () => {
    expect(membersOf({ CommandToExecute: 'id' }).get('commandtoexecute')).toBe('id')
    expect(membersOf('{"CommandToExecute":"id"}').get('commandtoexecute')).toBe('id')
    expect(membersOf({}).get('constructor')).toBeUndefined()
    expect(membersOf('no object').size).toBe(0)
  })

  it('keeps the texts of a list and drops the rest', () => {
    expect(asTexts(['a', 1, '', 'b'])).toEqual(['a', 'b'])
    expect(asTexts('a')).toEqual(['a'])
  })
})
