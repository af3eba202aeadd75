import fc from 'fast-check'
import { compileGlobs } from '../../../shared/config/glob'

/** The plainest matcher there is: letter by letter, trying everything. */
const naive = (pattern: string, text: string): boolean => {
  if (pattern === '') return text === ''
  if (pattern[0] === '*') return naive(pattern.slice(1), text) || (text !== '' && naive(pattern, text.slice(1)))
  return text !== '' && (pattern[0] === '?' || pattern[0] === text[0]) && naive(pattern.slice(1), text.slice(1))
}

const letters = (alphabet: string, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...alphabet.split('')), maxLength })

describe('compileGlobs', () => {
  it.each([
    { name: 'a plain text', globs: ['role/Deploy'], text: 'role/Deploy', expected: true },
    { name: 'another case', globs: ['ROLE/deploy'], text: 'role/Deploy', expected: true },
    { name: 'a beginning only', globs: ['role'], text: 'role/Deploy', expected: false },
    { name: 'an end only', globs: ['Deploy'], text: 'role/Deploy', expected: false },
    { name: 'a star at the end', globs: ['role/*'], text: 'role/Deploy', expected: true },
    { name: 'a star for nothing', globs: ['role/Deploy*'], text: 'role/Deploy', expected: true },
    { name: 'a star alone', globs: ['*'], text: '', expected: true },
    {
      name: 'a star across slashes and colons',
      globs: ['arn:*:role/*'],
      text: 'arn:aws:iam::123456789012:role/team/Deploy',
      expected: true,
    },
    { name: 'a star across line ends', globs: ['a*b'], text: 'a\n\nb', expected: true },
    { name: 'several stars in a row', globs: ['a**b'], text: 'ab', expected: true },
    { name: 'a question mark for one character', globs: ['web0?'], text: 'web01', expected: true },
    { name: 'a question mark for no character', globs: ['web0?'], text: 'web0', expected: false },
    { name: 'a question mark for a line end', globs: ['a?b'], text: 'a\nb', expected: true },
    { name: 'a dot is a dot', globs: ['a.c'], text: 'abc', expected: false },
    { name: 'brackets are brackets', globs: ['[ab]*'], text: 'a', expected: false },
    {
      name: 'every sign of a regular expression is itself',
      globs: ['^$.*+?()[]{}|\\'],
      text: '^$.x+y()[]{}|\\',
      expected: true,
    },
    { name: 'the end must not overlap what was used', globs: ['ab*ba'], text: 'aba', expected: false },
    { name: 'pieces must come in order', globs: ['*b*a*'], text: 'ab', expected: false },
    { name: 'one of several', globs: ['x', 'y*'], text: 'yes', expected: true },
    { name: 'no patterns', globs: [], text: 'x', expected: false },
    { name: 'an empty pattern and an empty text', globs: [''], text: '', expected: true },
  ])('$name: $expected', ({ globs, text, expected }) => {
    expect(compileGlobs(globs)(text)).toBe(expected)
  })

  it('agrees with the naive matcher on every pattern and text', () => {
    fc.assert(
      fc.property(letters('ab?*', 8), letters('ab', 10), (pattern, text) => {
        expect(compileGlobs([pattern])(text)).toBe(naive(pattern, text))
      }),
      { numRuns: 5_000 },
    )
  })

  it('agrees with the naive matcher on signs of regular expressions and line ends', () => {
    fc.assert(
      fc.property(letters('.\\[$*?\n', 6), letters('.\\[$\n', 8), (pattern, text) => {
        expect(compileGlobs([pattern])(text)).toBe(naive(pattern, text))
      }),
      { numRuns: 2_000 },
    )
  })

  it('finds every text whose stars stand for some of it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(letters('abAB/:.', 5), fc.boolean())), (parts) => {
        const pattern = parts.map(([text, isStar]) => (isStar ? '*' : text)).join('')
        expect(compileGlobs([pattern])(parts.map(([text]) => text).join(''))).toBe(true)
      }),
    )
  })

  // A matcher that tries again after every star would be at this until the end of the world.
  it.each([
    { name: 'many stars', pattern: `${'a*'.repeat(200)}b` },
    { name: 'many stars and question marks', pattern: `${'*a?'.repeat(200)}b` },
    { name: 'a star around every letter', pattern: `*${'a*'.repeat(500)}c*` },
  ])('does not search forever: $name', ({ pattern }) => {
    expect(compileGlobs([pattern])('a'.repeat(20_000))).toBe(false)
  })
})
