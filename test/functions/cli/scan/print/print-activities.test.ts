import { activityLines } from '../../../../../functions/cli/scan/print/print-activities'
import { awsActivity } from '../../../../support/activity'

describe('activityLines', () => {
  it('shows each activity once, as it was judged last', async () => {
    const lines = activityLines()
    const network = { asn: null, organization: null, class: 'other', ours: false, term: 'unknown' } as const
    const judge = (id: string, revision: number, learning: boolean): Promise<void> =>
      lines.add({
        activity: awsActivity({ id }),
        network,
        verdict: { findings: [], risk: 0, severity: 'low', learning },
        sightings: [],
        teaches: true,
        explain: null,
        revision,
      })
    await judge('b', 0, true)
    await judge('a', 1, true)
    await judge('b', 3, false)
    await judge('b', 2, true)
    const shown: (readonly [string, boolean])[] = []
    for await (const { id, learning } of lines.sorted()) shown.push([id, learning])
    await lines.dispose()
    expect(shown).toEqual([
      ['a', true],
      ['b', false],
    ])
  })
})
