import { HOUR, MINUTE } from '../../../shared/model/time'
import { sampleAlert } from '../../../shared/pipeline/sample-alert'
import { sendToSinks } from '../../../shared/pipeline/send'
import { sweep } from '../../../shared/pipeline/sweep'
import type { Sink } from '../../../shared/pipeline/ports'
import { NOON } from '../../support/activity'
import { testDetector } from '../../support/detector'

const sinks = (): { readonly good: Sink & { sent: number }; readonly bad: Sink & { sent: number; down: boolean } } => {
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

  it('gives a sink up after 24 hours, with a notice', async () => {
    const notices: string[] = []
    const { good, bad } = sinks()
    const detector = testDetector(
      {},
      { sinks: [good, bad], health: { notice: async (title) => void notices.push(title) } },
    )
    await sendToSinks(detector, sampleAlert(NOON, 'alert'))
    let tries = 0
    for (; detector.clock.time <= 25 * HOUR && notices.length === 0; detector.clock.time += 5 * MINUTE) {
      await sweep(detector)
      tries++
    }
    expect(notices).toEqual(['Alert given up'])
    expect(detector.clock.time).toBeGreaterThan(24 * HOUR)
    expect(detector.metrics).toMatchObject({ ChoreFailures: expect.any(Number), SinkFailures: expect.any(Number) })
    expect(tries).toBeGreaterThan(200)
    expect(await sweep(detector)).toBe(0)
  })

  it('does as many things at a time as it may, each once', async () => {
    const detector = testDetector()
    const done: string[] = []
    let [busy, most] = [0, 0]
    const chore = async (_detector: unknown, { key }: { readonly key: string }): Promise<boolean> => {
      most = Math.max(most, ++busy)
      await new Promise((resolve) => setTimeout(resolve, 1))
      busy--
      return done.push(key) > 0
    }
    for (let place = 0; place < 10; place++) await detector.state.defer(`work/${place}`, '{}', 0)
    expect(await sweep(detector, { 'work/': chore }, Number.POSITIVE_INFINITY, 3)).toBe(10)
    expect([most, new Set(done).size, done.length]).toEqual([3, 10, 10])
  })

  it('goes on when what failed cannot even be put off', async () => {
    const detector = testDetector()
    await detector.state.defer('bad/1', '{}', 0)
    await detector.state.defer('good/2', '{}', 0)
    const defer = async (): Promise<never> => Promise.reject(new Error('down'))
    const ports = { ...detector.ports, state: { ...detector.state, defer } }
    const chores = { 'bad/': async () => Promise.reject(new Error('no')), 'good/': async () => true }
    expect(await sweep({ ...detector, ports }, chores)).toBe(1)
    expect(detector.metrics).toMatchObject({ ChoreFailures: 1, StoreFailures: 1 })
  })

  it('goes on after a piece of work that fails, and tries that one again five minutes later', async () => {
    const detector = testDetector()
    const done: string[] = []
    const chores = {
      'bad/': async () => {
        throw new Error('no')
      },
      'good/': async (_detector: unknown, { key }: { readonly key: string }) => done.push(key) > 0,
    }
    for (const key of ['bad/1', 'good/1', 'good/2']) await detector.state.defer(key, '{}', 0)
    expect(await sweep(detector, chores)).toBe(2)
    expect(done).toEqual(['good/1', 'good/2'])
    expect(await detector.state.due(detector.clock.time, 10)).toEqual([])
    expect(await detector.state.due(detector.clock.time + 5 * MINUTE, 10)).toEqual([{ key: 'bad/1', value: '{}' }])
  })

  it('begins nothing new when its time is over, and leaves the rest for the next sweep', async () => {
    const detector = testDetector()
    const chores = { 'slow/': async () => (detector.clock.time += 4_000) > 0 }
    for (let place = 0; place < 5; place++) await detector.state.defer(`slow/${place}`, '{}', 0)
    expect(await sweep(detector, chores, 10_000)).toBe(3)
    expect(await sweep(detector, chores)).toBe(2)
  })
})
