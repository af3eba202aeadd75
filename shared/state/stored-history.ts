import type { Clock } from '../model/clock'
import { hash64 } from '../model/hash'
import { HOUR, type EpochMs } from '../model/time'
import type { HistoryPort, Recall } from './history-port'
import type { StateStore } from './store'
import type { Member, WindowRequest } from './request'
import { addSighting, mergeTerms, pruneTerm, type TermRecord } from './term'
import { bestStretch, MAX_MEMBERS, trailingStretch, type WindowView } from './window'

/** Stored items outlive their use by this, so that a record that comes late still finds them. */
const KEEP_MS = 48 * HOUR

/** Longest label kept in clear; a longer one (an ARM id) is kept as its hash and the end people recognise. */
const LABEL_LENGTH = 96

/** Days of a term that are kept: the longest history that can be set is 90 days. */
const TERM_DAYS = 92

const TRIES = 8

/** History in a state store: one phase of parallel calls to recall, one conditional write for each term to teach. */
export const storedHistory = (state: StateStore, clock: Clock): HistoryPort => ({
  recall: async (request) => {
    const [stored, windows] = await Promise.all([
      state.read(request.terms.map(termItem)),
      Promise.all(request.windows.map(async (window) => [window.key, await look(state, window, request)] as const)),
    ])
    const terms = new Map<string, TermRecord>()
    for (const key of request.terms) {
      const item = stored.get(termItem(key))
      if (item !== undefined) terms.set(key, decodeTerm(item.value))
    }
    return { terms, windows: new Map(windows) }
  },
  teach: async (terms, sighting, keepUntil) => {
    await Promise.all(terms.map((term) => mergeStoredTerm(state, clock, term, addSighting([], sighting), keepUntil)))
  },
})

const termItem = (key: string): string => `term/${hash64(key)}${hash64(`${key}/2`)}`

/**
 * Items are twice the span long and one starts every span, so every stretch of one span lies within one of them. An activity
 * adds itself to its two items and reads nothing else: the last writer of an item sees all its members.
 */
const look = async (
  state: StateStore,
  { key, spanMs, add }: WindowRequest,
  { here, again }: Recall,
): Promise<WindowView> => {
  const index = Math.floor(here.at / spanMs)
  const activity = hash64(here.id)
  const encoded = add.map((member) => encodeMember({ ...member, at: here.at, activity }))
  const items = await Promise.all(
    [index - 1, index].map((start) =>
      state.addMembers(
        `window/${hash64(`${key}/${spanMs}`)}/${start}`,
        encoded,
        MAX_MEMBERS,
        (start + 2) * spanMs + KEEP_MS,
      ),
    ),
  )
  const own = add.map((member): Member => decodeMember(encodeMember({ ...member, at: here.at, activity })))
  const members = new Map(
    [...items.flatMap((item) => item.members.map(decodeMember)), ...own].map((member) => [
      encodeMember(member),
      member,
    ]),
  )
  const stretch = again ? trailingStretch : bestStretch
  return stretch(
    [...members.values()],
    here.at,
    spanMs,
    items.some(({ more }) => more),
  )
}

/** Adds what is known of a term elsewhere to what is stored of it, whatever others write meanwhile. Idempotent; rejects when the store cannot be reached. */
export const mergeStoredTerm = async (
  state: StateStore,
  clock: Clock,
  term: string,
  record: TermRecord,
  keepUntil: EpochMs,
): Promise<void> => {
  const item = termItem(term)
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const stored = (await state.read([item])).get(item)
    const next = encodeTerm(recent(mergeTerms(stored === undefined ? [] : decodeTerm(stored.value), record)))
    if (stored?.value === next || (await state.write(item, next, stored?.version ?? null, keepUntil))) return
    await clock.sleep(clock.random() * 20 * 2 ** attempt)
  }
  throw new Error(`term could not be taught: ${TRIES} writers in a row were faster`)
}

/** The record as far back as any setting asks: a term that is seen every day would grow for ever. */
const recent = (record: TermRecord): TermRecord => pruneTerm(record, record.at(-1)?.last.at ?? 0, TERM_DAYS)

const encodeTerm = (record: TermRecord): string =>
  JSON.stringify(record.map(({ day, first, last }) => [day, first.at, first.id, last.at, last.id]))

const decodeTerm = (value: string): TermRecord =>
  (JSON.parse(value) as readonly (readonly [number, number, string, number, string])[]).map(
    ([day, firstAt, firstId, lastAt, lastId]) => ({
      day,
      first: { at: firstAt, id: firstId },
      last: { at: lastAt, id: lastId },
    }),
  )

const shortLabel = (label: string): string =>
  label.length <= LABEL_LENGTH ? label : `${hash64(label)}:${label.slice(label.lastIndexOf('/') + 1).slice(-40)}`

const encodeMember = ({ at, activity, label, note }: Member): string =>
  JSON.stringify([at, activity, shortLabel(label), note === null ? null : note.slice(0, 80)])

const decodeMember = (value: string): Member => {
  const [at, activity, label, note] = JSON.parse(value) as readonly [number, string, string, string | null]
  return { at, activity, label, note }
}
