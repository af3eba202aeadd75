import fc from 'fast-check'
import { decisionCache } from '../../../shared/reading/decision-cache'

const ask = (cache: ReturnType<typeof decisionCache<string>>, first: string, second: string): string => {
  const bytes = Buffer.from(`<${first}|${second}>`)
  const middle = 1 + Buffer.byteLength(first)
  const decision = cache(bytes, 1, middle, middle + 1, bytes.length - 1)
  // The memory of a log is used again for the next one.
  bytes.fill(0)
  return decision
}

describe('decisionCache', () => {
  it('gives the decision of every pair of texts, first and later times', () => {
    const word = fc.constantFrom('', 'a', 'b', 'ab', 'ba', 'aab', '\u00e9', '\uFEFFa')
    fc.assert(
      fc.property(fc.array(fc.tuple(word, word), { maxLength: 40 }), (pairs) => {
        const cache = decisionCache((first, second) => `${first}/${second}`)
        for (const [first, second] of [...pairs, ...pairs]) expect(ask(cache, first, second)).toBe(`${first}/${second}`)
      }),
      { numRuns: 300 },
    )
  })

  it('decides each pair once', () => {
    const decide = jest.fn((first: string, second: string) => first + second)
    const cache = decisionCache(decide)
    for (let round = 0; round < 3; round++) for (const name of ['GetObject', 'PutObject']) ask(cache, 's3', name)
    expect(decide.mock.calls).toEqual([
      ['s3', 'GetObject'],
      ['s3', 'PutObject'],
    ])
  })

  it('stays right beyond the pairs it can remember', () => {
    const cache = decisionCache((first, second) => `${first}/${second}`)
    for (let round = 0; round < 2; round++)
      for (let name = 0; name < 5000; name++) expect(ask(cache, 's3', String(name))).toBe(`s3/${name}`)
  })
})
