import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createFaultPlan } from '../../emulators/fault-plan'
import { startLambda, type Lambda, type LambdaResult } from '../../emulators/lambda-runtime'
import { heartbeatEvent } from '../../support/aws-events'
import { seededRandom } from '../random'
import { startFakeServices } from './fake-services'
import { accountOf, SLOW_MS, type Account, type Ended } from './load-account'
import { scriptOf, story, STORY_SETTINGS, yesterday, type Occurrence } from './load-story'

export interface LoadOptions {
  readonly events: number
  /** Events a second that are offered. */
  readonly rate: number
  readonly seed: string
  /** Shares of calls that are throttled, answered with status 500, and not answered in time. */
  readonly faults: readonly [throttled: number, failed: number, unanswered: number]
  /** Share of runs in whose midst the process dies. */
  readonly crashes: number
  readonly containers: number
  /**
   * Waits before the second and the third try of an event
   * (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html).
   */
  readonly retryAfterMs: readonly [number, number]
  readonly onProgress?: (delivered: number) => void
}

export interface LoadSummary extends Account {
  readonly events: number
  readonly twice: number
  readonly seconds: number
  readonly eventsPerSecond: number
  readonly containers: number
  readonly crashes: number
  /** By error type. */
  readonly failedRuns: Readonly<Record<string, number>>
  readonly fellToQueue: number
  readonly heartbeats: number
  /** Calls and injected faults by operation. */
  readonly calls: ReturnType<ReturnType<typeof createFaultPlan>['counts']>
}

const JSON_TOPIC = 'arn:aws:sns:us-east-1:123456789012:alerts-json'

const HEARTBEAT_EVERY_MS = 60_000

/** Heartbeats in which everything that waits must be done. */
const LAST_HEARTBEATS = 100

/** Milliseconds within which a process that is to die does, from the moment it was given an event. */
const DIES_WITHIN_MS = 25

/** The built bundle where nobody writes it again in the middle of a run. */
const copyOfBundle = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'runwarden-load-'))
  cpSync(join(__dirname, '..', '..', '..', 'dist', 'aws'), folder, { recursive: true })
  return folder
}

/**
 * The story through the built function in several containers, with everything that Lambda's asynchronous invocation
 * does: two further tries, then the failure queue, which the heartbeat drains. Half of the calls that are not answered
 * in time were carried out all the same.
 */
export const runLoad = async (options: LoadOptions): Promise<LoadSummary> => {
  const random = seededRandom(Number.parseInt(options.seed, 10))
  const [throttle, error, unanswered] = options.faults
  const faults = createFaultPlan({
    seed: options.seed,
    rates: { throttle, error, timeout: unanswered / 2, 'lost-answer': unanswered / 2 },
  })
  const ledger = accountOf()
  const services = await startFakeServices({ faults, scriptOf, onPublication: ledger.published })
  const bundleFolder = copyOfBundle()
  const env = {
    ...services.environment,
    ...STORY_SETTINGS,
    RUNWARDEN_JSON_TOPIC_ARN: JSON_TOPIC,
    RUNWARDEN_FAILURE_QUEUE_URLS: JSON.stringify([services.failureUrl]),
  }
  const containers = await Promise.all(
    Array.from({ length: options.containers }, () =>
      startLambda({ bundleFolder, handler: 'index.handler', env, keepLogs: false }),
    ),
  )
  const ended: Ended[] = []
  let crashes = 0
  const failedRuns: Record<string, number> = {}
  let fellToQueue = 0
  let heartbeats = 0

  const run = async (
    container: Lambda,
    { alert, event }: Pick<Occurrence, 'alert' | 'event'>,
    mayDie: boolean,
  ): Promise<LambdaResult> => {
    const startedAt = Date.now()
    const invoked = container.invoke(event())
    if (mayDie && random.next() < options.crashes) {
      setTimeout(() => container.kill(), random.next() * DIES_WITHIN_MS)
      crashes++
    }
    const result = await invoked
    if (!result.ok) {
      failedRuns[result.errorType] = (failedRuns[result.errorType] ?? 0) + 1
      ended.push({ alert, startedAt, at: Date.now(), how: result.errorType })
    } else if (Date.now() - startedAt >= SLOW_MS) ended.push({ alert, startedAt, at: Date.now(), how: 'slow' })
    return result
  }

  const heartbeat = async (): Promise<void> => {
    heartbeats++
    await run(containers[0]!, { alert: '*', event: heartbeatEvent }, false)
  }

  try {
    const seeds = yesterday()
    await drain(
      containers,
      seeds.map((occurrence) => ({ occurrence, tries: 0, dueAt: 0 })),
      async (container, { occurrence }) => {
        while (!(await run(container, occurrence, false)).ok);
        return null
      },
    )

    const deliveries = story(options.events, random)
    const beginning = Date.now()
    const startedAt = performance.now()
    const work = deliveries.map(
      ({ occurrence }, index): Work => ({ occurrence, tries: 0, dueAt: beginning + (1_000 * index) / options.rate }),
    )
    let delivered = 0
    const beating = setInterval(() => void heartbeat(), HEARTBEAT_EVERY_MS)
    let seconds = 0
    await drain(containers, work, async (container, item) => {
      const { ok } = await run(container, item.occurrence, true)
      if (item.tries === 0) {
        options.onProgress?.(++delivered)
        if (delivered === deliveries.length) seconds = (performance.now() - startedAt) / 1_000
      }
      if (ok) return null
      const pause = options.retryAfterMs[item.tries]
      if (pause !== undefined) return { ...item, tries: item.tries + 1, dueAt: Date.now() + pause }
      services.queues.send(services.failureUrl, JSON.stringify({ requestPayload: item.occurrence.event() }))
      fellToQueue++
      return null
    })
    clearInterval(beating)
    for (
      let left = LAST_HEARTBEATS;
      left > 0 &&
      (services.table.partition('deferred').length > 0 || services.queues.bodies(services.failureUrl).length > 0);
      left--
    ) {
      services.table.hasten()
      services.queues.show()
      await heartbeat()
    }
    const occurrences = [...new Set([...seeds, ...deliveries.map(({ occurrence }) => occurrence)])]
    return {
      events: deliveries.length,
      twice: deliveries.length - new Set(deliveries.map(({ occurrence }) => occurrence)).size,
      seconds: Number(seconds.toFixed(1)),
      eventsPerSecond: Math.round(deliveries.length / seconds),
      containers: containers.length,
      crashes,
      failedRuns,
      fellToQueue,
      heartbeats,
      ...ledger.balance(occurrences, services, [services.environment['RUNWARDEN_TOPIC_ARN'] ?? '', JSON_TOPIC], ended),
      calls: faults.counts(),
    }
  } finally {
    await Promise.all(containers.map((container) => container.stop()))
    await services.stop()
    rmSync(bundleFolder, { recursive: true })
  }
}

interface Work {
  readonly occurrence: Occurrence
  readonly tries: number
  /** Wall clock time. */
  readonly dueAt: number
}

/** Gives the work to whichever container is free, none before its time; what `take` returns comes again. */
const drain = async (
  containers: readonly Lambda[],
  work: readonly Work[],
  take: (container: Lambda, item: Work) => Promise<Work | null>,
): Promise<void> => {
  let next = 0
  let open = work.length
  const again: Work[] = []
  const pick = (): Work | undefined => {
    const now = Date.now()
    const retry = again.findIndex(({ dueAt }) => dueAt <= now)
    if (retry >= 0) return again.splice(retry, 1)[0]
    const first = work[next]
    if (first === undefined || first.dueAt > now) return undefined
    next++
    return first
  }
  await Promise.all(
    containers.map(async (container) => {
      while (open > 0) {
        const item = pick()
        if (item === undefined) {
          await sleep(20)
          continue
        }
        const rest = await take(container, item)
        if (rest === null) open--
        else again.push(rest)
      }
    }),
  )
}
