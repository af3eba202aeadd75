import fc from 'fast-check'
import * as v from 'valibot'
import { ACTIVITY, NATIVE_EVENTS, RATE } from '../../../shared/state/kinds'
import { memoryStore } from '../../../shared/state/memory-store'
import type { StateStore } from '../../../shared/state/store'
import { textState } from '../../../shared/state/text-store'
import { workKind } from '../../../shared/state/work-kind'
import { JUDGE, NATIVE } from '../../../shared/state/works'
import { awsActivity, NOON } from '../../support/activity'
import { memoryTexts } from '../../support/memory-texts'

const ids = fc.constantFrom('a', 'b', 'c')
const small = fc.integer({ min: 0, max: 6 })

/** One call of a store; its answer without versions, which every store makes as it likes. */
type Step = (state: StateStore, versions: Map<string, string>) => Promise<unknown>

const record = (risk: number) => ({
  activity: awsActivity(),
  scriptHash: null,
  findings: [],
  risk,
  severity: 'low' as const,
  learning: false,
  spoke: false,
})

const read = ids.map(
  (id): Step =>
    async (state, versions) => {
      const stored = (await state.read(ACTIVITY, [id, 'absent'])).get(id)
      if (stored !== undefined) versions.set(id, stored.version)
      return stored?.value ?? null
    },
)

const write = fc.tuple(ids, small).map(
  ([id, risk]): Step =>
    (state, versions) =>
      state.write(ACTIVITY, id, record(risk), versions.get(id) ?? null, 1),
)

const rate = fc.tuple(ids, fc.array(fc.constantFrom('x', 'y', 'z'))).map(
  ([id, members]): Step =>
    (state) =>
      state.addMembers(RATE, id, members, 2, 1),
)

const event = fc.tuple(ids, small).map(
  ([id, at]): Step =>
    (state) => {
      const native = { id, commandId: 'c', at, account: null, region: null, document: null, instances: ['i-1'] }
      return state.addMembers(NATIVE_EVENTS, id, [native], 3, 1)
    },
)

const defer = fc.tuple(ids, small, small).map(
  ([id, at, dueAt]): Step =>
    (state) =>
      state.defer(JUDGE, id, awsActivity({ id, at }), dueAt),
)

const deferNative = fc.tuple(ids, small).map(
  ([id, dueAt]): Step =>
    (state) =>
      state.defer(NATIVE, id, id, dueAt),
)

const cancel = ids.map(
  (id): Step =>
    (state) =>
      state.cancel(JUDGE, id),
)

const due = fc.tuple(small, fc.integer({ min: 1, max: 4 })).map(
  ([now, limit]): Step =>
    async (state) =>
      (await state.due(now, limit)).map((work) => [work.key, work.text(), work.since, work.tries]),
)

/** Takes up what is due, lets something happen to it, and puts it off or completes it. */
const takeUp = fc.tuple(small, fc.boolean(), fc.boolean()).map(
  ([now, completes, isDeferredAgain]): Step =>
    async (state) => {
      const [work] = await state.due(now, 1)
      if (work === undefined) return null
      if (isDeferredAgain && work.key.startsWith('judge/'))
        await state.defer(JUDGE, work.key.slice(6), awsActivity(), 3)
      await (completes ? state.complete(work.key, work.version) : state.postpone(work, now + 1, work.tries + 1))
      return work.key
    },
)

describe('the store in memory and a store of texts', () => {
  it('answer every sequence of calls alike', async () => {
    const steps = fc.array(fc.oneof(read, write, rate, event, defer, deferNative, cancel, due, takeUp), {
      minLength: 1,
      maxLength: 40,
    })
    await fc.assert(
      fc.asyncProperty(steps, async (calls) => {
        const stores = [memoryStore(() => 7), textState(memoryTexts(), () => 7)].map((state) => ({
          state,
          versions: new Map<string, string>(),
        }))
        for (const call of calls) {
          const [one, other] = await Promise.all(stores.map(({ state, versions }) => call(state, versions)))
          expect(one).toEqual(other)
        }
      }),
    )
  })

  it('put due work in the order of its events, whatever was due first', async () => {
    for (const state of [memoryStore(() => 0), textState(memoryTexts(), () => 0)]) {
      await state.defer(JUDGE, 'late', awsActivity({ id: 'late', at: NOON + 2 }), 1)
      await state.defer(JUDGE, 'b', awsActivity({ id: 'b', at: NOON }), 3)
      await state.defer(JUDGE, 'a', awsActivity({ id: 'a', at: NOON }), 2)
      await state.defer(NATIVE, 'command', 'command', 4)
      const keys = (await state.due(9, 10)).map(({ key }) => key)
      expect(keys).toEqual(['native/command', 'judge/a', 'judge/b', 'judge/late'])
    }
  })

  it('put due work in order without reading more of a body than its event', () => {
    const decode = (): never => {
      throw new Error('decoded')
    }
    const kind = workKind(
      'x',
      { ...JUDGE, decode },
      { schema: v.object({ at: v.number() }), place: () => ({ at: 1, id: 'a' }) },
    )
    expect(kind.placeIn('{"at":1,"rest":"large"}')).toEqual({ at: 1, id: 'a' })
    expect(kind.placeIn('no json')).toBeNull()
  })
})
