import * as fc from 'fast-check'
import { displayWidth } from '../../../shared/render/display-width'
import { hardWrap, wrap } from '../../../shared/render/wrap'

describe('displayWidth', () => {
  it.each<[text: string, width: number]>([
    ['', 0],
    ['abc', 3],
    ['Zoe\u0308', 3],
    ['\u5c71\u7530', 4],
    ['\u{1f680}', 2],
  ])('of %j is %d', (text, width) => {
    expect(displayWidth(text)).toBe(width)
  })
})

describe('wrap', () => {
  it('breaks at spaces and indents what follows', () => {
    expect(wrap('one two three four', 12, '- ', '  ')).toEqual(['- one two', '  three four'])
  })

  it('breaks a word only where it alone is too wide', () => {
    expect(wrap('ab cdefghijkl', 6)).toEqual(['ab', 'cdefgh', 'ijkl'])
  })

  it('keeps a wide letter in one piece', () => {
    expect(wrap('\u5c71\u7530\u592a', 3)).toEqual(['\u5c71', '\u7530', '\u592a'])
  })

  it('is one empty line for an empty text', () => {
    expect(wrap('', 10)).toEqual([''])
  })

  it('loses no letter and is never too wide', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\u5c71', 'e\u0301'), maxLength: 80 }),
        fc.integer({ min: 6, max: 30 }),
        (text, width) => {
          const lines = wrap(text, width, '- ', '  ')
          for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width)
          expect(
            lines
              .map((line) => line.slice(2))
              .join('')
              .replaceAll(' ', ''),
          ).toBe(text.replaceAll(' ', ''))
        },
      ),
    )
  })
})

describe('hardWrap', () => {
  it('cuts a line of code and keeps its spaces', () => {
    expect(hardWrap('a  b  c  d', 6, '| ')).toEqual(['| a  b', '|   c', '|  d'])
  })

  it('shows an empty line as one', () => {
    expect(hardWrap('', 10, '| ')).toEqual(['|'])
  })
})
