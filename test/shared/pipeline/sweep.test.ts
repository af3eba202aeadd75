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
    const detector = testDetector({}, { sinks: [good, bad], health: { notice: async (title) => void notices.push(title) } })
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
