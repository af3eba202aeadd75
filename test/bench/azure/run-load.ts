import { setTimeout as sleep } from 'node:timers/promises'
import { createFaultPlan } from '../../emulators/fault-plan'
import { message } from '../../support/azure-events'
import { startAzureWorld, type AzureWorld } from '../../support/azure-world'
import { seededRandom } from '../random'
import { accountOf, type Account } from './load-account'
import { loadStory } from './load-story'

const RECORDS_IN_MESSAGE = 10
const MESSAGES_IN_SEND = 20

/** Heartbeats in which everything that waits must be done. */
const LAST_HEARTBEATS = 20

export interface LoadOptions {
  readonly records: number
  /** Share of records that belong to operations which raise alerts. */
  readonly relevant: number
  readonly seed: string
  /** Shares of calls to tables and SNS that are throttled, answered with status 500, and not answered in time. */
  readonly faults: readonly [throttled: number, failed: number, unanswered: number]
  readonly onProgress?: (passed: number, messages: number) => void
}

export interface LoadSummary extends Account {
  readonly records: number
  readonly operations: number
  readonly seconds: number
  readonly recordsPerSecond: number
  /** Calls and injected faults by operation. */
  readonly calls: {
    readonly tables: ReturnType<AzureWorld['faults']['tables']['counts']>
    readonly sns: ReturnType<AzureWorld['faults']['sns']['counts']>
  }
  readonly batchesGivenUp: number
  readonly quarantined: number
  readonly heartbeats: number
  /** Alerts that still wait for another try. */
  readonly waiting: number
}

/**
 * A story through producer, AMQP hub, consumer, two instances of the built app, tables, STS, SNS and mailbox, under
 * seeded faults. Half of the calls that are not answered in time were carried out all the same.
 */
export const runLoad = async ({
  records,
  relevant,
  seed,
  faults: [throttle, error, unanswered],
  onProgress,
}: LoadOptions): Promise<LoadSummary> => {
  const faulty = (service: string) =>
    createFaultPlan({
      seed: `${seed}/${service}`,
      rates: { throttle, error, timeout: unanswered / 2, 'lost-answer': unanswered / 2 },
    })
  const { texts, expected } = loadStory(records, relevant, seededRandom(Number.parseInt(seed, 10)))
  const account = accountOf(expected)
  const world = await startAzureWorld(
    {},
    { faults: { tables: faulty('tables'), sns: faulty('sns') }, onCall: account.heard },
  )
  try {
    const triggers = await Promise.all([
      world.trigger(world.app, 'activityLog', ['0', '1']),
      world.trigger(await world.another(), 'activityLog', ['2', '3']),
    ])
    const passed = (): number => triggers.reduce((sum, trigger) => sum + trigger.passed(), 0)
    const begun = performance.now()
    const messages = await produce(world, texts)
    while (passed() < messages) {
      await sleep(50)
      onProgress?.(passed(), messages)
    }
    const seconds = (performance.now() - begun) / 1_000
    const { heartbeats, waiting } = await flush(world)
    const mails = await world.alerts.read({ atLeast: expected.length })
    return {
      records: texts.length,
      operations: expected.length,
      seconds: Number(seconds.toFixed(1)),
      recordsPerSecond: Math.round(texts.length / seconds),
      calls: { tables: world.faults.tables.counts(), sns: world.faults.sns.counts() },
      batchesGivenUp: triggers.reduce((sum, trigger) => sum + trigger.failed(), 0),
      quarantined: (await world.blobs('quarantine')).length,
      heartbeats,
      waiting,
      ...account.balance(mails),
    }
  } finally {
    await world.stop()
  }
}

const produce = async (world: AzureWorld, texts: readonly string[]): Promise<number> => {
  const messages = Array.from({ length: Math.ceil(texts.length / RECORDS_IN_MESSAGE) }, (_, index) =>
    message(
      ...texts
        .slice(index * RECORDS_IN_MESSAGE, (index + 1) * RECORDS_IN_MESSAGE)
        .map((text) => JSON.parse(text) as unknown),
    ),
  )
  for (let start = 0; start < messages.length; start += MESSAGES_IN_SEND)
    await world.produce(messages.slice(start, start + MESSAGES_IN_SEND))
  return messages.length
}

/**
 * Heartbeats until nothing waits in the retry store, each of a new instance: one leaves AWS alone for
 * half a minute after a failure.
 */
const flush = async (world: AzureWorld): Promise<{ readonly heartbeats: number; readonly waiting: number }> => {
  let waiting = await world.makeDue()
  let heartbeats = 0
  for (; waiting > 0 && heartbeats < LAST_HEARTBEATS; heartbeats++) {
    await (await world.another()).invokeTimer('heartbeat')
    waiting = await world.makeDue()
  }
  return { heartbeats, waiting }
}
