import type { EpochMs } from '../model/time'
import { Unreadable } from './codec'
import { heap } from './heap'
import type { StateStore, Work } from './store'
import { compareTurns, workKey, type Place, type Turn, type WorkKind } from './work-kind'

interface Deferred extends Work {
  readonly dueAt: EpochMs
  /** The event it is about; null where it is about none. */
  readonly event: Place | null
}

/**
 * Deferred work in memory. What is not due yet waits in a heap by due time, so that asking whether anything is due
 * costs nothing however much waits; entries that were replaced since are dropped when they come up.
 */
export const memoryWork = (
  now: () => EpochMs,
): Pick<StateStore, 'defer' | 'deferIfNone' | 'cancel' | 'due' | 'complete' | 'postpone'> => {
  const all = new Map<string, Deferred>()
  const waiting = heap<Deferred>((a, b) => a.dueAt - b.dueAt)
  const ready = new Map<string, Deferred>()
  let versions = 0

  const put = (work: Deferred): void => {
    ready.delete(work.key)
    all.set(work.key, work)
    waiting.push(work)
  }

  const remove = (key: string): void => {
    all.delete(key)
    ready.delete(key)
  }

  const isCurrent = ({ key, version }: Pick<Work, 'key' | 'version'>): boolean => all.get(key)?.version === version

  const defer = <T>(kind: WorkKind<T>, id: string, body: T, dueAt: EpochMs): void => {
    const key = workKey(kind, id)
    const mark = {}
    kind.bodies.set(mark, body)
    put({
      key,
      dueAt,
      version: String(++versions),
      since: now(),
      tries: 0,
      event: kind.place(body),
      open: (asked) => {
        const found = asked.bodies.get(mark)
        if (found === undefined) throw new Unreadable(`got work of kind ${kind.name}, expected ${asked.name}`)
        return found
      },
      text: () => kind.encode(body),
    })
  }

  const due = (at: EpochMs, limit: number): readonly Work[] => {
    for (let next = waiting.peek(); next !== undefined && next.dueAt <= at; next = waiting.peek()) {
      waiting.pop()
      if (isCurrent(next)) ready.set(next.key, next)
    }
    if (ready.size === 0) return []
    return [...ready.values()]
      .filter(({ dueAt }) => dueAt <= at)
      .sort((a, b) => compareTurns(turnOf(a), turnOf(b)))
      .slice(0, limit)
  }

  return {
    defer: async (kind, id, body, dueAt) => defer(kind, id, body, dueAt),
    deferIfNone: async (kind, id, body, dueAt) => {
      if (!all.has(workKey(kind, id))) defer(kind, id, body, dueAt)
    },
    cancel: async (kind, id) => remove(workKey(kind, id)),
    due: async (at, limit) => due(at, limit),
    complete: async (key, version) => {
      if (isCurrent({ key, version })) remove(key)
    },
    postpone: async (work, dueAt, tries) => {
      const current = all.get(work.key)
      if (current?.version === work.version) put({ ...current, version: String(++versions), dueAt, tries })
    },
  }
}

/** Work that is about no event stands where it fell due. */
const turnOf = ({ event, dueAt, tries, key }: Deferred): Turn => ({
  tries,
  dueAt,
  place: event ?? { at: dueAt, id: key },
})
