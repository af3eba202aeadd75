import type { StateStore } from '../../shared/state/store'
import { runSchedule, type Ending, type Fault, type Plan } from '../support/schedule'
import { pausedPlan, seededPlan, serialPlan } from '../support/schedule-plans'
import { knowledge, mailName, violations } from './schedule-invariants'
import { STORIES, type ScheduledStory } from './schedule-stories'

/** First and last seed of the random schedules of each story: 1-2000 for a long run, 85-85 to replay one. */
const [FIRST = 1, LAST = 25] = (process.env['RUNWARDEN_SCHEDULES'] ?? '1-25').split('-').map(Number)

const SEEDS = Array.from({ length: LAST - FIRST + 1 }, (_, place) => FIRST + place)
if (SEEDS.length === 0) throw new Error('RUNWARDEN_SCHEDULES names no seeds, expected two numbers such as 1-2000')

/** Each call of these is a place to die at. A story with an outage adds nothing: none comes in a serial schedule. */
const SMALL = STORIES.filter(({ deliveries, outage }) => deliveries.length <= 3 && outage === undefined)

const SMALLEST = SMALL.filter(({ deliveries }) => deliveries.length <= 2)

/** More calls than the run of a delivery makes. */
const LONGEST_RUN = 32

interface Case {
  readonly label: string
  readonly plan: Plan
}

/** Labels of the cases in which something is wrong; what, and the calls in their order, for the first of them. */
const failing = async (
  story: ScheduledStory,
  cases: readonly Case[],
  wrong: (plan: Plan, ending: Ending) => readonly string[],
): Promise<string> => {
  const found: string[] = []
  for (const { label, plan } of cases) {
    const ending = await runSchedule(story, plan)
    const broken = wrong(plan, ending)
    if (broken.length > 0)
      found.push(found.length > 0 ? label : [`${story.name}, ${label}`, ...broken, ...ending.trace].join('\n'))
  }
  return found.join('\n')
}

const randomCases = (story: ScheduledStory, seeds: readonly number[], { calls }: Ending): readonly Case[] =>
  seeds.map((seed) => ({ label: `seed ${seed}`, plan: seededPlan(story, seed, calls) }))

/** The serial schedule, with one fault at each of its calls; a sleep can be the last of a run but never fails. */
const faultCases = (story: ScheduledStory, faults: readonly Fault[], { trace }: Ending): readonly Case[] =>
  trace.flatMap((line, number) =>
    faults
      .filter((fault) => fault.startsWith('dies') || !line.includes(': sleep'))
      .map((fault) => ({
        label: `${fault} call ${number}: ${line}`,
        plan: serialPlan(story, new Map([[number, fault]])),
      })),
  )

describe('random schedules', () => {
  it.each(STORIES)('keep every promise: $name', async (story) => {
    const serial = await runSchedule(story, serialPlan(story))
    const wrong = (plan: Plan, ending: Ending) => violations({ story, plan, serial, ending })
    expect(serial.mails).not.toEqual([])
    expect(await failing(story, [{ label: 'serial', plan: serialPlan(story) }], wrong)).toBe('')
    expect(await failing(story, randomCases(story, SEEDS, serial), wrong)).toBe('')
  })
})

describe('a schedule', () => {
  it('is the same for the same seed', async () => {
    const [story] = STORIES
    const traces = [1, 2, 3, 3].map(async (seed) =>
      (await runSchedule(story!, seededPlan(story!, seed, 40))).trace.join(),
    )
    const [first, second, third, again] = await Promise.all(traces)
    expect([new Set([first, second, third]).size, again]).toEqual([3, third])
  })
})

describe('a run that stands still after any of its calls while the others go on', () => {
  it.each(SMALL.filter(({ deliveries }) => deliveries.length > 1))('keeps every promise: $name', async (story) => {
    const serial = await runSchedule(story, serialPlan(story))
    const wrong = (plan: Plan, ending: Ending) => violations({ story, plan, serial, ending })
    const cases = story.deliveries.flatMap((_, delivery) =>
      Array.from({ length: LONGEST_RUN }, (_, calls) => ({
        label: `delivery ${delivery} after ${calls} calls`,
        plan: pausedPlan(story, delivery, calls),
      })),
    )
    expect(await failing(story, cases, wrong)).toBe('')
  })
})

describe('a run that dies before or after any of its calls', () => {
  it.each(SMALL)('leaves the same mails and the same knowledge: $name', async (story) => {
    const serial = await runSchedule(story, serialPlan(story))
    const outcome = (ending: Ending) => [...new Set(ending.mails.map(mailName)), ...knowledge(ending, /./)]
    const wanted = outcome(serial)
    const wrong = (plan: Plan, ending: Ending) => {
      const found = outcome(ending)
      return [
        ...violations({ story, plan, serial, ending }),
        ...wanted.filter((item) => !found.includes(item)).map((item) => `no ${item}`),
        ...found.filter((item) => !wanted.includes(item)),
      ]
    }
    expect(await failing(story, faultCases(story, ['dies before', 'dies after'], serial), wrong)).toBe('')
  })
})

describe('a call that fails, with or without effect', () => {
  it.each(SMALLEST)('loses nothing: $name', async (story) => {
    const serial = await runSchedule(story, serialPlan(story))
    const lenient: ScheduledStory = { ...story, same: undefined, exempt: ['findings'] }
    const wrong = (plan: Plan, ending: Ending) => violations({ story: lenient, plan, serial, ending })
    expect(await failing(story, faultCases(story, ['fails before', 'fails after'], serial), wrong)).toBe('')
  })
})

type Sabotage = (store: StateStore) => Partial<StateStore>

/** Stores that break a promise of the port, and what must be seen then. */
const SABOTAGE: readonly (readonly [string, Sabotage, string])[] = [
  [
    'writes whatever was expected',
    ({ read, write }) => ({
      write: async (kind, id, value, _expected, expiresAt) =>
        write(kind, id, value, (await read(kind, [id])).get(id)?.version ?? null, expiresAt),
    }),
    'sends each mail once',
  ],
  ['remembers no work', () => ({ defer: async () => {} }), 'reports the severity of the serial run'],
  ['has no work that is due', () => ({ due: async () => [] }), 'leaves nothing behind'],
  [
    'keeps no members',
    () => ({ addMembers: async (_kind, _id, members) => ({ members, more: false }) }),
    'keeps every member of a window',
  ],
]

describe('a store that', () => {
  const isNoticed = async (sabotage: Sabotage, promise: string): Promise<boolean> => {
    for (const story of STORIES) {
      const serial = await runSchedule(story, serialPlan(story))
      for (const { plan } of randomCases(story, [1, 2, 3, 4, 5, 6, 7, 8], serial)) {
        const ending = await runSchedule({ ...story, sabotage }, plan)
        if (violations({ story, plan, serial, ending }).some((broken) => broken.startsWith(promise))) return true
      }
    }
    return false
  }

  it.each(SABOTAGE)('%s is noticed', async (_name, sabotage, promise) => {
    expect(await isNoticed(sabotage, promise)).toBe(true)
  })
})
