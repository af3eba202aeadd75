import type { Settings } from '../../shared/config/settings'
import type { Activity } from '../../shared/model/activity'
import type { Alert } from '../../shared/model/alert'
import type { Finding } from '../../shared/model/finding'
import { MINUTE, type EpochMs } from '../../shared/model/time'
import type { Detector } from '../../shared/pipeline/detector'
import { processBatch } from '../../shared/pipeline/process-batch'
import { storedNatives } from '../../shared/pipeline/process-native'
import { sweep } from '../../shared/pipeline/sweep'
import { PROVIDERS } from '../../shared/providers/unwrap'
import { memoryStore } from '../../shared/state/memory-store'
import { StoreUnavailable, type StateStore } from '../../shared/state/store'
import { storedHistory } from '../../shared/state/stored-history'
import { NOON } from './activity'
import { testDetector } from './detector'

/** What is delivered, and how the world behaves meanwhile. */
export interface Story {
  readonly name: string
  /** Values as a cloud delivers them, in the order in which they happened. */
  readonly deliveries: readonly unknown[]
  readonly settings?: Partial<Settings>
  /** Names of the sinks; `mail` alone unless given. */
  readonly sinks?: readonly string[]
  /** Calls that are refused for a time that begins when the plan says. */
  readonly outage?: { readonly calls: RegExp; readonly minutes: number }
  /** What the cloud answers when asked for a text, at milliseconds since the start; nothing new unless given. */
  readonly text?: (activity: Activity, at: number) => Activity
  /** Breaks the store on purpose. */
  readonly sabotage?: (store: StateStore) => Partial<StateStore>
}

/** The run dies, or the call fails, before the call has an effect or after it. */
export type Fault = 'dies before' | 'dies after' | 'fails before' | 'fails after'

/** Everything that may differ between two schedules of one story. */
export interface Plan {
  /** Deliveries by their place in the story, at milliseconds since the start; one listed twice is a duplicate. */
  readonly arrivals: readonly { readonly delivery: number; readonly at: number }[]
  /** Picks the place of the run that goes on, of those that wait. */
  readonly choose: (runs: readonly Run[]) => number
  /** By the number of the call, counted over all runs. */
  readonly faults: ReadonlyMap<number, Fault>
  /** Milliseconds since the start; null when the story's outage does not come. */
  readonly outageAt: number | null
  /** Sweeps that begin at each heartbeat. */
  readonly sweeps: number
  /** From 0 to 1. */
  readonly random: () => number
}

/** One invocation. A delivery whose run died or failed comes again. */
export interface Run {
  readonly name: string
  /** Its place in the story; null for a sweep. */
  readonly delivery: number | null
  state: 'running' | 'done' | 'died' | 'failed'
  error: string
  /** One of its calls was refused, or it died. */
  isDisturbed: boolean
}

/** Everything that happened until nothing was left to do. */
export interface Ending {
  readonly mails: readonly { readonly sink: string; readonly alert: Alert; readonly run: Run }[]
  readonly counted: readonly Alert[]
  readonly judged: readonly { readonly activity: Activity; readonly findings: readonly Finding[] }[]
  /** Reasons of what was quarantined. */
  readonly quarantined: readonly string[]
  readonly runs: readonly Run[]
  /** Bodies of items, and members of sets, by key. */
  readonly stored: readonly (readonly [string, unknown])[]
  /** Keys of the work that nobody ever finished. */
  readonly due: readonly string[]
  readonly calls: number
  /** A line for each call: milliseconds since the start, run, call. */
  readonly trace: readonly string[]
}

/** A minute after the first events of the fixtures happened. */
const START: EpochMs = NOON + MINUTE

/** What each call takes: so little that a run which waits for all others is not near a time-out. */
const CALL_MS = 10

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const REDELIVER_AFTER_MS = MINUTE

const HEARTBEAT_MS = 5 * MINUTE

/** A day and a half: longer than anything may stay deferred. */
const MAX_HEARTBEATS = 432

const MAX_RUNS = 200

interface Call {
  readonly run: Run
  readonly name: string
  /** A sleep's end; 0 for every other call. */
  readonly wakesAt: EpochMs
  readonly effect: () => Promise<unknown>
  readonly answer: (outcome: Promise<unknown>) => void
}

/** All microtasks have run: each run waits for an answer or has ended. */
const quiet = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** What a call is about, as far as its argument names it: an id, or a kind of items. */
const nameOf = (argument: unknown): string => {
  const first: unknown = Array.isArray(argument) ? argument[0] : argument
  const name: unknown = typeof first === 'object' && first !== null ? Reflect.get(first, 'name') : first
  return typeof name === 'string' ? name.slice(0, 48) : ''
}

/** What a port rejects with that cannot be reached. */
const refusal = (name: string): Error =>
  name.startsWith('state') ? new StoreUnavailable(`${name} is refused`) : new Error(`${name} is refused`)

const deliver = async (detector: Detector, value: unknown): Promise<void> => {
  const [first] = await processBatch(detector, [value], PROVIDERS)
  if (first !== undefined) throw first.error
}

const sweepAll = async (detector: Detector): Promise<void> => {
  while ((await sweep(detector, { width: 2 })) > 0);
}

/**
 * Runs a story over one store in memory. Every call of a port, and every sleep, waits until the plan picks its run; it
 * has its effect at once, and the run goes on to its next calls. Time passes with calls, and when nothing else waits it
 * leaps to the next arrival, heartbeat or end of a sleep. Ends when nothing runs, arrives or is due.
 */
export const runSchedule = async (story: Story, plan: Plan): Promise<Ending> => {
  const mails: { sink: string; alert: Alert; run: Run }[] = []
  const counted: Alert[] = []
  const judged: { activity: Activity; findings: readonly Finding[] }[] = []
  const quarantined: string[] = []
  const runs: Run[] = []
  const trace: string[] = []
  let arrivals = plan.arrivals.map(({ delivery, at }) => ({ delivery, at: START + at }))
  let waiting: Call[] = []
  let now = START
  const memory = memoryStore(() => now)
  const sets = new Map<string, () => Promise<readonly string[]>>()
  let beats = 0

  /** Remembers which sets there are, so that their members can be read in the end. */
  const addMembers: StateStore['addMembers'] = (kind, id, ...rest) => {
    const members = async (): Promise<readonly string[]> =>
      (await memory.addMembers(kind, id, [], 0, 0)).members.map((member) => kind.encode(member)).toSorted()
    sets.set(kind.key(id), members)
    return memory.addMembers(kind, id, ...rest)
  }
  const store: StateStore = { ...memory, addMembers, ...story.sabotage?.(memory) }

  const isRefused = (name: string): boolean => {
    const since = now - START - (plan.outageAt ?? Number.POSITIVE_INFINITY)
    return (
      story.outage !== undefined && story.outage.calls.test(name) && since >= 0 && since < story.outage.minutes * MINUTE
    )
  }

  const gate = <T>(run: Run, name: string, call: () => Promise<T>, wakesAt = 0): Promise<T> =>
    new Promise<T>((resolve) => {
      const effect = async (): Promise<T> => {
        if (!isRefused(name)) return call()
        run.isDisturbed = true
        throw refusal(name)
      }
      waiting.push({ run, name, wakesAt, effect, answer: (outcome) => resolve(outcome as Promise<T>) })
    })

  /** The port with a gate before each method, whatever its methods are. */
  const gated = <T extends object>(run: Run, port: string, inner: T): T =>
    new Proxy(inner, {
      get: (target, member) => {
        const own: unknown = Reflect.get(target, member)
        if (typeof own !== 'function') return own
        return (...args: readonly unknown[]) => {
          const name = [`${port}.${String(member)}`, ...args.slice(0, 2).map(nameOf)].join(' ').trim()
          return gate(run, name, async () => Reflect.apply(own, target, args) as unknown)
        }
      },
    })

  const detectorOf = (run: Run): Detector => {
    const state = gated(run, 'state', store)
    const clock = {
      now: () => now,
      random: plan.random,
      sleep: (ms: number) => gate(run, `sleep ${Math.ceil(ms)}`, async () => {}, now + Math.ceil(ms)),
    }
    const complete = async (activity: Activity): Promise<Activity> => story.text?.(activity, now - START) ?? activity
    const send = (sink: string) => async (alert: Alert) => void mails.push({ sink, alert, run })
    return testDetector(story.settings, {
      state,
      clock,
      history: storedHistory(state, clock),
      text: gated(run, 'text', { complete }),
      natives: storedNatives(state, clock),
      sinks: (story.sinks ?? ['mail']).map((name) => ({ name, ...gated(run, name, { send: send(name) }) })),
      quarantine: gated(run, 'quarantine', { put: async ({ reason }) => void quarantined.push(reason) }),
      traces: gated(run, 'traces', { offer: async () => {} }),
      health: gated(run, 'health', { notice: async () => {} }),
      observer: {
        judged: (activity, { findings }) => void judged.push({ activity, findings }),
        amended: (activity, { findings }) => void judged.push({ activity, findings }),
        counted: (alert) => void counted.push(alert),
        kept: () => {},
      },
    })
  }

  const deliverAgain = ({ delivery }: Run): void => {
    if (delivery !== null) arrivals.push({ delivery, at: now + REDELIVER_AFTER_MS })
  }

  const begin = (delivery: number | null): void => {
    const name = `${runs.length} ${delivery === null ? 'sweep' : `delivery ${delivery}`}`
    const run: Run = { name, delivery, state: 'running', error: '', isDisturbed: false }
    runs.push(run)
    const detector = detectorOf(run)
    const work = delivery === null ? sweepAll(detector) : deliver(detector, story.deliveries[delivery])
    work.then(
      () => void (run.state = 'done'),
      (cause: unknown) => {
        Object.assign(run, { state: 'failed', error: String(cause) })
        deliverAgain(run)
      },
    )
  }

  const isDue = async (at: EpochMs): Promise<boolean> => (await memory.due(at, 1)).length > 0

  const start = async (): Promise<void> => {
    const here = arrivals.filter(({ at }) => at <= now)
    arrivals = arrivals.filter(({ at }) => at > now)
    for (const { delivery } of here) begin(delivery)
    const beat = Math.floor((now - START) / HEARTBEAT_MS)
    if (beat > beats && (await isDue(now))) for (let count = 0; count < plan.sweeps; count++) begin(null)
    beats = beat
  }

  const carryOut = async (call: Call): Promise<void> => {
    const { run, name, effect } = call
    // A run that failed in one of several calls has ended, and the others are still on their way.
    const fault = run.state === 'running' ? plan.faults.get(trace.length) : undefined
    trace.push(`${now - START} ${run.name}: ${name}${fault === undefined ? '' : `, ${fault}`}`)
    now += CALL_MS
    waiting = waiting.filter((other) => other !== call)
    if (fault === undefined) return call.answer(effect())
    run.isDisturbed = true
    if (fault.endsWith('after')) await effect().catch(() => {})
    if (fault.startsWith('fails')) return call.answer(Promise.reject(refusal(name)))
    // What was asked for together with the last call may have its effect all the same.
    for (const other of waiting) if (other.run === run && plan.random() < 0.5) await other.effect().catch(() => {})
    waiting = waiting.filter((other) => other.run !== run)
    run.state = 'died'
    deliverAgain(run)
  }

  const isEndless = (): boolean => beats >= MAX_HEARTBEATS || runs.length >= MAX_RUNS

  while (!isEndless()) {
    await start()
    await quiet()
    const sleepers = waiting.filter(({ wakesAt }) => wakesAt > 0).toSorted((a, b) => a.wakesAt - b.wakesAt)
    const ready = [
      ...waiting.filter(({ wakesAt }) => wakesAt === 0),
      ...sleepers.slice(0, 1).filter(({ wakesAt }) => wakesAt <= now),
    ]
    const next = ready[ready.length === 0 ? 0 : plan.choose(ready.map(({ run }) => run))]
    if (next !== undefined) await carryOut(next)
    else {
      const times = [...sleepers.map(({ wakesAt }) => wakesAt), ...arrivals.map(({ at }) => at)]
      if (await isDue(Number.MAX_SAFE_INTEGER)) times.push(START + (beats + 1) * HEARTBEAT_MS)
      if (times.length === 0) break
      now = Math.max(now, Math.min(...times))
    }
  }

  const items = memory.entries().map(([key, text]) => [key, parsed(text)] as const)
  const members = await Promise.all([...sets].map(async ([key, read]) => [key, await read()] as const))
  return {
    mails,
    counted,
    judged,
    quarantined,
    runs,
    stored: [...items, ...members].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    due: (await memory.due(Number.MAX_SAFE_INTEGER, 1_000)).map(({ key }) => key),
    calls: trace.length,
    trace,
  }
}
