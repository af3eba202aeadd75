import fc from 'fast-check'
import { memoryStore } from '../../../shared/state/memory-store'
import { mergeStoredTerm, storedHistory } from '../../../shared/state/stored-history'
import { addSighting, type Sighting, type TermRecord } from '../../../shared/state/term'
import { DAY } from '../../../shared/model/time'
import { testClock } from '../../support/clock'

const recordOf = (sightings: readonly Sighting[]): TermRecord => sightings.reduce<TermRecord>(addSighting, [])

const stored = async (
  write: (state: ReturnType<typeof memoryStore>) => Promise<void>,
): Promise<TermRecord | undefined> => {
  const state = memoryStore(() => 0)
  await write(state)
  const { terms } = await storedHistory(state, testClock()).recall({
    here: { at: 0, id: 'x' },
    terms: ['t'],
    windows: [],
    again: false,
  })
  return terms.get('t')
}

const sighting = fc.record({ at: fc.integer({ min: 0, max: 80 * DAY }), id: fc.string({ maxLength: 3 }) })

describe('stored terms', () => {
  it('are the same, taught one by one in any order, or pushed at once, once or twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(sighting, { minLength: 1, maxLength: 12 }), async (sightings) => {
        const taught = await stored(async (state) => {
          for (const one of sightings) await storedHistory(state, testClock()).teach(['t'], one, 0)
        })
        const pushed = await stored(async (state) => {
          for (let times = 0; times < 2; times++)
            await mergeStoredTerm(state, testClock(), 't', recordOf(sightings.toReversed()), 0)
        })
        expect(pushed).toEqual(taught)
        expect(taught).toEqual(recordOf(sightings))
      }),
    )
  })

  it('of every day keep to the days that a setting can ask for', async () => {
    const days = await stored(async (state) => {
      for (let day = 0; day < 400; day++)
        await storedHistory(state, testClock()).teach(['t'], { at: day * DAY, id: String(day) }, 0)
    })
    expect([days?.length, days?.[0]?.day, days?.at(-1)?.day]).toEqual([93, 307, 399])
  })

  it('survive writers that race', async () => {
    const sightings = Array.from({ length: 6 }, (_, day) => ({ at: day * DAY, id: String(day) }))
    const record = await stored(async (state) => {
      await Promise.all(sightings.map((one) => storedHistory(state, testClock()).teach(['t'], one, 0)))
    })
    expect(record).toEqual(recordOf(sightings))
  })
})
