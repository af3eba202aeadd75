import fc from 'fast-check'
import { decide, finalized, type Decision, type Incident } from '../../../shared/engine/throttle'
import type { LedgerEntry } from '../../../shared/state/ledger-entry'
import { MINUTE } from '../../../shared/model/time'

const LEASE = 45_000

const incident = (given: Partial<Incident> = {}): Incident => ({
  activity: 'a1',
  run: 'run-1',
  at: 0,
  severity: 'medium',
  rules: ['r1'],
  scripts: [],
  documents: [],
  networks: [],
  machines: ['m1'],
  announced: false,
  ...given,
})

const sentEntry = (given: Partial<Incident> = {}): LedgerEntry => {
  const decision = decide(null, incident(given), 0, LEASE, 60)
  if (decision.action !== 'send') throw new Error('the first is always sent')
  return finalized(decision.entry)
}

const because = (decision: Decision): string => (decision.action === 'send' ? decision.because : decision.action)

describe('decide', () => {
  it.each([
    { name: 'a repeat', next: { activity: 'a2' }, expected: 'count' },
    { name: 'the same activity again', next: {}, expected: 'duplicate' },
    {
      name: 'a higher severity',
      next: { activity: 'a2', severity: 'high' as const },
      expected: 'severity rose to high',
    },
    { name: 'a lower severity', next: { activity: 'a2', severity: 'low' as const }, expected: 'count' },
    { name: 'another rule', next: { activity: 'a2', rules: ['r1', 'r2'] }, expected: 'another rule' },
    { name: 'another script', next: { activity: 'a2', scripts: ['s'] }, expected: 'another script' },
    { name: 'another document', next: { activity: 'a2', documents: ['d'] }, expected: 'another document' },
    { name: 'another network', next: { activity: 'a2', networks: ['n'] }, expected: 'another source network' },
    { name: 'a second machine', next: { activity: 'a2', machines: ['m2'] }, expected: '2 machines' },
    { name: 'the last millisecond of the window', next: { activity: 'a2', at: 60 * MINUTE - 1 }, expected: 'count' },
    { name: 'the first of the next window', next: { activity: 'a2', at: 60 * MINUTE }, expected: 'a new window' },
    { name: 'one from before the window', next: { activity: 'a2', at: -1 }, expected: 'count' },
  ])('$name: $expected', ({ next, expected }) => {
    expect(because(decide(sentEntry(), incident(next), 0, LEASE, 60))).toBe(expected)
  })

  it('sends again at the 2nd, 4th, 10th, 100th and 1000th repeat only', () => {
    let entry = sentEntry()
    const sentAt: number[] = []
    for (let repeat = 1; repeat <= 1_001; repeat++) {
      const decision = decide(entry, incident({ activity: `b${repeat}` }), 0, LEASE, 60)
      if (decision.action === 'send') sentAt.push(repeat)
      if (decision.action === 'send' || decision.action === 'count') entry = finalized(decision.entry)
    }
    expect(sentAt).toEqual([2, 4, 10, 100, 1_000])
  })

  it('reports at the next window what was counted meanwhile', () => {
    const counted = decide(sentEntry(), incident({ activity: 'a2' }), 0, LEASE, 60)
    if (counted.action !== 'count') throw new Error('expected a count')
    const next = decide(counted.entry, incident({ activity: 'a3', at: 61 * MINUTE }), 0, LEASE, 60)
    expect(next.action === 'send' && next.entry.untold).toBe(1)
  })

  it.each([
    { name: 'its own claim', activity: 'a1', run: 'run-1', now: 0, expected: 'first of its key' },
    {
      name: 'the live claim of another run with the same activity',
      activity: 'a1',
      run: 'run-2',
      now: LEASE - 1,
      expected: 'wait',
    },
    {
      name: 'the claim of such a run that ran out',
      activity: 'a1',
      run: 'run-2',
      now: LEASE,
      expected: 'first of its key',
    },
    { name: "another's live claim", activity: 'a2', run: 'run-2', now: LEASE - 1, expected: 'wait' },
    { name: "another's claim that ran out", activity: 'a2', run: 'run-2', now: LEASE, expected: 'claim taken over' },
  ])('meets $name: $expected', ({ activity, run, now, expected }) => {
    const claimed = decide(null, incident(), 0, LEASE, 60)
    if (claimed.action !== 'send') throw new Error('the first is always sent')
    expect(because(decide(claimed.entry, incident({ activity, run }), now, LEASE, 60))).toBe(expected)
  })

  it('repeats an escalation that was cut short as it was, with all that was counted before', () => {
    const counted = decide(sentEntry(), incident({ activity: 'a2' }), 0, LEASE, 60)
    if (counted.action !== 'count') throw new Error('expected a count')
    const risen = incident({ activity: 'a3', severity: 'high', machines: ['m3'] })
    const claimed = decide(counted.entry, risen, 0, LEASE, 60)
    if (claimed.action !== 'send') throw new Error('expected an escalation')
    expect(decide(claimed.entry, risen, 5_000, LEASE, 60)).toEqual({
      ...claimed,
      because: 'severity rose to high',
      entry: { ...claimed.entry, leaseUntil: 5_000 + LEASE },
    })
  })

  it('says an announced change once, whatever its repeats reach, unless it grows graver', () => {
    let entry = sentEntry({ severity: 'low', announced: true })
    const reasons: string[] = []
    for (let repeat = 1; repeat <= 20; repeat++) {
      const decision = decide(
        entry,
        incident({ activity: `b${repeat}`, severity: 'low', machines: [`n${repeat}`], announced: true }),
        0,
        LEASE,
        60,
      )
      reasons.push(because(decision))
      if (decision.action === 'count') entry = decision.entry
    }
    expect(new Set(reasons)).toEqual(new Set(['count']))
    expect(because(decide(entry, incident({ activity: 'c', severity: 'high' }), 0, LEASE, 60))).toBe(
      'severity rose to high',
    )
  })

  it('never loses a rise: whatever the order, somebody says the highest severity', () => {
    const severities = ['low', 'medium', 'high', 'critical'] as const
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...severities), { minLength: 1, maxLength: 12 }), (given) => {
        let entry: LedgerEntry | null = null
        const reasons: string[] = []
        given.forEach((severity, place) => {
          const decision: Decision = decide(entry, incident({ activity: `x${place}`, severity }), 0, LEASE, 60)
          if (decision.action === 'send') reasons.push(severity)
          if (decision.action === 'send' || decision.action === 'count') entry = finalized(decision.entry)
        })
        const highest = given.reduce((best, severity) =>
          severities.indexOf(severity) > severities.indexOf(best) ? severity : best,
        )
        expect(reasons).toContain(highest)
      }),
    )
  })
})
