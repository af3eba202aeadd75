import { runLoad } from '../../bench/aws/run-load'

describe('two thousand events with duplicates, disorder, crashes and faults of every service', () => {
  it('lose no alert, and repeat one only after a timeout or a crash', async () => {
    const { lost, unexplained, foreign, waiting, fates, crashes } = await runLoad({
      events: 2_000,
      rate: 1_000,
      seed: '3',
      faults: [0.05, 0.01, 0.01],
      crashes: 0.003,
      containers: 12,
      retryAfterMs: [500, 1_000],
    })
    expect({ lost, unexplained, foreign, waiting }).toEqual({ lost: [], unexplained: [], foreign: [], waiting: 0 })
    expect([crashes > 0, fates['reported']! > 120, fates['reported or counted']! > 0]).toEqual([true, true, true])
  }, 180_000)
})
