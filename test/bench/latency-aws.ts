import { join } from 'node:path'
import { startLambda } from '../emulators/lambda-runtime'
import { machines, nativeCommandEvent, nextId, sendCommandEvent, startSessionEvent } from '../support/aws-events'
import { taken } from '../support/aws-world'
import { startFakeServices, wallTime, type SeenCall } from './aws/fake-services'

/** Milliseconds that the detector may take from an event to its publication, 99 times of 100. */
const GOAL_MS = 25

const WARM_UP = 200
const EVENTS = Number(process.argv[2] ?? 2_000)
const FEW = 50

const percentile = (sorted: readonly number[], percent: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0

/** What one kind of event asks of the services. */
interface Profile {
  readonly operations: readonly string[]
  readonly read: number
  readonly write: number
}

/** Calls of one event, by operation in the order in which they came first, and request units of the table. */
const print = (kind: string, { operations, read, write }: Profile, events: number): void => {
  const each = [...new Set(operations)].map(
    (operation) => `${operation} ${(operations.filter((other) => other === operation).length / events).toFixed(1)}`,
  )
  console.log(
    `${kind}: ${each.join(', ')}; ${(read / events).toFixed(1)} read units, ${(write / events).toFixed(1)} write units`,
  )
}

/**
 * Own time of the built function, warm: from handing it an event over the Runtime API to its publication on the
 * wire, everything on the loopback address. Every event is a command of a caller that nobody knows, whose text is
 * asked for and found suspicious. Also counts the calls and request units of each kind of event, from which
 * docs/guide/operate.md works out the cost.
 */
const measure = async (): Promise<void> => {
  const calls: SeenCall[] = []
  const services = await startFakeServices({ onCall: (call) => void calls.push(call) })
  const lambda = await startLambda({
    bundleFolder: join(__dirname, '..', '..', 'dist', 'aws'),
    handler: 'index.handler',
    env: services.environment,
  })
  try {
    const times: number[] = []
    const profile = async (
      events: readonly unknown[],
      afterEach: (from: number, startedAt: number) => void = () => {},
    ): Promise<Profile> => {
      const [from, before] = [calls.length, services.table.units()]
      for (const event of events) {
        const [place, startedAt] = [calls.length, wallTime()]
        taken(await lambda.invoke(event))
        afterEach(place, startedAt)
      }
      const { read, write } = services.table.units()
      return {
        operations: calls.slice(from).map(({ operation }) => operation),
        read: read - before.read,
        write: write - before.write,
      }
    }
    const strangers = (first: number, count: number): readonly unknown[] =>
      Array.from({ length: count }, (_, place) =>
        sendCommandEvent({ role: `Role-${first + place}`, instances: machines(1, String(place % 10)) }),
      )
    const timed = (from: number, startedAt: number): void => {
      const published = calls.slice(from).find(({ operation }) => operation === 'sns:Publish')
      if (published === undefined) throw new Error('an event was not published, expected an alert about each')
      times.push(published.at - startedAt)
    }
    await profile(strangers(0, WARM_UP))
    const reported = await profile(strangers(WARM_UP, EVENTS), timed)
    const sorted = times.toSorted((a, b) => a - b)
    const [median, p99] = [percentile(sorted, 50), percentile(sorted, 99)]
    console.log(
      `event to publication, warm, ${EVENTS} events: median ${median.toFixed(1)} ms, p90 ` +
        `${percentile(sorted, 90).toFixed(1)} ms, p99 ${p99.toFixed(1)} ms (goal: p99 <= ${GOAL_MS} ms)`,
    )

    const atMinute = (minute: number, day: number): string => new Date(Date.UTC(2026, 2, day, 10, minute)).toISOString()
    const counted = Array.from({ length: FEW }, (_, place) =>
      sendCommandEvent({ role: 'Usual', commandId: nextId(), time: atMinute(place, 2) }),
    )
    const commandId = nextId()
    const repeated = sendCommandEvent({ role: 'Repeated', commandId })
    const sessions = Array.from({ length: FEW }, (_, place) =>
      startSessionEvent(machines(1)[0] ?? '', { role: 'Known', time: atMinute(place, 3) }),
    )
    const natives = Array.from({ length: FEW }, () => nativeCommandEvent(commandId, ['true']))
    await profile([
      sendCommandEvent({ role: 'Usual', time: atMinute(0, 1) }),
      repeated,
      startSessionEvent(machines(1)[0] ?? '', { role: 'Known', time: atMinute(0, 1) }),
    ])
    print('a command that is reported', reported, EVENTS)
    print('a command that repeats an alert and is counted', await profile(counted), FEW)
    print('a session of a known caller, with nothing to be said', await profile(sessions), FEW)
    print('a status event of a command whose text is known', await profile(natives), FEW)
    print('an event that was delivered before', await profile(Array.from({ length: FEW }, () => repeated)), FEW)
    process.exitCode = p99 <= GOAL_MS ? 0 : 1
  } finally {
    await lambda.stop()
    await services.stop()
  }
}

measure().catch((cause: unknown) => {
  console.error(cause)
  process.exitCode = 1
})
