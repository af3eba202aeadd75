import fc from 'fast-check'
import {
  deferredPlace,
  joinValue,
  placeOf,
  shardName,
  splitValue,
} from '../../../../functions/azure/state/table-entity'

describe('splitValue and joinValue', () => {
  it.each([
    ['an empty value', '', 1],
    ['a value of one part', 'a'.repeat(30_000), 1],
    ['one unit more', 'a'.repeat(30_001), 2],
    ['an emoji across the border', `${'a'.repeat(29_999)}\u{1f600}b`, 2],
    ['the largest value', 'a'.repeat(480_000), 16],
  ])('keep %s', (_name, value, parts) => {
    const split = splitValue(value)
    expect(Object.keys(split)).toHaveLength(parts)
    expect(joinValue(split)).toBe(value)
  })

  it('refuse what no entity can hold', () => {
    expect(() => splitValue('a'.repeat(480_001))).toThrow('expected at most 480000')
  })

  it('keep every text, and every part is a text that the service takes', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 2_500 }),
        (piece, times) => {
          const value = piece.repeat(times).slice(0, 400_000)
          const whole = /[\ud800-\udbff]$/.test(value) ? value.slice(0, -1) : value
          const parts = splitValue(whole)
          expect(joinValue(parts)).toBe(whole)
          for (const part of Object.values(parts)) {
            expect(part.length).toBeLessThanOrEqual(30_000)
            expect(() => encodeURIComponent(part)).not.toThrow()
          }
        },
      ),
      { numRuns: 50 },
    )
  })
})

describe('placeOf', () => {
  it.each([
    ['term/abc', 'history'],
    ['window/abc/12', 'history'],
    ['installation', 'history'],
    ['ledger/abc', 'ledger'],
    ['rate/492000', 'ledger'],
    ['held/492000', 'ledger'],
    ['activity/abc', 'activities'],
    ['fold/abc', 'activities'],
    ['installation/2', 'activities'],
  ])('keeps %s in table %s', (key, table) => {
    expect(placeOf(key).table).toBe(table)
  })

  it('makes table keys of any text: no sign that the service refuses, always in a partition that is cleaned', () => {
    const shards = new Set(Array.from({ length: 256 }, (_, shard) => shardName(shard)))
    expect(shards.size).toBe(256)
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (key) => {
        const { partitionKey, rowKey } = placeOf(key)
        expect(shards).toContain(partitionKey)
        expect(rowKey).toMatch(/^[0-9a-f]{32}$/)
        expect(deferredPlace(key).rowKey).toMatch(/^[0-9a-f]{32}$/)
      }),
    )
  })
})
