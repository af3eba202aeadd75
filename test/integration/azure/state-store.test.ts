import { cleanUp, ROUND_MS } from '../../../functions/azure/state/clean-up'
import { deferredPlace, placeOf } from '../../../functions/azure/state/table-entity'
import { tableState, tableTexts } from '../../../functions/azure/state/table-state'
import { prepareLocalStorage, storageAt, TABLES, type Storage } from '../../../functions/azure/storage'
import { ACTIVITY, WINDOW } from '../../../shared/state/kinds'
import { StoreUnavailable } from '../../../shared/state/store'
import type { Clock } from '../../../shared/model/clock'
import { DAY, HOUR } from '../../../shared/model/time'
import { startAzureStorage, type AzureStorageEmulator } from '../../emulators/azure-storage'
import { createFaultPlan } from '../../emulators/fault-plan'
import { startFaultProxy, type FaultProxy } from '../../emulators/fault-proxy'
import { testClock } from '../../support/clock'
import { memoryTexts } from '../../support/memory-texts'
import { plainCalls, type PlainCalls } from '../../support/texts'

const NOW = Date.UTC(2026, 2, 2, 10)
const LATER = NOW + DAY

let emulator: AzureStorageEmulator
let proxy: FaultProxy
let storage: Storage
const faults = createFaultPlan()
const clock: Clock = {
  now: () => NOW,
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random: Math.random,
}

beforeAll(async () => {
  emulator = await startAzureStorage()
  proxy = await startFaultProxy(emulator.tableEndpoint, faults)
  storage = storageAt({
    kind: 'connection-string',
    connectionString: emulator.connectionStringFor({ blob: emulator.blobEndpoint, table: proxy.endpoint }),
  })
  await prepareLocalStorage(storage)
})
afterEach(() => faults.up())
afterAll(async () => {
  await proxy.stop()
  await emulator.stop()
})

let next = 0
/** A key that no other test uses. */
const key = (prefix = 'activity'): string => `${prefix}/${++next} #?\\%\u00fc`

describe.each<[string, () => PlainCalls]>([
  ['memory', () => plainCalls(memoryTexts())],
  ['tables', () => plainCalls(tableTexts(storage, clock))],
])('a store of texts in %s', (_name, make) => {
  it('knows nothing of a key that was never written', async () => {
    expect(await make().read([key(), key('ledger')])).toEqual(new Map())
  })

  it('reads many keys at once, each once', async () => {
    const store = make()
    const keys = Array.from({ length: 80 }, (_, index) => key(['activity', 'term', 'ledger'][index % 3]))
    await Promise.all(keys.map((name) => store.write(name, JSON.stringify(name), null, LATER)))
    const found = await store.read([...keys, ...keys, key()])
    expect([...found].map(([name, { value }]) => [name, value])).toEqual(
      keys.map((name) => [name, JSON.stringify(name)]),
    )
  })

  it('creates only what does not exist', async () => {
    const [store, name] = [make(), key()]
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) => store.write(name, String(index), null, LATER)),
    )
    expect(outcomes.filter(Boolean)).toHaveLength(1)
    expect((await store.read([name])).get(name)?.value).toBe(String(outcomes.indexOf(true)))
  })

  it('changes only the version that was read', async () => {
    const [store, name] = [make(), key()]
    await store.write(name, '1', null, LATER)
    const first = (await store.read([name])).get(name)!
    expect(await store.write(name, '2', first.version, LATER)).toBe(true)
    expect(await store.write(name, '3', first.version, LATER)).toBe(false)
    const second = (await store.read([name])).get(name)!
    expect(second.value).toBe('2')
    expect(second.version).not.toBe(first.version)
    expect(await store.write(key(), '1', first.version, LATER)).toBe(false)
  })

  it.each([
    ['empty', ''],
    ['of one property', 'a'.repeat(30_000)],
    ['of many properties', 'ab'.repeat(150_000)],
    // Longer ones azurite decodes wrongly where two packets meet.
    ['of letters beyond ASCII', '\u00fc\u{1f600}'.repeat(1_000)],
  ])('keeps a value that is %s, and a shorter one after it', async (_size, value) => {
    const [store, name] = [make(), key()]
    await store.write(name, value, null, LATER)
    const stored = (await store.read([name])).get(name)!
    expect(stored.value === value).toBe(true)
    await store.write(name, 'short', stored.version, LATER)
    expect((await store.read([name])).get(name)?.value).toBe('short')
  })

  it('adds members once, in any number of calls, and returns what the set is then', async () => {
    const [store, name] = [make(), key('window')]
    expect(await store.addMembers(name, [], 5, LATER)).toEqual({ members: [], more: false })
    expect(await store.addMembers(name, ['a', 'b', 'a'], 5, LATER)).toEqual({ members: ['a', 'b'], more: false })
    expect(await store.addMembers(name, ['b', 'c'], 5, LATER)).toEqual({ members: ['a', 'b', 'c'], more: false })
    expect(await store.addMembers(name, [], 5, LATER)).toEqual({ members: ['a', 'b', 'c'], more: false })
  })

  it('keeps at most as many members as it may, and says that there are more', async () => {
    const [store, name] = [make(), key('window')]
    expect(await store.addMembers(name, ['a', 'b', 'c'], 2, LATER)).toEqual({ members: ['a', 'b'], more: true })
    expect(await store.addMembers(name, ['a'], 2, LATER)).toMatchObject({ members: ['a', 'b'] })
  })

  it('loses no member of writers who come at the same time', async () => {
    const [store, name] = [make(), key('window')]
    const views = await Promise.all(
      Array.from({ length: 12 }, (_, index) => store.addMembers(name, [`m${index}`], 100, LATER)),
    )
    expect((await store.addMembers(name, [], 100, LATER)).members.toSorted()).toEqual(
      Array.from({ length: 12 }, (_, index) => `m${index}`).toSorted(),
    )
    expect(Math.max(...views.map(({ members }) => members.length))).toBe(12)
  })

  const dueTexts = async (store: PlainCalls, now: number): Promise<readonly string[]> =>
    (await store.due(now)).map(({ value }) => value)

  it('returns work when it is due, until it is cancelled', async () => {
    const store = make()
    const [a, b, c] = [key('judge'), key('judge'), key('judge')]
    const long = 'x'.repeat(40_000)
    await store.defer(b, 'second', NOW + 2)
    await store.defer(a, long, NOW + 1)
    await store.defer(c, 'third', NOW + 3)
    expect(await dueTexts(store, NOW)).toEqual([])
    expect(await dueTexts(store, NOW + 2)).toEqual([long, 'second'])
    await store.defer(a, 'again', NOW + 5)
    expect(await dueTexts(store, NOW + 9)).toEqual(['second', 'third', 'again'])
    for (const name of [a, b, c, c]) await store.cancel(name)
    expect(await dueTexts(store, NOW + 9)).toEqual([])
  })

  it('leaves work alone that must not be replaced', async () => {
    const [store, name] = [make(), key('judge')]
    await store.defer(name, 'first', NOW, false)
    await store.defer(name, 'second', NOW, false)
    expect(await dueTexts(store, NOW)).toEqual(['first'])
    await store.cancel(name)
  })

  it('completes and puts off work only as it was when it was taken up', async () => {
    const [store, name] = [make(), key('judge')]
    await store.defer(name, 'first', NOW)
    const [taken] = await store.due(NOW)
    await store.defer(name, 'second', NOW)
    await store.complete(name, taken!.version)
    await store.postpone(name, taken!.version, { dueAt: NOW + 9, since: 1, tries: 1 })
    const [current] = await store.due(NOW)
    expect(current).toMatchObject({ key: name, value: 'second', since: 0, tries: 0 })
    await store.postpone(name, current!.version, { dueAt: NOW + 5, since: 7, tries: 3 })
    expect(await dueTexts(store, NOW + 4)).toEqual([])
    const [later] = await store.due(NOW + 5)
    expect(later).toMatchObject({ key: name, value: 'second', dueAt: NOW + 5, since: 7, tries: 3 })
    await store.complete(name, later!.version)
    await store.complete(name, later!.version)
    expect(await dueTexts(store, NOW + 9)).toEqual([])
  })
})

describe('deferred work of 0.1.0 in tables', () => {
  it('has no age and no tries, is put off and completed', async () => {
    const store = plainCalls(tableTexts(storage, clock))
    const place = deferredPlace('judge/old')
    await storage.table(place.table).upsertEntity({
      partitionKey: place.partitionKey,
      rowKey: place.rowKey,
      key: 'judge/old',
      dueAt: new Date(NOW),
      value: '{}',
    })
    const [old] = await store.due(NOW)
    expect(old).toMatchObject({ key: 'judge/old', value: '{}', dueAt: NOW, since: null, tries: 0 })
    await store.postpone('judge/old', old!.version, { dueAt: NOW + 1, since: NOW, tries: 1 })
    const [postponed] = await store.due(NOW + 1)
    expect(postponed).toMatchObject({ value: '{}', since: NOW, tries: 1 })
    await store.complete('judge/old', postponed!.version)
    expect(await store.due(NOW + 1)).toEqual([])
  })
})

describe('table state on a bad day', () => {
  const state = () => plainCalls(tableTexts(storage, clock))

  it('goes on after faults that pass', async () => {
    const name = key()
    faults.failAfter(0, 'throttle', { operation: 'table:POST', times: 1 })
    faults.failAfter(0, 'reset', { operation: 'table:GET', times: 1 })
    faults.failAfter(0, 'timeout', { operation: 'table:GET', times: 1 })
    expect(await state().write(name, '1', null, LATER)).toBe(true)
    expect((await state().read([name])).get(name)?.value).toBe('1')
  })

  it('rejects every call while the tables are down', async () => {
    faults.down()
    const store = tableState(storage, clock)
    const calls = [
      store.read(ACTIVITY, [key()]),
      store.addMembers(WINDOW, key(), [], 5, LATER),
      store.due(NOW, 1),
      store.complete('judge/x', 'v'),
    ]
    for (const outcome of await Promise.allSettled(calls))
      expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) })
  })

  it('takes a missing table for a fault, not for an empty one', async () => {
    const other = storageAt({ kind: 'connection-string', connectionString: emulator.connectionString })
    await other.table('ledger').deleteTable()
    const calls = plainCalls(tableTexts(other, clock))
    await expect(calls.read(['ledger/x'])).rejects.toThrow(/not exist/i)
    await expect(calls.write('ledger/x', '1', null, LATER)).rejects.toThrow(/not exist/i)
    await prepareLocalStorage(other)
  })

  it('refuses a value that no entity can hold', async () => {
    await expect(state().write(key(), 'a'.repeat(500_000), null, LATER)).rejects.toThrow('expected at most 480000')
  })
})

describe('cleanUp', () => {
  it('deletes what has expired, one partition a run, all of them in a round, and nothing else', async () => {
    const store = plainCalls(tableTexts(storage, clock))
    const keys = TABLES.flatMap((table) =>
      Array.from({ length: 20 }, () => key({ activities: 'activity', history: 'term', ledger: 'ledger' }[table])),
    )
    const isOld = (index: number): boolean => index % 2 === 0
    await Promise.all(
      keys.map((name, index) => store.write(name, '1', null, isOld(index) ? NOW - HOUR : NOW + 2 * DAY)),
    )
    await store.defer('judge/old', '1', NOW - DAY)
    const shards = new Set(keys.map((name) => placeOf(name).partitionKey))
    const timer = testClock(NOW)
    let deleted = 0
    for (let run = 0; run < 256; run++) {
      timer.time = NOW + run * ROUND_MS
      const shard = (Math.floor(timer.time / ROUND_MS) % 256).toString(16).padStart(2, '0')
      if (shards.has(shard)) deleted += await cleanUp(storage, timer)
    }
    expect(deleted).toBe(30)
    expect([...(await store.read(keys)).keys()]).toEqual(keys.filter((_, index) => !isOld(index)))
    expect(await store.due(NOW)).toMatchObject([{ key: 'judge/old', value: '1' }])
  })
})
