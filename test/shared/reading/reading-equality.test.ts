import fc from 'fast-check'
import { differenceOf } from '../../bench/compare-readings'
import { hostileFile } from '../../bench/hostile-file'
import { seededRandom } from '../../bench/random'

// A million of these: npx tsx test/bench/prefilter-fuzz.ts 1000000
describe('reading a hostile file', () => {
  it('gives the same with the prefilter, with every record parsed, in pieces, and by JSON.parse', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2 ** 31 }),
        fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 1, maxLength: 4 }),
        (seed, pieces) => {
          expect(differenceOf(hostileFile(seededRandom(seed)), pieces)).toBeNull()
        },
      ),
      { numRuns: 2000 },
    )
  })
})
