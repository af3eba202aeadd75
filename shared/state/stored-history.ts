import type { Clock } from '../model/clock'
import { hash64 } from '../model/hash'
import { HOUR, type EpochMs } from '../model/time'
import type { HistoryPort, Recall } from './history-port'
import { TERM, WINDOW, windowId } from './kinds'
import type { Member, WindowRequest } from './request'
import type { StateStore } from './store'
import { addSighting, mergeTerms, pruneTerm, type TermRecord } from './term'
import { termCodec } from './term-codec'
import { update } from './update'
import { bestStretch, MAX_MEMBERS, trailingStretch, type WindowView } from './window'
import { memberCodec } from './window-member'

/** Stored items outlive their use by this, so that a record that comes late still finds them. */
const KEEP_MS = 48 * HOUR

/** Days of a term that are kept: the longest history that can be set is 90 days. */
const TERM_DAYS = 92

/** History in a state store: one phase of parallel calls to recall, one conditional write for each term to teach. */
export const storedHistory = (state: StateStore, clock: Clock): HistoryPort => ({
  recall: async (request) => {
    const [stored, windows] = await Promise.all([
      state.read(TERM, request.terms),
      Promise.all(
        request.windows.map(async (window) => [window.key, await readWindow(state, window, request)] as const),
      ),
    ])
    const terms = [...stored].flatMap(([key, { value }]) => (value === null ? [] : [[key, value] as const]))
    return { terms: new Map(terms), windows: new Map(windows) }
  },
  teach: async (terms, sighting, keepUntil) => {
    await Promise.all(terms.map((term) => mergeStoredTerm(state, clock, term, addSighting([], sighting), keepUntil)))
  },
})

/**
 * Items are twice the span long and one starts every span, so every stretch of one span lies within one of them. An
 * activity adds itself to its two items and reads nothing else: the last writer of an item sees all its members.
 */
const readWindow = async (
  state: StateStore,
  { key, spanMs, add }: WindowRequest,
  { here, again }: Recall,
): Promise<WindowView> => {
  const index = Math.floor(here.at / spanMs)
  const activity = hash64(here.id)
  const own = add.map((member): Member => ({ ...member, at: here.at, activity }))
  const items = await Promise.all(
    [index - 1, index].map((start) =>
      state.addMembers(WINDOW, windowId(key, spanMs, start), own, MAX_MEMBERS, (start + 2) * spanMs + KEEP_MS),
    ),
  )
  const members = new Map<string, Member>()
  // A full item may lack this activity's own members; they are seen as they would have been stored.
  for (const member of items.flatMap((item) => item.members)) members.set(memberCodec.encode(member), member)
  for (const text of own.map(memberCodec.encode)) members.set(text, members.get(text) ?? memberCodec.decode(text))
  const stretch = again ? trailingStretch : bestStretch
  const more = items.some((item) => item.more)
  return stretch([...members.values()], here.at, spanMs, more)
}

/**
 * Adds what is known of a term to what is stored of it, whatever others write meanwhile. Idempotent. Rejects with
 * Contended when others were always faster, and when the store cannot be reached.
 */
export const mergeStoredTerm = (
  state: StateStore,
  clock: Clock,
  term: string,
  record: TermRecord,
  keepUntil: EpochMs,
): Promise<void> =>
  update(state, clock, { kind: TERM, id: term, expiresAt: () => keepUntil }, (known) => {
    const next = recent(mergeTerms(known ?? [], record))
    return {
      next: known !== null && termCodec.encode(known) === termCodec.encode(next) ? null : next,
      answer: undefined,
    }
  })

/** The record as far back as any setting asks: a term that is seen every day would grow for ever. */
const recent = (record: TermRecord): TermRecord => pruneTerm(record, record.at(-1)?.last.at ?? 0, TERM_DAYS)
