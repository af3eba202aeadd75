import { MINUTE } from '../../shared/model/time'
import { seededRandom } from '../bench/random'
import type { Fault, Plan, Run, Story } from './schedule'

/** Longer than a redelivery takes. */
const APART_MS = 2 * MINUTE

/** One delivery after the other, in the order in which they happened; nothing fails but what is given. */
export const serialPlan = ({ deliveries }: Story, faults: Plan['faults'] = new Map()): Plan => ({
  arrivals: deliveries.map((_, delivery) => ({ delivery, at: delivery * APART_MS })),
  choose: () => 0,
  faults,
  outageAt: null,
  sweeps: 1,
  random: seededRandom(1).next,
})

/**
 * All deliveries come at once. The run of one stands still after so many calls, until the others have nothing to do or
 * wait as well.
 */
export const pausedPlan = (story: Story, delivery: number, calls: number): Plan => {
  let left = calls
  const serial = serialPlan(story)
  return {
    ...serial,
    arrivals: serial.arrivals.map((arrival) => ({ ...arrival, at: 0 })),
    choose: (runs) => {
      const [own, other] = [true, false].map((isOwn) => runs.findIndex((run) => (run.delivery === delivery) === isOwn))
      const isOwnTurn = own !== -1 && (left > 0 || other === -1)
      if (isOwnTurn) left--
      return (isOwnTurn ? own : other) ?? 0
    },
  }
}

const FATES = ['nothing', 'duplicates', 'deaths', 'deaths and duplicates'] as const

/** Runs have very different speeds, which change now and then: one may stand still while another does all its work. */
const unevenly = (random: () => number): Plan['choose'] => {
  const speeds = new Map<Run, number>()
  return (runs) => {
    if (random() < 0.05) speeds.clear()
    for (const run of runs) if (!speeds.has(run)) speeds.set(run, 50 ** random())
    let left = random() * runs.reduce((sum, run) => sum + speeds.get(run)!, 0)
    const place = runs.findIndex((run) => (left -= speeds.get(run)!) < 0)
    return Math.max(0, place)
  }
}

/** A random schedule, equal for equal seeds. `calls` is how many the serial one has. */
export const seededPlan = ({ deliveries }: Story, seed: number, calls: number): Plan => {
  const { next, below, pick } = seededRandom(seed)
  const fate = FATES[seed % FATES.length]!
  const spread = pick([0, 0, 300, 2_000, MINUTE])
  const all = deliveries.map((_, delivery) => ({ delivery, at: below(spread + 1) }))
  const copies = Array.from({ length: fate.endsWith('duplicates') ? 1 + below(2) : 0 }, () => ({
    delivery: below(deliveries.length),
    at: pick([below(spread + 1), below(spread + 1), MINUTE, 5 * MINUTE * (1 + below(8))]),
  }))
  const deaths = Array.from(
    { length: fate.startsWith('deaths') ? 1 + below(2) : 0 },
    () => [below(calls + calls / 4), pick<Fault>(['dies before', 'dies after'])] as const,
  )
  return {
    arrivals: [...all, ...copies],
    choose: unevenly(next),
    faults: new Map(deaths),
    outageAt: below(1_000),
    sweeps: 1 + below(2),
    random: next,
  }
}
