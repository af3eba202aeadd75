import type { Deferred, MemberSet, StateStore, Stored, Version } from '../../../shared/state/store'
import type { Clock } from '../../../shared/model/clock'
import type { EpochMs } from '../../../shared/model/time'
import type { Storage } from '../storage'
import { inParallel } from './in-parallel'
import { DEFERRED, deferredPlace, joinValue, placeOf, splitValue, type Entity } from './table-entity'
import { isConflict, isMissing } from './table-errors'

/** Point reads under way at once: the service reads one entity a call, and a Function App has few outbound ports. */
const READS_AT_ONCE = 32

/** Tries to add members to an item that others write too. */
const TRIES = 12

interface Members {
  readonly members: readonly string[]
  readonly more: boolean
}

/** State in the tables of one storage account: single-entity conditional writes and consistent reads only. */
export const tableState = (storage: Storage, clock: Clock): StateStore => ({
  read: async (keys) => {
    const distinct = [...new Set(keys)]
    const found = await inParallel(distinct, READS_AT_ONCE, (key) => readOne(storage, key))
    return new Map(
      found.flatMap((stored, index) => (stored === null ? [] : [[distinct[index] ?? '', stored] as const])),
    )
  },

  write: (key, value, expected, expiresAt) => writeOne(storage, key, value, expected, expiresAt),

  addMembers: (key, members, limit, expiresAt) => addMembers(storage, clock, key, members, limit, expiresAt),

  defer: async (key, value, dueAt) => {
    const { table, partitionKey, rowKey } = deferredPlace(key)
    await storage
      .table(table)
      .upsertEntity<Entity>({ partitionKey, rowKey, key, dueAt: new Date(dueAt), ...splitValue(value) }, 'Replace')
  },

  due: (now, limit) => due(storage, now, limit),

  settle: async (key) => {
    const { table, partitionKey, rowKey } = deferredPlace(key)
    try {
      await storage.table(table).deleteEntity(partitionKey, rowKey)
    } catch (cause) {
      if (!isMissing(cause)) throw cause
    }
  },
})

const readOne = async (storage: Storage, key: string): Promise<Stored | null> => {
  const { table, partitionKey, rowKey } = placeOf(key)
  try {
    const entity = await storage.table(table).getEntity(partitionKey, rowKey)
    return { value: joinValue(entity), version: entity.etag }
  } catch (cause) {
    if (isMissing(cause)) return null
    throw cause
  }
}

const writeOne = async (
  storage: Storage,
  key: string,
  value: string,
  expected: Version | null,
  expiresAt: EpochMs,
): Promise<boolean> => {
  const { table, partitionKey, rowKey } = placeOf(key)
  const entity: Entity = { partitionKey, rowKey, key, expiresAt: new Date(expiresAt), ...splitValue(value) }
  try {
    if (expected === null) await storage.table(table).createEntity(entity)
    else await storage.table(table).updateEntity(entity, 'Replace', { etag: expected })
    return true
  } catch (cause) {
    if (isConflict(cause) || isMissing(cause)) return false
    throw cause
  }
}

/** Tables have no sets: the whole item is read and written back under its etag until nobody came in between. */
const addMembers = async (
  storage: Storage,
  clock: Clock,
  key: string,
  members: readonly string[],
  limit: number,
  expiresAt: EpochMs,
): Promise<MemberSet> => {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const stored = await readOne(storage, key)
    const known: Members = stored === null ? { members: [], more: false } : (JSON.parse(stored.value) as Members)
    const next = withMembers(known, members, limit)
    if (next === known || (await writeOne(storage, key, JSON.stringify(next), stored?.version ?? null, expiresAt)))
      return next
    await clock.sleep(clock.random() * 20 * 2 ** Math.min(attempt, 6))
  }
  throw new Error(`members could not be added: ${TRIES} writers in a row were faster`)
}

const withMembers = (known: Members, added: readonly string[], limit: number): Members => {
  const fresh = [...new Set(added)].filter((member) => !known.members.includes(member))
  const taken = fresh.slice(0, Math.max(0, limit - known.members.length))
  const more = known.more || taken.length < fresh.length
  return taken.length === 0 && more === known.more ? known : { members: [...known.members, ...taken], more }
}

const due = async (storage: Storage, now: EpochMs, limit: number): Promise<readonly Deferred[]> => {
  const found: { readonly key: string; readonly value: string; readonly dueAt: number }[] = []
  const filter = `PartitionKey eq '${DEFERRED}' and dueAt le datetime'${new Date(now).toISOString()}'`
  for await (const entity of storage.table('activities').listEntities({ queryOptions: { filter } })) {
    const { key, dueAt } = entity
    if (typeof key === 'string' && dueAt instanceof Date)
      found.push({ key, value: joinValue(entity), dueAt: dueAt.getTime() })
  }
  const inOrder = found.toSorted((a, b) => a.dueAt - b.dueAt || (a.key < b.key ? -1 : 1))
  return inOrder.slice(0, limit).map(({ key, value }) => ({ key, value }))
}
