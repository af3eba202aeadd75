import type { EpochMs } from '../model/time'
import type { Kind, SetKind } from './kind'
import { memoryWork } from './memory-work'
import type { MemberSet, StateStore, Stored, Version } from './store'

/** State in memory, for scans, demos and tests. Holds values, not texts: readers must not change them. */
export interface MemoryStore extends StateStore {
  /** Drops what expired before a time; a scan calls it now and then with event time to stay small. */
  readonly expire: (now: EpochMs) => void
  /** All items, but no sets and no work, as texts by key, in key order. */
  readonly entries: () => readonly (readonly [string, string])[]
}

interface Shelf {
  readonly expire: (now: EpochMs) => void
  readonly entries: () => readonly (readonly [string, string])[]
}

/** `now` is the clock by which the age of deferred work is measured. */
export const memoryStore = (now: () => EpochMs): MemoryStore => {
  const owner = {}
  const shelves = new Map<string, Shelf>()
  let writes = 0

  /** The shelf of a kind, known from now on to those who go through all of them. */
  const known = <S extends { readonly expiresAt: EpochMs }>(
    name: string,
    shelf: Map<string, S>,
    entry: ((id: string, item: S) => readonly [string, string]) | null,
  ): Map<string, S> => {
    if (!shelves.has(name))
      shelves.set(name, {
        expire: (at) => {
          for (const [id, { expiresAt }] of shelf) if (expiresAt <= at) shelf.delete(id)
        },
        entries: () => (entry === null ? [] : [...shelf].map(([id, item]) => entry(id, item))),
      })
    return shelf
  }

  const itemsOf = <T>(kind: Kind<T>) =>
    known(kind.name, kind.shelf(owner), (id, { value }) => [kind.key(id), kind.encode(value)])

  const read = <T>(kind: Kind<T>, ids: readonly string[]): ReadonlyMap<string, Stored<T>> => {
    const items = itemsOf(kind)
    const found = new Map<string, Stored<T>>()
    for (const id of ids) {
      const item = items.get(id)
      if (item !== undefined) found.set(id, item)
    }
    return found
  }

  const write = <T>(kind: Kind<T>, id: string, value: T, expected: Version | null, expiresAt: EpochMs): boolean => {
    const items = itemsOf(kind)
    if ((items.get(id)?.version ?? null) !== expected) return false
    items.set(id, { value, version: String(++writes), expiresAt })
    return true
  }

  const addMembers = <T>(
    kind: SetKind<T>,
    id: string,
    members: readonly T[],
    limit: number,
    expiresAt: EpochMs,
  ): MemberSet<T> => {
    const sets = known(kind.name, kind.shelf(owner), null)
    const set = sets.get(id) ?? { byText: new Map<string, T>(), more: false, expiresAt }
    for (const member of members) {
      const text = kind.encode(member)
      if (set.byText.has(text)) continue
      // What is read back is what a database would give.
      if (set.byText.size < limit) set.byText.set(text, kind.decode(text))
      else set.more = true
    }
    if (set.byText.size > 0) sets.set(id, set)
    return { members: [...set.byText.values()], more: set.more }
  }

  return {
    read: async (kind, ids) => read(kind, ids),
    write: async (kind, id, value, expected, expiresAt) => write(kind, id, value, expected, expiresAt),
    addMembers: async (kind, id, members, limit, expiresAt) => addMembers(kind, id, members, limit, expiresAt),
    ...memoryWork(now),
    expire: (at) => {
      for (const shelf of shelves.values()) shelf.expire(at)
    },
    entries: () => [...shelves.values()].flatMap((shelf) => shelf.entries()).sort(([a], [b]) => (a < b ? -1 : 1)),
  }
}
