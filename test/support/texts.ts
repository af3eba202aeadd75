import type { TextStore } from '../../shared/state/text-store'

/** Calls of a text store with what most tests do not care about left out: one form of values, work of no age. */
export const plainCalls = (store: TextStore) => ({
  read: store.read,
  write: (key: string, value: string, expected: string | null, expiresAt: number) =>
    store.write(key, { value, schema: 1 }, expected, expiresAt),
  addMembers: (key: string, members: readonly string[], limit: number, expiresAt: number) =>
    store.addMembers(key, members, { limit, expiresAt, schema: 1 }),
  defer: (key: string, value: string, dueAt: number, replaces = true) =>
    store.defer({ key, value, dueAt, since: 0, tries: 0, schema: 1 }, replaces),
  cancel: store.cancel,
  complete: store.complete,
  postpone: store.postpone,
  /** What is due, the earliest first. */
  due: async (now: number) => (await store.due(now)).toSorted((a, b) => a.dueAt - b.dueAt || (a.key < b.key ? -1 : 1)),
})

export type PlainCalls = ReturnType<typeof plainCalls>
