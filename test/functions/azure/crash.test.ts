import { takeBatch } from '../../../functions/azure/take-batch'
import { memoryStore, type MemoryStore } from '../../../shared/state/memory-store'
import type { StateStore } from '../../../shared/state/store'
import { storedHistory } from '../../../shared/state/stored-history'
import type { Alert } from '../../../shared/model/alert'
import { activityLogRecord, message, processEvent, stages, uuid, vmId } from '../../support/azure-events'
import { testDetector } from '../../support/detector'

const later = (name: string, number: number) =>
  activityLogRecord({
    resourceId: vmId(name),
    correlationId: uuid(number),
    time: `2026-03-02T10:0${number}:00.0000000Z`,
  })

/**
 * All three stages of a command, a process it started, four more machines, one of them from a network
 * never seen, and a runbook job.
 */
const BATCH = [
  message(...stages()),
  message(later('vm-db-01', 1), later('vm-db-02', 2), later('vm-db-03', 3), {
    ...later('vm-db-04', 4),
    callerIpAddress: '198.51.100.20',
  }),
  processEvent(),
  message(
    activityLogRecord({
      operation: 'Microsoft.Automation/automationAccounts/jobs/write',
      resourceId: '/subscriptions/x/resourceGroups/rg/providers/Microsoft.Automation/automationAccounts/ops/jobs/j1',
      correlationId: uuid(9),
    }),
  ),
]

/** A store that does the n-th call and then dies with its process, as far as the detector can see. */
const dyingAfter = (inner: StateStore, calls: number) => {
  let left = calls
  let dead = false
  const counted = async <R>(call: () => Promise<R>): Promise<R> => {
    if (dead) throw new Error('process is gone')
    const result = await call()
    left--
    if (left < 0) {
      dead = true
      throw new Error('process ends here')
    }
    return result
  }
  const state: StateStore = {
    read: (...given) => counted(() => inner.read(...given)),
    write: (...given) => counted(() => inner.write(...given)),
    addMembers: (...given) => counted(() => inner.addMembers(...given)),
    defer: (...given) => counted(() => inner.defer(...given)),
    deferIfNone: (...given) => counted(() => inner.deferIfNone(...given)),
    cancel: (...given) => counted(() => inner.cancel(...given)),
    due: (...given) => counted(() => inner.due(...given)),
    complete: (...given) => counted(() => inner.complete(...given)),
    postpone: (...given) => counted(() => inner.postpone(...given)),
  }
  return { state, isDead: () => dead, calls: () => calls - left }
}

/** One delivery of the batch to a new process; what it sent before it died. */
const deliver = async (memory: MemoryStore, calls: number) => {
  const store = dyingAfter(memory, calls)
  const sent: Alert[] = []
  const send = async (alert: Alert): Promise<void> => {
    if (store.isDead()) throw new Error('process is gone')
    sent.push(alert)
  }
  const plain = testDetector({}, { state: store.state, sinks: [{ name: 'test', send }] })
  const detector = { ...plain, ports: { ...plain.ports, history: storedHistory(store.state, plain.clock) } }
  await takeBatch(detector, BATCH, false).catch((cause: unknown) => {
    if (!store.isDead()) throw cause
  })
  return { sent, calls: store.calls(), died: store.isDead() }
}

/** What is remembered in the end, without the wall clock of leases. */
const remembered = (memory: MemoryStore): readonly string[] =>
  memory.entries().map(([key, value]) => `${key} ${value.replace(/"leaseUntil":\d+/, '')}`)

const idsOf = (alerts: readonly Alert[]): readonly string[] => [...new Set(alerts.map(({ id }) => id))].toSorted()

describe('an app that dies after any call to its store', () => {
  it('sends every alert at least once, always under the same id, and remembers the same in the end', async () => {
    const undisturbed = memoryStore(() => 0)
    const expected = await deliver(undisturbed, Infinity)
    expect(idsOf(expected.sent).length).toBeGreaterThan(3)
    const whole = (
      await deliver(
        memoryStore(() => 0),
        100_000,
      )
    ).calls

    for (let calls = 0; calls < whole; calls++) {
      const memory = memoryStore(() => 0)
      const first = await deliver(memory, calls)
      expect(first.died).toBe(true)
      const second = await deliver(memory, Infinity)
      expect(idsOf([...first.sent, ...second.sent])).toEqual(idsOf(expected.sent))
      expect(remembered(memory)).toEqual(remembered(undisturbed))
    }
    expect(whole).toBeGreaterThan(100)
  })

  it('does so when it dies again and again', async () => {
    const undisturbed = memoryStore(() => 0)
    const expected = await deliver(undisturbed, Infinity)
    const memory = memoryStore(() => 0)
    const sent: Alert[] = []
    for (let attempt = 0, died = true; died; attempt++) {
      const delivery = await deliver(memory, 7 * attempt)
      sent.push(...delivery.sent)
      died = delivery.died
    }
    expect(idsOf(sent)).toEqual(idsOf(expected.sent))
    expect(remembered(memory)).toEqual(remembered(undisturbed))
  })

  it('sends nothing when the whole batch comes again', async () => {
    const memory = memoryStore(() => 0)
    await deliver(memory, Infinity)
    const before = remembered(memory)
    expect((await deliver(memory, Infinity)).sent).toEqual([])
    expect(remembered(memory)).toEqual(before)
  })
})
