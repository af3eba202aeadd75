import { hash64 } from '../model/hash'
import type { EpochMs } from '../model/time'
import type { HistoryPort } from './history-port'
import type { Member, WindowRequest } from './request'
import { addSighting, mergeTerms, pruneTerm, type TermRecord } from './term'
import { trailingWindow, type TrailingWindow } from './trailing-window'
import type { WindowView } from './window'

/** History in memory: exact windows of any size for activities that come in time order, as they do in a scan. */
export interface MemoryHistory extends HistoryPort {
  /** Terms by key, in key order: what a baseline file holds. */
  readonly terms: () => readonly (readonly [string, TermRecord])[]
  /** Adds terms of a baseline to what is known. */
  readonly load: (terms: readonly (readonly [string, TermRecord])[]) => void
  /** Forgets what nothing at or after a time can ask for. */
  readonly forget: (at: EpochMs, days: number) => void
}

export const memoryHistory = (): MemoryHistory => {
  const terms = new Map<string, TermRecord>()
  const windows = new Map<string, TrailingWindow>()

  const query = ({ key, spanMs, add }: WindowRequest, at: EpochMs, id: string): WindowView => {
    const name = `${key}/${spanMs}`
    const window = windows.get(name) ?? trailingWindow(spanMs)
    const activity = hash64(id)
    const members: readonly Member[] = add.map((member) => ({ ...member, at, activity }))
    const view = window.add(members, at)
    if (!window.isEmpty()) windows.set(name, window)
    return view
  }

  return {
    recall: async ({ here, terms: wanted, windows: requests }) => ({
      terms: new Map(wanted.flatMap((key) => (terms.has(key) ? [[key, terms.get(key)!] as const] : []))),
      windows: new Map(requests.map((request) => [request.key, query(request, here.at, here.id)])),
    }),
    teach: async (keys, sighting) => {
      for (const key of keys) terms.set(key, addSighting(terms.get(key) ?? [], sighting))
    },
    terms: () => [...terms].sort(([a], [b]) => (a < b ? -1 : 1)),
    load: (entries) => {
      for (const [key, record] of entries) terms.set(key, mergeTerms(terms.get(key) ?? [], record))
    },
    forget: (at, days) => {
      for (const [key, record] of terms) {
        const kept = pruneTerm(record, at, days)
        if (kept.length === 0) terms.delete(key)
        else if (kept.length < record.length) terms.set(key, kept)
      }
      for (const [name, window] of windows) if (window.isOver(at)) windows.delete(name)
    },
  }
}
