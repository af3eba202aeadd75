import * as fc from 'fast-check'
import { jsonText } from '../../../shared/render/json-text'
import { anyText, HIDDEN } from './hostile'

describe('jsonText', () => {
  it('escapes what a terminal would act on or hide', () => {
    expect(jsonText({ a: 'x\u202e\u009b\u{e0041}\u0007' })).toBe('{"a":"x\\u202e\\u009b\\udb40\\udc41\\u0007"}')
  })

  it('leaves ordinary letters of any script readable', () => {
    expect(jsonText('\u5c71\u7530')).toBe('"\u5c71\u7530"')
  })

  it('reads back as the same value and hides nothing', () => {
    fc.assert(
      fc.property(anyText, anyText, (name, value) => {
        const written = jsonText({ [`k${name}`]: [value] })
        expect(JSON.parse(written)).toEqual({ [`k${name}`]: [value] })
        expect(written).not.toMatch(HIDDEN)
      }),
    )
  })

  it('breaks lines only where it is asked to', () => {
    expect(jsonText({ a: 1 }, 2)).toBe('{\n  "a": 1\n}')
  })
})
