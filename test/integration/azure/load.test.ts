import { runLoad } from '../../bench/azure/run-load'

describe('two thousand records under faults, through two instances', () => {
  it('lose no alert, and none comes again but under its own id and after a fault', async () => {
    const summary = await runLoad({ records: 2_000, relevant: 0.03, seed: '3', faults: [0.05, 0.02, 0.002] })
    expect(summary.operations).toBe(20)
    expect(Object.values(summary.calls.tables).some(({ faults }) => (faults.throttle ?? 0) > 0)).toBe(true)
    expect(summary).toMatchObject({
      lost: [],
      foreign: [],
      unexplained: [],
      quarantined: 0,
      waiting: 0,
      mails: summary.operations + summary.updates + summary.repeats,
    })
  }, 240_000)
})
