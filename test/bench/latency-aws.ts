import { join } from 'node:path'
import { startLambda } from '../emulators/lambda-runtime'
import { machines, nextId, sendCommandEvent } from '../support/aws-events'
import { taken } from '../support/aws-world'
import { startFakeServices, wallTime, type SeenCall } from './aws/fake-services'

/** Milliseconds that the detector may take from an event to its publication, 99 times of 100. */
const GOAL_MS = 25

const WARM_UP = 200
const EVENTS = Number(process.argv[2] ?? 2_000)

const percentile = (sorted: readonly number[], percent: number): number => sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0

/** Calls of one kind of event, by operation, in the order in which they came first. */
const profile = (operations: readonly string[], events: number): string =>
  [...new Set(operations)].map((operation) => `${operation} ${(operations.filter((other) => other === operation).length / events).toFixed(1)}`).join(', ')

/**
 * Own time of the built function, warm: from handing it an event over the Runtime API to its publication on the wire, everything on the loopback
 * address. Every event is a command of a caller that nobody knows, whose text is asked for and found suspicious. Also counts the calls of each kind
 * of event, from which docs/operations.md works out the cost.
 */
const measure = async (): Promise<void> => {
  const calls: SeenCall[] = []
  const services = await startFakeServices({ onCall: (call) => void calls.push(call) })
  const lambda = await startLambda({ bundleFolder: join(__dirname, '..', '..', 'dist', 'aws'), handler: 'index.handler', env: services.environment })
  try {
    const times: number[] = []
    const alerting: string[] = []
    for (let place = 0; place < WARM_UP + EVENTS; place++) {
      const from = calls.length
      const event = sendCommandEvent({ role: `Role-${place}`, instances: machines(1, String(place % 10)) })
      const startedAt = wallTime()
      taken(await lambda.invoke(event))
      const seen = calls.slice(from)
      const published = seen.find(({ operation }) => operation === 'sns:Publish')
      if (published === undefined) throw new Error('an event was not published, expected an alert about each')
      if (place < WARM_UP) continue
      times.push(published.at - startedAt)
      alerting.push(...seen.map(({ operation }) => operation))
    }
    const sorted = times.toSorted((a, b) => a - b)
    const [median, p99] = [percentile(sorted, 50), percentile(sorted, 99)]
    console.log(`event to publication, warm, ${EVENTS} events: median ${median.toFixed(1)} ms, p90 ${percentile(sorted, 90).toFixed(1)} ms, p99 ${p99.toFixed(1)} ms (goal: p99 <= ${GOAL_MS} ms)`)

    const count = async (events: readonly unknown[]): Promise<string> => {
      const from = calls.length
      for (const event of events) taken(await lambda.invoke(event))
      return profile(calls.slice(from).map(({ operation }) => operation), events.length)
    }
    const usual = (place: number): unknown => sendCommandEvent({ role: 'Usual', commandId: nextId(), time: new Date(Date.UTC(2026, 2, 2, 10, place)).toISOString() })
    const repeated = sendCommandEvent({ role: 'Usual', commandId: nextId() })
    await count([usual(0)])
    console.log(`calls of an event that is told: ${profile(alerting, EVENTS)}`)
    console.log(`calls of an event that repeats an alert and is counted: ${await count(Array.from({ length: 50 }, (_, place) => usual(place % 60)))}`)
    await count([repeated])
    console.log(`calls of an event that was delivered before: ${await count(Array.from({ length: 50 }, () => repeated))}`)
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
