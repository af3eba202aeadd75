import type { EpochMs } from '../model/time'
import type { Deferred, MemberSet, StateStore, Stored } from './store'

interface Item {
  readonly stored: Stored
  readonly expiresAt: EpochMs
}

interface Members {
  readonly set: Set<string>
  more: boolean
  readonly expiresAt: EpochMs
}

/** State in memory, for scans, demos and tests. */
export interface MemoryState extends StateStore {
  /** Drops what expired before a time; a scan calls it now and then with event time to stay small. */
  readonly expire: (now: EpochMs) => void
  /** All values by key, in key order. */
  readonly entries: () => readonly (readonly [string, string])[]
}

export const memoryState = (): MemoryState => {
  const items = new Map<string, Item>()
  const sets = new Map<string, Members>()
  const deferred = new Map<string, { readonly value: string; readonly dueAt: EpochMs }>()
  let writes = 0

  const read = (keys: readonly string[]): ReadonlyMap<string, Stored> => {
    const found = new Map<string, Stored>()
    for (const key of keys) {
      const item = items.get(key)
      if (item !== undefined) found.set(key, item.stored)
    }
    return found
  }

  const write = (key: string, value: string, expected: string | null, expiresAt: EpochMs): boolean => {
    if ((items.get(key)?.stored.version ?? null) !== expected) return false
    items.set(key, { stored: { value, version: String(++writes) }, expiresAt })
    return true
  }

  const addMembers = (key: string, members: readonly string[], limit: number, expiresAt: EpochMs): MemberSet => {
    const known = sets.get(key) ?? { set: new Set<string>(), more: false, expiresAt }
    for (const member of members) {
      if (known.set.has(member)) continue
      if (known.set.size < limit) known.set.add(member)
      else known.more = true
    }
    if (known.set.size > 0) sets.set(key, known)
    return { members: [...known.set], more: known.more }
  }

  const due = (now: EpochMs, limit: number): readonly Deferred[] =>
    [...deferred]
      .filter(([, work]) => work.dueAt <= now)
      .sort(([a, x], [b, y]) => x.dueAt - y.dueAt || (a < b ? -1 : 1))
      .slice(0, limit)
      .map(([key, { value }]) => ({ key, value }))

  return {
    read: async (keys) => read(keys),
    write: async (key, value, expected, expiresAt) => write(key, value, expected, expiresAt),
    addMembers: async (key, members, limit, expiresAt) => addMembers(key, members, limit, expiresAt),
    defer: async (key, value, dueAt) => void deferred.set(key, { value, dueAt }),
    due: async (now, limit) => due(now, limit),
    settle: async (key) => void deferred.delete(key),
    expire: (now) => {
      for (const [key, { expiresAt }] of items) if (expiresAt <= now) items.delete(key)
      for (const [key, { expiresAt }] of sets) if (expiresAt <= now) sets.delete(key)
    },
    entries: () =>
      [...items].map(([key, { stored }]) => [key, stored.value] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
  }
}
