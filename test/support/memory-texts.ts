import type { EpochMs } from '../../shared/model/time'
import type { DeferredText, StoredText, TextStore } from '../../shared/state/text-store'

interface Item extends StoredText {
  readonly schema: number
  readonly expiresAt: EpochMs
}

/** A database of texts in memory, into which a test can put whatever an older or a broken version may have written. */
export interface MemoryTexts extends TextStore {
  readonly items: Map<string, Item>
  readonly sets: Map<string, { readonly members: Set<string>; more: boolean }>
  readonly deferred: Map<string, DeferredText>
  /** Puts a piece of deferred work there as 0.1.0 did: without a column for its age and its tries. */
  readonly deferOld: (key: string, value: string, dueAt: EpochMs) => void
}

export const memoryTexts = (): MemoryTexts => {
  const items = new Map<string, Item>()
  const sets = new Map<string, { readonly members: Set<string>; more: boolean }>()
  const deferred = new Map<string, DeferredText>()
  let versions = 0
  const nextVersion = (): string => String(++versions)

  return {
    items,
    sets,
    deferred,
    deferOld: (key, value, dueAt) =>
      void deferred.set(key, { key, value, dueAt, since: null, tries: 0, version: nextVersion() }),
    read: async (keys) => new Map(keys.flatMap((key) => (items.has(key) ? [[key, items.get(key)!] as const] : []))),
    write: async (key, { value, schema }, expected, expiresAt) => {
      if ((items.get(key)?.version ?? null) !== expected) return false
      items.set(key, { value, schema, expiresAt, version: nextVersion() })
      return true
    },
    addMembers: async (key, members, { limit }) => {
      const set = sets.get(key) ?? { members: new Set<string>(), more: false }
      for (const member of members) {
        if (set.members.has(member)) continue
        if (set.members.size < limit) set.members.add(member)
        else set.more = true
      }
      if (set.members.size > 0) sets.set(key, set)
      return { members: [...set.members], more: set.more }
    },
    defer: async ({ key, value, dueAt, since, tries }, replaces) =>
      void (
        (replaces || !deferred.has(key)) &&
        deferred.set(key, { key, value, dueAt, since, tries, version: nextVersion() })
      ),
    cancel: async (key) => void deferred.delete(key),
    due: async (now) => [...deferred.values()].filter(({ dueAt }) => dueAt <= now),
    complete: async (key, version) => {
      if (deferred.get(key)?.version === version) deferred.delete(key)
    },
    postpone: async (key, version, change) => {
      const known = deferred.get(key)
      if (known?.version === version) deferred.set(key, { ...known, ...change, version: nextVersion() })
    },
  }
}
