import type { Clock } from '../../../shared/model/clock'
import { parseJson } from '../../../shared/model/parse-json'
import type { EpochMs } from '../../../shared/model/time'
import { asObject } from '../../../shared/providers/json'
import { orUnstorable, type MemberSet, type StateStore, type Version } from '../../../shared/state/store'
import {
  textState,
  type OnUnreadable,
  type DeferredText,
  type StoredText,
  type TextStore,
} from '../../../shared/state/text-store'
import { Contended, retry, TRIES } from '../../../shared/state/update'
import type { Storage } from '../storage'
import { inParallel } from './in-parallel'
import { DEFERRED, deferredPlace, joinValue, placeOf, splitValue, type Entity } from './table-entity'
import { isConflict, isMissing, isRefusal } from './table-errors'

/** Point reads under way at once: the service reads one entity a call, and a Function App has few outbound ports. */
const READS_AT_ONCE = 32

/** The detector's state in the tables of one storage account. */
export const tableState = (storage: Storage, clock: Clock, onUnreadable?: OnUnreadable): StateStore =>
  textState(tableTexts(storage, clock), clock.now, onUnreadable)

/**
 * Texts in the tables of one storage account: single-entity conditional writes and consistent reads only. The
 * entity's etag is its version, `schema` the version of a value's form; 0.1.0 wrote no `schema`, and deferred
 * work without `since` and `tries`.
 * @internal
 */
export const tableTexts = (storage: Storage, clock: Clock): TextStore => ({
  read: async (keys) => {
    const distinct = [...new Set(keys)]
    const found = await inParallel(distinct, READS_AT_ONCE, (key) => readOne(storage, key))
    return new Map(
      found.flatMap((stored, index) => (stored === null ? [] : [[distinct[index] ?? '', stored] as const])),
    )
  },

  write: (key, text, expected, expiresAt) => writeOne(storage, key, text, expected, expiresAt),

  addMembers: (key, members, options) => addMembers(storage, clock, key, members, options),

  defer: async ({ key, value, dueAt, since, ...counts }, replaces) => {
    const { table, partitionKey, rowKey } = deferredPlace(key)
    const times = { dueAt: new Date(dueAt), since: new Date(since) }
    const entity: Entity = { partitionKey, rowKey, key, ...times, ...counts, ...splitValue(value) }
    const client = storage.table(table)
    await (replaces
      ? storable(client.upsertEntity<Entity>(entity, 'Replace'))
      : unlessMissing(storable(client.createEntity(entity))))
  },

  cancel: async (key) => {
    const { table, partitionKey, rowKey } = deferredPlace(key)
    await unlessMissing(storage.table(table).deleteEntity(partitionKey, rowKey))
  },

  due: (now) => due(storage, now),

  complete: async (key, version) => {
    const { table, partitionKey, rowKey } = deferredPlace(key)
    await unlessMissing(storage.table(table).deleteEntity(partitionKey, rowKey, { etag: version }))
  },

  postpone: async (key, version, { dueAt, since, tries }) => {
    const { table, partitionKey, rowKey } = deferredPlace(key)
    const entity: Entity = { partitionKey, rowKey, dueAt: new Date(dueAt), since: new Date(since), tries }
    await unlessMissing(storage.table(table).updateEntity(entity, 'Merge', { etag: version }))
  },
})

/** Work that is gone, or was deferred again meanwhile, is left alone. */
const unlessMissing = async (call: Promise<unknown>): Promise<void> => {
  try {
    await call
  } catch (cause) {
    if (!isMissing(cause) && !isConflict(cause)) throw cause
  }
}

const storable = <T>(call: Promise<T>): Promise<T> => orUnstorable(call, isRefusal)

const readOne = async (storage: Storage, key: string): Promise<StoredText | null> => {
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
  { value, schema }: { readonly value: string; readonly schema: number },
  expected: Version | null,
  expiresAt: EpochMs,
): Promise<boolean> => {
  const { table, partitionKey, rowKey } = placeOf(key)
  const expiry = { expiresAt: new Date(expiresAt) }
  const entity: Entity = { partitionKey, rowKey, key, schema, ...expiry, ...splitValue(value) }
  try {
    if (expected === null) await storable(storage.table(table).createEntity(entity))
    else await storable(storage.table(table).updateEntity(entity, 'Replace', { etag: expected }))
    return true
  } catch (cause) {
    if (isConflict(cause) || isMissing(cause)) return false
    throw cause
  }
}

type Members = MemberSet<string>

const NO_MEMBERS: Members = { members: [], more: false }

/** Tables have no sets: the whole item is read and written back under its etag until nobody came in between. */
const addMembers = async (
  storage: Storage,
  clock: Clock,
  key: string,
  members: readonly string[],
  { limit, expiresAt, schema }: Parameters<TextStore['addMembers']>[2],
): Promise<Members> => {
  const set = await retry(clock, async () => {
    const stored = await readOne(storage, key)
    const known = stored === null ? NO_MEMBERS : membersIn(stored.value)
    const next = withMembers(known, members, limit)
    const text = { value: JSON.stringify(next), schema }
    const isDone = next === known || (await writeOne(storage, key, text, stored?.version ?? null, expiresAt))
    return isDone ? next : null
  })
  if (set === null) throw new Contended(`members could not be added: ${TRIES} writers in a row were faster`)
  return set
}

/** A set that cannot be read begins again, as one that lacks members. */
const membersIn = (value: string): Members => {
  const parsed = parseJson(value)
  const { members, more } = asObject(parsed) ?? {}
  if (!Array.isArray(members)) return { members: [], more: true }
  return { members: members.filter((member) => typeof member === 'string'), more: more === true }
}

const withMembers = (known: Members, added: readonly string[], limit: number): Members => {
  const fresh = [...new Set(added)].filter((member) => !known.members.includes(member))
  const taken = fresh.slice(0, Math.max(0, limit - known.members.length))
  const more = known.more || taken.length < fresh.length
  return taken.length === 0 && more === known.more ? known : { members: [...known.members, ...taken], more }
}

const due = async (storage: Storage, now: EpochMs): Promise<readonly DeferredText[]> => {
  const found: DeferredText[] = []
  const filter = `PartitionKey eq '${DEFERRED}' and dueAt le datetime'${new Date(now).toISOString()}'`
  for await (const entity of storage.table('activities').listEntities({ queryOptions: { filter } })) {
    const { key, dueAt, since, tries, etag } = entity
    if (typeof key !== 'string' || !(dueAt instanceof Date) || etag === undefined) continue
    found.push({
      key,
      value: joinValue(entity),
      version: etag,
      dueAt: dueAt.getTime(),
      since: since instanceof Date ? since.getTime() : null,
      tries: typeof tries === 'number' ? tries : 0,
    })
  }
  return found
}
