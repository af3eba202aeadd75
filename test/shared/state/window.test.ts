import fc from 'fast-check'
import { memoryHistory } from '../../../shared/state/memory-history'
import { memoryStore } from '../../../shared/state/memory-store'
import type { HistoryPort } from '../../../shared/state/history-port'
import { storedHistory } from '../../../shared/state/stored-history'
import type { WindowView } from '../../../shared/state/window'
import { MINUTE } from '../../../shared/model/time'
import { testClock } from '../../support/clock'

const SPAN = 60 * MINUTE

interface Seen {
  readonly id: string
  readonly at: number
  readonly machine: string
}

const query = async (history: HistoryPort, { id, at, machine }: Seen, again = false): Promise<WindowView> => {
  const { windows } = await history.recall({
    here: { at, id },
    terms: [],
    windows: [{ key: 'k', spanMs: SPAN, add: [{ label: machine, note: null }] }],
    again,
  })
  return windows.get('k')!
}

const stored = (): HistoryPort =>
  storedHistory(
    memoryStore(() => 0),
    testClock(),
  )

const stream = fc
  .array(
    fc.record({
      at: fc.integer({ min: 0, max: 300 }).map((minute) => minute * MINUTE),
      machine: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    }),
    { maxLength: 40 },
  )
  .map((events): readonly Seen[] =>
    events.map((event, place) => ({ ...event, id: `e${String(place).padStart(3, '0')}` })),
  )

const inOrder = (events: readonly Seen[]): readonly Seen[] =>
  events.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))

/** Distinct machines of the activities not after this one with t - x <= W: as semantics.md says under "Memory". */
const expectedDistinct = (events: readonly Seen[], here: Seen): number =>
  new Set(
    events
      .filter(({ at, id }) => (at < here.at || (at === here.at && id <= here.id)) && here.at - at <= SPAN)
      .map(({ machine }) => machine),
  ).size

const histories: readonly (readonly [string, () => HistoryPort])[] = [
  ['in memory', memoryHistory],
  ['stored', stored],
]

describe.each(histories)('windows %s', (_name, make) => {
  it('count in time order exactly what a scan counts', async () => {
    await fc.assert(
      fc.asyncProperty(stream, async (events) => {
        const history = make()
        for (const event of inOrder(events))
          expect((await query(history, event)).distinct).toBe(expectedDistinct(events, event))
      }),
      { numRuns: 60 },
    )
  })

  it('count a repeated delivery once', async () => {
    const history = make()
    const event = { id: 'e1', at: 5 * MINUTE, machine: 'a' }
    await query(history, event)
    const view = await query(history, event)
    expect([view.distinct, view.invocations]).toEqual([1, 1])
  })

  it('hold a member exactly one span old, and not a millisecond more', async () => {
    const history = make()
    await query(history, { id: 'e1', at: 0, machine: 'a' })
    expect((await query(history, { id: 'e2', at: SPAN, machine: 'b' })).distinct).toBe(2)
    expect((await query(history, { id: 'e3', at: SPAN + 1, machine: 'b' })).distinct).toBe(1)
  })
})

describe('stored windows', () => {
  it('are noticed by somebody in any order of arrival when any stretch reaches a threshold', async () => {
    await fc.assert(
      fc.asyncProperty(
        stream,
        fc.integer({ min: 1, max: 5 }),
        fc.infiniteStream(fc.nat()),
        async (events, threshold, shuffle) => {
          const reached = events.some((event) => expectedDistinct(events, event) > threshold)
          const history = stored()
          const arrival = events
            .map((event) => ({ event, place: shuffle.next().value ?? 0 }))
            .toSorted((a, b) => a.place - b.place)
          let noticed = false
          for (const { event } of arrival) noticed ||= (await query(history, event)).distinct > threshold
          expect(noticed).toBe(reached)
        },
      ),
      { numRuns: 80 },
    )
  })

  it('show an activity that is judged again what it saw in time order', async () => {
    const history = stored()
    const first = { id: 'e1', at: 0, machine: 'a' }
    await query(history, first)
    await query(history, { id: 'e2', at: MINUTE, machine: 'b' })
    expect((await query(history, first, true)).distinct).toBe(1)
    expect((await query(history, first)).distinct).toBe(2)
  })

  it('say that there is more when an item is full, and still count their own', async () => {
    const history = stored()
    for (let i = 0; i < 500; i++) await query(history, { id: `e${i}`, at: i, machine: 'same' })
    const view = await query(history, { id: 'last', at: 501, machine: 'other' })
    expect([view.more, view.distinct]).toEqual([true, 2])
  })
})
