import { DAY, HOUR, MINUTE } from '../../../shared/model/time'
import type { Task } from '../../../shared/pipeline/deferred-work'
import { Impossible } from '../../../shared/pipeline/impossible-work'
import type { Quarantined } from '../../../shared/contracts/quarantined'
import type { Sink } from '../../../shared/pipeline/ports'
import { JudgedDegraded } from '../../../shared/pipeline/process-activity'
import { sampleAlert } from '../../../shared/pipeline/sample-alert'
import { sendToSinks } from '../../../shared/pipeline/send-to-sinks'
import { sweep, sweepAll } from '../../../shared/pipeline/sweep'
import { bareText } from '../../../shared/state/codec'
import { memoryStore } from '../../../shared/state/memory-store'
import { StoreUnavailable, Unstorable, type StateStore, type Work } from '../../../shared/state/store'
import { textState } from '../../../shared/state/text-store'
import { workId, workKind } from '../../../shared/state/work-kind'
import { NOON } from '../../support/activity'
import { testClock } from '../../support/clock'
import { testDetector, type TestDetector } from '../../support/detector'
import { memoryTexts } from '../../support/memory-texts'

const GOOD = workKind('good', bareText, null)
const BAD = workKind('bad', bareText, null)

const taskFor = (kind: typeof GOOD, run: (work: Work) => Promise<boolean>): Task => ({
  kind,
  run: (_detector, work) => run(work),
  basis: async () => null,
  restore: async () => {},
  activityId: () => null,
  patienceMs: DAY,
})

const fails = (cause: unknown): Task => taskFor(BAD, async () => Promise.reject(cause))

const deferAll = async (state: StateStore, keys: readonly string[]): Promise<void> => {
  for (const key of keys) await state.defer(key.startsWith('good') ? GOOD : BAD, workId(key), '{}', 0)
}

const keysDue = async (state: StateStore, at: number): Promise<readonly string[]> =>
  (await state.due(at, 1_000)).map(({ key }) => key)

/** A detector on either store, with what it quarantined and said. */
const watched = (
  state?: StateStore,
): { readonly detector: TestDetector; readonly quarantined: Quarantined[]; readonly notices: string[] } => {
  const quarantined: Quarantined[] = []
  const notices: string[] = []
  const detector = testDetector(
    {},
    {
      ...(state === undefined ? {} : { state }),
      quarantine: { put: async (entry) => void quarantined.push(entry) },
      health: { notice: async (title, detail) => void notices.push(`${title}: ${detail}`) },
    },
  )
  return { detector, quarantined, notices }
}

/** Sweeps every five minutes until a time. */
const sweepUntil = async (detector: TestDetector, end: number, tasks?: readonly Task[]): Promise<void> => {
  for (; detector.clock.time <= end; detector.clock.time += 5 * MINUTE)
    await sweep(detector, tasks === undefined ? {} : { tasks })
}

const sinks = (): {
  readonly good: Sink & { sent: number }
  readonly bad: Sink & { sent: number; down: boolean }
} => {
  const good = { name: 'good', sent: 0, send: async () => void good.sent++ }
  const bad = {
    name: 'bad',
    sent: 0,
    down: true,
    send: async () => {
      if (bad.down) throw new Error('down')
      bad.sent++
    },
  }
  return { good, bad }
}

describe('sweep', () => {
  it('sends again to the sink that failed, and to it alone', async () => {
    const { good, bad } = sinks()
    const detector = testDetector({}, { sinks: [good, bad] })
    await sendToSinks(detector, sampleAlert(NOON, 'alert'))
    bad.down = false
    detector.clock.time += MINUTE
    expect(await sweep(detector)).toBe(1)
    expect(await sweep(detector)).toBe(0)
    expect([good.sent, bad.sent]).toEqual([1, 1])
  })

  it('does as many things at a time as it may, each once', async () => {
    const detector = testDetector()
    const done: string[] = []
    let [busy, most] = [0, 0]
    const task = taskFor(GOOD, async ({ key }) => {
      most = Math.max(most, ++busy)
      for (let turn = 0; turn < 10; turn++) await Promise.resolve()
      busy--
      return done.push(key) > 0
    })
    await deferAll(
      detector.state,
      Array.from({ length: 10 }, (_, place) => `good/${place}`),
    )
    expect(await sweep(detector, { tasks: [task], width: 3 })).toBe(10)
    expect([most, new Set(done).size, done.length]).toEqual([3, 10, 10])
  })

  it('goes on when what failed cannot even be put off', async () => {
    const detector = testDetector()
    await deferAll(detector.state, ['bad/1', 'good/2'])
    const postpone = async (): Promise<never> => Promise.reject(new Error('down'))
    const ports = { ...detector.ports, state: { ...detector.state, postpone } }
    const tasks = [fails(new Error('no')), taskFor(GOOD, async () => true)]
    expect(await sweep({ ...detector, ports }, { tasks })).toBe(1)
    expect(detector.metrics).toMatchObject({ ChoreFailures: 1, StoreFailures: 1 })
  })

  it('goes on after a piece of work that fails, and tries that one again five minutes later', async () => {
    const detector = testDetector()
    const done: string[] = []
    const tasks = [fails(new Error('no')), taskFor(GOOD, async ({ key }) => done.push(key) > 0)]
    await deferAll(detector.state, ['bad/1', 'good/1', 'good/2'])
    expect(await sweep(detector, { tasks })).toBe(2)
    expect(done).toEqual(['good/1', 'good/2'])
    expect(await keysDue(detector.state, detector.clock.time + 5 * MINUTE - 1)).toEqual([])
    expect(await keysDue(detector.state, detector.clock.time + 5 * MINUTE)).toEqual(['bad/1'])
  })

  it('begins nothing new when its time is over, and leaves the rest for the next sweep', async () => {
    const detector = testDetector()
    const tasks = [taskFor(GOOD, async () => (detector.clock.time += 4_000) > 0)]
    await deferAll(
      detector.state,
      Array.from({ length: 5 }, (_, place) => `good/${place}`),
    )
    expect(await sweep(detector, { tasks, until: 10_000 })).toBe(3)
    expect(await sweep(detector, { tasks })).toBe(2)
  })

  it.each([
    ['memory', (clock: () => number) => memoryStore(clock)],
    ['texts', (clock: () => number) => textState(memoryTexts(), clock)],
  ])('leaves work in %s alone that was deferred again while it was done', async (_name, make) => {
    const clock = testClock()
    const state = make(clock.now)
    const { detector } = watched(state)
    const tasks = [
      taskFor(GOOD, async () => {
        await state.defer(GOOD, 'x', 'second', 0)
        return true
      }),
      taskFor(BAD, async () => {
        await state.defer(BAD, 'x', 'second', 0)
        throw new Error('no')
      }),
    ]
    await state.defer(GOOD, 'x', 'first', 0)
    await state.defer(BAD, 'x', 'first', 0)
    await sweep(detector, { tasks })
    const left = await state.due(0, 10)
    expect(left.map((work) => work.open(work.key.startsWith('good') ? GOOD : BAD))).toEqual(['second', 'second'])
    expect(left.map(({ tries }) => tries)).toEqual([0, 0])
  })
})

describe('what is given up', () => {
  it('is work that fails for its time and often enough: quarantined, counted, reported once', async () => {
    const { detector, quarantined, notices } = watched()
    await deferAll(detector.state, ['bad/1', 'bad/2', 'good/1'])
    const tasks = [fails(new Error('no')), taskFor(GOOD, async () => true)]
    await sweepUntil(detector, DAY - 1, tasks)
    expect([quarantined, notices]).toEqual([[], []])
    await sweepUntil(detector, DAY + HOUR, tasks)
    expect(quarantined).toMatchObject([
      {
        format: 'deferred',
        reason: 'deferred work given up: Error: no',
        body: { key: 'bad/1', value: {}, since: 0, tries: 288 },
      },
      { body: { key: 'bad/2' } },
    ])
    expect(notices).toEqual([
      'Deferred work given up: bad/1: Error: no; bad/2: Error: no. ' +
        'It is in quarantine: remove the cause, then run runwarden replay',
    ])
    expect(detector.metrics).toMatchObject({ WorkGivenUp: 2, RecordsQuarantined: 2 })
    expect(await keysDue(detector.state, Number.MAX_SAFE_INTEGER)).toEqual([])
  })

  it('is none that failed for a day but seldom, because no sweep came', async () => {
    const { detector, quarantined } = watched()
    await deferAll(detector.state, ['bad/1'])
    const tasks = [fails(new Error('no'))]
    for (let day = 1; day <= 19; day++) {
      detector.clock.time = day * DAY
      await sweep(detector, { tasks })
    }
    expect(quarantined).toEqual([])
    detector.clock.time = 20 * DAY
    await sweep(detector, { tasks })
    expect(quarantined).toHaveLength(1)
  })

  it.each([
    ['the store', new StoreUnavailable('down'), 0],
    ['the store while judging', new JudgedDegraded('down', { cause: new StoreUnavailable('down') }), 0],
    ['a fault of our own while judging', new JudgedDegraded('down', { cause: new TypeError('no') }), 1],
    ['what the store never takes', new Unstorable('too large'), 1],
    ['what the store never takes while judging', new JudgedDegraded('down', { cause: new Unstorable('large') }), 1],
  ])('counts failures of %s as they should be', async (_what, cause, given) => {
    const { detector, quarantined } = watched()
    await deferAll(detector.state, ['bad/1'])
    await sweepUntil(detector, 3 * DAY, [fails(cause)])
    expect(quarantined).toHaveLength(given)
    await sweep(detector, { tasks: [taskFor(BAD, async () => true)] })
    expect(await keysDue(detector.state, Number.MAX_SAFE_INTEGER)).toEqual([])
  })

  it('does not stand in the way of others while it fails, however many fail with it', async () => {
    const { detector } = watched()
    const tasks = [
      taskFor(BAD, async () => {
        detector.clock.time += 10_000
        throw new Error('no')
      }),
      taskFor(GOOD, async () => true),
    ]
    await deferAll(
      detector.state,
      Array.from({ length: 100 }, (_, place) => `bad/${place}`),
    )
    const budget = (): number => detector.clock.time + 4 * MINUTE
    for (let round = 0; round < 10; round++) {
      await sweep(detector, { tasks, until: budget() })
      detector.clock.time += MINUTE
    }
    // Its event is later than all that fail, and it must not wait until those are given up.
    await detector.state.defer(GOOD, 'new', '{}', detector.clock.time)
    await sweep(detector, { tasks, until: budget() })
    expect(await keysDue(detector.state, Number.MAX_SAFE_INTEGER)).not.toContain('good/new')
  })

  it('is reported in one notice by a heartbeat, which sweeps as long as there is work', async () => {
    const { detector, notices } = watched()
    await deferAll(detector.state, ['bad/1'])
    let given = 0
    await sweepAll(
      { ...detector, ports: { ...detector.ports, quarantine: { put: async () => void given++ } } },
      {
        tasks: [
          taskFor(BAD, async ({ key }) => {
            if (key === 'bad/1') await detector.state.defer(BAD, '2', '{}', 0)
            throw new Impossible('no')
          }),
        ],
      },
    )
    expect(given).toBe(2)
    expect(notices).toEqual([expect.stringMatching(/^Deferred work given up: bad\/1: .*; bad\/2: /)])
  })

  it('is reported though the store fails before the heartbeat has done all', async () => {
    const { detector, notices } = watched()
    await deferAll(detector.state, ['bad/1'])
    let asked = 0
    const due: StateStore['due'] = async (at, limit) => {
      if (++asked > 1) throw new StoreUnavailable('down')
      return detector.state.due(at, limit)
    }
    const ports = { ...detector.ports, state: { ...detector.state, due } }
    const tasks = [fails(new Impossible('no'))]
    await expect(sweepAll({ ...detector, ports }, { tasks })).rejects.toThrow(StoreUnavailable)
    expect(notices).toEqual([expect.stringContaining('bad/1')])
  })

  it('stays due while the quarantine cannot be reached', async () => {
    const { detector, notices } = watched()
    const put = async (): Promise<never> => Promise.reject(new Error('queue is gone'))
    const blind = { ...detector, ports: { ...detector.ports, quarantine: { put } } }
    await deferAll(detector.state, ['bad/1'])
    await sweepUntil(blind, 2 * DAY, [fails(new Error('no'))])
    expect(notices).toEqual([])
    expect(await keysDue(detector.state, Number.MAX_SAFE_INTEGER)).toEqual(['bad/1'])
  })

  it('is an alert for a sink that does not come back within 24 hours, or is gone', async () => {
    const { good, bad } = sinks()
    const { detector, quarantined, notices } = watched()
    const ports = { ...detector.ports, sinks: [good, bad] }
    await sendToSinks({ ...detector, ports }, sampleAlert(NOON, 'alert'))
    await sweepUntil({ ...detector, ports }, DAY - 1)
    expect(quarantined).toEqual([])
    await sweepUntil({ ...detector, ports }, DAY + 10 * MINUTE)
    expect(notices).toEqual([expect.stringContaining('resend/bad/')])
    await sendToSinks({ ...detector, ports }, sampleAlert(NOON, 'alert'))
    detector.clock.time += MINUTE
    await sweep({ ...detector, ports: { ...ports, sinks: [good] } })
    expect(quarantined.map(({ reason }) => reason)).toEqual([
      'deferred work given up: Error: down',
      expect.stringMatching(/^deferred work given up: Impossible: alert \w+ was for a sink that is gone$/),
    ])
  })
})
