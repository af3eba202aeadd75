import type { Clock } from '../../../shared/model/clock'
import { Unreadable } from '../../../shared/state/codec'
import { INSTALLATION } from '../../../shared/state/kinds'
import { memoryStore } from '../../../shared/state/memory-store'
import type { StateStore } from '../../../shared/state/store'
import { textState } from '../../../shared/state/text-store'
import { Contended, retry, TRIES, update } from '../../../shared/state/update'
import { testClock } from '../../support/clock'
import { memoryTexts } from '../../support/memory-texts'

const SLOT = { kind: INSTALLATION, id: 'installation', expiresAt: () => 1 }

const read = async (state: StateStore): Promise<number | null | undefined> =>
  (await state.read(INSTALLATION, ['installation'])).get('installation')?.value

const add =
  (by: number) =>
  (known: number | null): { next: number; answer: number } => ({ next: (known ?? 0) + by, answer: (known ?? 0) + by })

/** A clock that notes its pauses; `random` gives what is asked for. */
const notingClock = (random: number): Clock & { readonly pauses: number[] } => {
  const pauses: number[] = []
  return { pauses, now: () => 0, sleep: async (ms) => void pauses.push(ms), random: () => random }
}

describe('update', () => {
  it('loses no change of writers who come at the same time', async () => {
    const state = memoryStore(() => 0)
    const answers = await Promise.all(Array.from({ length: 10 }, () => update(state, testClock(), SLOT, add(1))))
    expect(await read(state)).toBe(10)
    expect(answers.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })

  it('writes nothing when there is nothing to change', async () => {
    const state = memoryStore(() => 0)
    expect(await update(state, testClock(), SLOT, () => ({ next: null, answer: 'as it is' }))).toBe('as it is')
    expect(await read(state)).toBeUndefined()
  })

  it('begins with what was read before, and reads when that is stale', async () => {
    const state = memoryStore(() => 0)
    await state.write(INSTALLATION, 'installation', 5, null, 1)
    const stored = (await state.read(INSTALLATION, ['installation'])).get('installation')
    let reads = 0
    const counting: StateStore = {
      ...state,
      read: (kind, ids) => {
        reads++
        return state.read(kind, ids)
      },
    }
    await update(counting, testClock(), { ...SLOT, known: { stored } }, add(1))
    expect([await read(state), reads]).toEqual([6, 0])
    await update(counting, testClock(), { ...SLOT, known: { stored } }, add(1))
    expect([await read(state), reads]).toEqual([7, 1])
  })

  it('gives up when others are always faster, after pauses that double and end at 1.3 seconds', async () => {
    const state: StateStore = { ...memoryStore(() => 0), write: async () => false }
    const clock = notingClock(1)
    await expect(update(state, clock, SLOT, add(1))).rejects.toThrow(Contended)
    expect(clock.pauses).toEqual([20, 40, 80, 160, 320, 640, 1_280, 1_280, 1_280, 1_280, 1_280])
    expect(TRIES).toBe(12)
  })

  it('replaces what cannot be read', async () => {
    const texts = memoryTexts()
    await texts.write('installation', { value: 'not a number', schema: 0 }, null, 1)
    const state = textState(texts, () => 0)
    expect(await read(state)).toBeNull()
    expect(await update(state, testClock(), SLOT, add(3))).toBe(3)
    expect(texts.items.get('installation')).toMatchObject({ value: '3', schema: 1 })
  })

  it('rejects as the store and the change do', async () => {
    const down = async (): Promise<never> => Promise.reject(new Error('down'))
    await expect(update({ ...memoryStore(() => 0), read: down }, testClock(), SLOT, add(1))).rejects.toThrow('down')
    const fail = (): never => {
      throw new Unreadable('no')
    }
    await expect(
      update(
        memoryStore(() => 0),
        testClock(),
        SLOT,
        fail,
      ),
    ).rejects.toThrow(Unreadable)
  })
})

describe('retry', () => {
  it('pauses between calls only, and resolves to null after the last', async () => {
    const clock = notingClock(0.5)
    let calls = 0
    const never = async (): Promise<null> => {
      calls++
      return null
    }
    expect(await retry(clock, never, { tries: 3, baseMs: 100 })).toBeNull()
    expect([calls, clock.pauses]).toEqual([3, [50, 100]])
    expect(await retry(clock, async () => 'at once')).toBe('at once')
  })
})
