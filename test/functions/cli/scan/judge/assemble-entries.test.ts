import { entryAssembler, placeOf, type Entry } from '../../../../../functions/cli/scan/judge/assemble-entries'
import { awsActivity, NOON } from '../../../../support/activity'

/** More than the sorters hold in memory. */
const COUNT = 100_500

describe('entryAssembler', () => {
  it('keeps the total order, and every activity once, when it has to spill to disk', async () => {
    const assembler = entryAssembler()
    for (let place = 0; place < COUNT; place++) {
      const turned = (place * 7_919) % COUNT
      await assembler.add({
        kind: 'activity',
        activity: awsActivity({ id: `a${String(turned).padStart(6, '0')}`, at: NOON + Math.floor(turned / 3) }),
      })
      if (place % 1_000 === 0)
        await assembler.add({
          kind: 'activity',
          activity: awsActivity({ id: `a${String(turned).padStart(6, '0')}`, at: NOON + Math.floor(turned / 3) }),
        })
    }
    let previous: Entry | null = null
    let seen = 0
    for await (const entry of assembler.entries()) {
      if (
        previous !== null &&
        String(placeOf(previous)) >= String(placeOf(entry)) &&
        placeOf(previous)[0] >= placeOf(entry)[0]
      )
        throw new Error(`${String(placeOf(previous))} before ${String(placeOf(entry))}`)
      previous = entry
      seen++
    }
    expect([seen, assembler.merged()]).toEqual([COUNT, Math.ceil(COUNT / 1_000)])
    await assembler.dispose()
  })

  it.each([
    { name: 'the addendum', first: { hash: 'b', addendum: true }, second: { hash: 'a', addendum: false } },
    { name: 'the smaller hash', first: { hash: 'a', addendum: false }, second: { hash: 'b', addendum: false } },
    {
      name: 'the addendum with the smaller hash',
      first: { hash: 'a', addendum: true },
      second: { hash: 'b', addendum: true },
    },
  ])('keeps, of two records with one id, $name, whichever comes first', async ({ first, second }) => {
    const activity = awsActivity({})
    const revised = (change: Partial<typeof activity.origin>): typeof activity => ({
      ...activity,
      origin: { ...activity.origin, ...change },
    })
    for (const order of [
      [first, second],
      [second, first],
    ]) {
      const assembler = entryAssembler()
      for (const change of order) await assembler.add({ kind: 'activity', activity: revised(change) })
      const entries: Entry[] = []
      for await (const entry of assembler.entries()) entries.push(entry)
      expect(entries).toEqual([{ kind: 'activity', activity: revised(first) }])
      expect(assembler.merged()).toBe(1)
      await assembler.dispose()
    }
  })
})
