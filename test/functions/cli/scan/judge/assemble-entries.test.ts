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
})
