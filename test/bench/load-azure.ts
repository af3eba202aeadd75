import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { alertId } from '../../shared/engine/alert'
import { activityId } from '../../shared/providers/azure/activity-id'
import { normalizeAzure } from '../../shared/providers/azure/normalize'
import { createFaultPlan } from '../emulators/fault-plan'
import { activityLogRecord, message, uuid, vmId } from '../support/azure-events'
import { startAzureWorld, type AzureWorld } from '../support/azure-world'
import { activityLogRecord as backgroundRecord } from './activity-log-records'
import { seededRandom, type Random } from './random'

/*
 * Load through the whole Azure path: producer, AMQP hub, consumer, two instances of the built app, tables, STS, SNS, mailbox; with
 * duplicates, disorder and seeded faults. Fails when an alert is lost, or comes under another id.
 *
 *   npm run build && npx tsx test/bench/load-azure.ts --records 20000 --relevant 0.01 --seed 1
 */

const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '20000' },
    relevant: { type: 'string', default: '0.01' },
    seed: { type: 'string', default: '1' },
    /** Shares of throttled, failed and unanswered calls to tables and SNS. */
    faults: { type: 'string', default: '0.05,0.01,0.01' },
  },
})

const RECORDS = Number(values.records)
const OPERATIONS = Math.max(1, Math.round((RECORDS * Number(values.relevant)) / 3))
const DUPLICATES = 0.2
/** Records move at most this far from their place. */
const DISORDER = 100
const RECORDS_IN_MESSAGE = 10
const MESSAGES_IN_SEND = 20

/** The stages of one operation by a caller of its own from another tenant: high, so that none is held back for a digest. */
const operation = (number: number, at: number) => {
  const time = (seconds: number): string => new Date(at + 1_000 * seconds).toISOString()
  const options = { person: 1_000 + number, user: `user${number}@example.com`, correlationId: uuid(1_000_000 + number), resourceId: vmId(`vm-${number}`), callerTenant: uuid(99) }
  return [
    activityLogRecord({ ...options, result: 'Start', time: time(0) }),
    activityLogRecord({ ...options, result: 'Accept', time: time(1) }),
    activityLogRecord({ ...options, result: 'Success', time: time(30) }),
  ]
}

const expectedId = (start: ReturnType<typeof activityLogRecord>): string => {
  const normalized = normalizeAzure({ format: 'event-hub', body: start, account: null })
  if (normalized.kind !== 'stage') throw new Error(`a Start became ${normalized.kind}`)
  return alertId({ id: activityId(normalized.stage.foldKey, 0), commandId: null })
}

const generate = (random: Random) => {
  const begin = Date.UTC(2026, 2, 2, 10)
  const operations = Array.from({ length: OPERATIONS }, (_, number) => operation(number, begin + number * 1_000))
  const stagesAt = operations.flatMap((stages) => {
    const place = random.next()
    return stages.map((record, index) => ({ place: place + index / 1_000, text: JSON.stringify(record) }))
  })
  const background = Array.from({ length: Math.max(0, RECORDS - 3 * OPERATIONS) }, () => ({ place: random.next(), text: backgroundRecord(random, 0, '2026-03-02T10:00:00Z') }))
  const once = [...stagesAt, ...background].toSorted((a, b) => a.place - b.place).map(({ text }, index) => ({ place: index + random.next() * DISORDER, text }))
  const twice = once.filter(() => random.next() < DUPLICATES).map(({ place, text }) => ({ place: place + random.next() * 2 * DISORDER, text }))
  const texts = [...once, ...twice].toSorted((a, b) => a.place - b.place).map(({ text }) => text)
  return { texts, expected: new Set(operations.map(([start]) => expectedId(start!))) }
}

const produce = async (world: AzureWorld, texts: readonly string[]): Promise<number> => {
  const messages = Array.from({ length: Math.ceil(texts.length / RECORDS_IN_MESSAGE) }, (_, index) => message(...texts.slice(index * RECORDS_IN_MESSAGE, (index + 1) * RECORDS_IN_MESSAGE).map((text) => JSON.parse(text) as unknown)))
  for (let start = 0; start < messages.length; start += MESSAGES_IN_SEND) await world.produce(messages.slice(start, start + MESSAGES_IN_SEND))
  return messages.length
}

/** Heartbeats until nothing waits in the retry store; what failed in one is due in the next. */
const flush = async (world: AzureWorld): Promise<number> => {
  let heartbeats = 0
  while ((await world.makeDue()) > 0) {
    await world.app.invokeTimer('heartbeat')
    heartbeats++
    // An instance leaves AWS alone for half a minute after a failure.
    if ((await world.makeDue()) > 0) await sleep(31_000)
  }
  return heartbeats
}

const run = async (): Promise<void> => {
  const [throttle = 0, error = 0, timeout = 0] = values.faults.split(',').map(Number)
  const faulty = (service: string) => createFaultPlan({ seed: `${values.seed}/${service}`, rates: { throttle, error, timeout } })
  const { texts, expected } = generate(seededRandom(Number(values.seed)))
  const world = await startAzureWorld({}, { faults: { tables: faulty('tables'), sns: faulty('sns') } })
  try {
    const triggers = await Promise.all([world.trigger(world.app, 'activityLog', ['0', '1']), world.trigger(await world.another(), 'activityLog', ['2', '3'])])
    const passed = (): number => triggers.reduce((sum, trigger) => sum + trigger.passed(), 0)
    const begun = performance.now()
    const messages = await produce(world, texts)
    while (passed() < messages) {
      await sleep(100)
      if (process.stderr.isTTY) process.stderr.write(`\r${passed()} of ${messages} messages`)
    }
    const seconds = (performance.now() - begun) / 1_000
    const heartbeats = await flush(world)
    const ids = (await world.alerts.read({ atLeast: expected.size, patienceMs: 10_000 })).map(({ body }) => /^Alert ([0-9a-f]{32})$/m.exec(body)?.[1] ?? '')
    const arrived = new Set(ids)
    const lost = [...expected].filter((id) => !arrived.has(id))
    const foreign = [...arrived].filter((id) => !expected.has(id))
    const quarantined = (await world.blobs('quarantine')).length
    console.log(
      JSON.stringify(
        {
          records: texts.length,
          operations: expected.size,
          seconds: Number(seconds.toFixed(1)),
          recordsPerSecond: Math.round(texts.length / seconds),
          faults: { tables: world.faults.tables.counts(), sns: world.faults.sns.counts() },
          batchesGivenUp: triggers.reduce((sum, trigger) => sum + trigger.failed(), 0),
          quarantined,
          heartbeats,
          mails: ids.length,
          lost: lost.length,
          repeats: ids.length - arrived.size,
          underOtherIds: foreign.length,
        },
        null,
        2,
      ),
    )
    if (lost.length > 0 || foreign.length > 0 || quarantined > 0) process.exitCode = 1
  } finally {
    await world.stop()
  }
}

run().catch((cause: unknown) => {
  console.error(cause)
  process.exitCode = 1
})
