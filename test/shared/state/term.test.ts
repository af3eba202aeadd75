import fc from 'fast-check'
import {
  addSighting,
  earlierDays,
  isKnown,
  latestBefore,
  memoryDays,
  mergeTerms,
  pruneTerm,
  type Sighting,
  type TermRecord,
} from '../../../shared/state/term'
import { DAY, HOUR } from '../../../shared/model/time'

const record = (...sightings: readonly Sighting[]): TermRecord => sightings.reduce<TermRecord>(addSighting, [])
const at = (days: number, id = 'a'): Sighting => ({ at: days * DAY, id })

const sightings = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 20 * DAY }).map((time) => time - (time % HOUR)),
    id: fc.constantFrom('a', 'b', 'c', 'd'),
  }),
  { maxLength: 40 },
)

const before = (a: Sighting, b: Sighting): boolean => a.at < b.at || (a.at === b.at && a.id < b.id)

describe('isKnown', () => {
  it.each([
    { name: 'never seen', seen: [], here: at(10), known: false },
    { name: 'seen the day before', seen: [at(9)], here: at(10), known: true },
    { name: 'last seen exactly seven days before', seen: [at(3)], here: at(10), known: true },
    {
      name: 'last seen a millisecond more than seven days before',
      seen: [{ at: 3 * DAY - 1, id: 'a' }],
      here: at(10),
      known: false,
    },
    { name: 'only itself', seen: [at(10)], here: at(10), known: false },
    { name: 'only later', seen: [at(11)], here: at(10), known: false },
    { name: 'same time, smaller id', seen: [at(10, 'a')], here: at(10, 'b'), known: true },
    { name: 'same time, greater id', seen: [at(10, 'c')], here: at(10, 'b'), known: false },
    { name: 'earlier and later', seen: [at(5), at(11)], here: at(10), known: true },
  ])('$name: $known', ({ seen, here, known }) => {
    expect(isKnown(record(...seen), here, 7)).toBe(known)
  })

  it('equals a search through all sightings', () => {
    fc.assert(
      fc.property(
        sightings,
        fc.record({
          at: fc.integer({ min: 0, max: 20 * DAY }).map((time) => time - (time % HOUR)),
          id: fc.constantFrom('a', 'b', 'c', 'd'),
        }),
        fc.integer({ min: 1, max: 9 }),
        (seen, here, days) => {
          const expected = seen.some((sighting) => before(sighting, here) && here.at - sighting.at <= days * DAY)
          expect(isKnown(record(...seen), here, days)).toBe(expected)
        },
      ),
    )
  })
})

describe('records', () => {
  it('are equal whatever the order and repetition of sightings', () => {
    fc.assert(
      fc.property(sightings, (seen) => {
        expect(record(...[...seen].reverse(), ...seen)).toEqual(record(...seen))
      }),
    )
  })

  it('merge as if all sightings had come to one', () => {
    fc.assert(
      fc.property(sightings, sightings, (a, b) => {
        expect(mergeTerms(record(...a), record(...b))).toEqual(record(...a, ...b))
      }),
    )
  })

  it('lose by pruning nothing that is asked at or after that time', () => {
    fc.assert(
      fc.property(sightings, fc.integer({ min: 0, max: 25 }), (seen, day) => {
        const pruned = pruneTerm(record(...seen), day * DAY, 7)
        expect(isKnown(pruned, at(day, 'z'), 7)).toBe(isKnown(record(...seen), at(day, 'z'), 7))
      }),
    )
  })

  it('give the latest sighting before a place', () => {
    expect(latestBefore(record(at(1), at(4), at(6)), at(5))).toEqual(at(4))
    expect(latestBefore(record(), at(5))).toBeNull()
  })

  it.each([
    { history: 7, expected: 28 },
    { history: 28, expected: 28 },
    { history: 90, expected: 90 },
  ])('are remembered for $expected days where history has $history', ({ history, expected }) => {
    expect(memoryDays(history)).toBe(expected)
  })

  it('count earlier days, not sightings, and not today', () => {
    const seen = record(at(1), { at: 1 * DAY + HOUR, id: 'b' }, at(2), at(3), { at: 9 * DAY, id: 'x' })
    expect(earlierDays(seen, { at: 9 * DAY + HOUR, id: 'y' }, 7)).toBe(1)
    expect(earlierDays(seen, { at: 8 * DAY, id: 'y' }, 7)).toBe(3)
  })
})
