import fc from 'fast-check'
import { choice, integer, json, optionalText, textList } from '../../../shared/config/setting-types'

describe('integer', () => {
  const { parse } = integer(3, 1, 500)

  it.each([
    { text: '1', value: 1 },
    { text: '500', value: 500 },
    { text: ' 42 ', value: 42 },
    { text: '007', value: 7 },
  ])('reads "$text"', ({ text, value }) => {
    expect(parse(text)).toEqual({ ok: true, value })
  })

  it.each(['0', '501', '-1', '1.5', '1e2', '0x10', '', ' ', 'three', '3 machines', 'NaN', 'Infinity', '99999999999'])(
    'refuses "%s"',
    (text) => {
      expect(parse(text)).toEqual({ ok: false, expected: 'a whole number from 1 to 500' })
    },
  )

  it('reads exactly the whole numbers within its bounds', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000, max: 1_000 }), (number) =>
        expect(parse(String(number)).ok).toBe(number >= 1 && number <= 500),
      ),
    )
  })
})

describe('choice', () => {
  const { parse } = choice(['low', 'high'], 'low')

  it.each([
    { text: 'high', value: 'high' },
    { text: ' HIGH\n', value: 'high' },
  ])('reads "$text"', ({ text, value }) => {
    expect(parse(text)).toEqual({ ok: true, value })
  })

  it.each(['', 'higher', 'low,high'])('refuses "%s"', (text) => {
    expect(parse(text)).toEqual({ ok: false, expected: 'one of low, high' })
  })
})

describe('optionalText', () => {
  const { parse } = optionalText(/^arn:aws:sns:/, 'an ARN of sns')

  it('reads what its pattern accepts, and nothing as null', () => {
    expect([parse(' arn:aws:sns:x '), parse(''), parse('  ')]).toEqual([
      { ok: true, value: 'arn:aws:sns:x' },
      { ok: true, value: null },
      { ok: true, value: null },
    ])
  })

  it('refuses anything else', () => {
    expect(parse('https://example.com')).toEqual({ ok: false, expected: 'an ARN of sns' })
  })
})

describe('textList', () => {
  const { parse } = textList('account ids', (value) => (/^\d{12}$/.test(value) ? null : `"${value}" is no account id`))

  it('reads a JSON array of texts', () => {
    expect(parse('["123456789012"]')).toEqual({ ok: true, value: ['123456789012'] })
    expect(parse('[]')).toEqual({ ok: true, value: [] })
  })

  it.each(['', '123456789012', '"123456789012"', '{"a":1}', '[1]', '["a"', 'null', "['123456789012']"])(
    'refuses %s',
    (text) => {
      expect(parse(text)).toEqual({ ok: false, expected: 'a JSON array of account ids, such as ["..."]' })
    },
  )

  it('names every item that is wrong', () => {
    expect(parse('["1","123456789012","2"]')).toEqual({
      ok: false,
      expected: 'a JSON array of account ids: "1" is no account id; "2" is no account id',
    })
  })
})

describe('json', () => {
  const { parse } = json(0, 'JSON number', {}, (value) =>
    typeof value === 'number' ? { value } : { faults: ['no number', 'at all'] },
  )

  it('distinguishes invalid JSON from a wrong value', () => {
    expect([parse('1'), parse('{'), parse('"1"')]).toEqual([
      { ok: true, value: 1 },
      { ok: false, expected: 'JSON number: not valid JSON' },
      { ok: false, expected: 'JSON number: no number; at all' },
    ])
  })
})
