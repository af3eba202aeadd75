import { describeError } from '../model/errors'
import type { EpochMs } from '../model/time'
import { Unreadable } from './codec'
import { SCHEMA_VERSION } from './kind'
import { StoreUnavailable, Unstorable, type MemberSet, type StateStore, type Version, type Work } from './store'
import { Contended } from './update'
import { compareTurns, isOfKind, workKey, type Place, type WorkKind } from './work-kind'
import { WORK_KINDS } from './works'

/** An item as a database holds it. */
export interface StoredText {
  readonly value: string
  readonly version: Version
}

/** Deferred work as a database holds it. */
export interface DeferredText {
  readonly key: string
  readonly value: string
  readonly version: Version
  readonly dueAt: EpochMs
  /** Null for what 0.1.0 deferred. */
  readonly since: EpochMs | null
  readonly tries: number
}

/** What is written of deferred work. */
type NewDeferredText = Omit<DeferredText, 'version' | 'since'> & {
  readonly since: EpochMs
  readonly schema: number
}

/**
 * A database that holds texts: what an adapter of a cloud implements. The methods mean what those of StateStore mean,
 * with keys for kinds and ids, and texts for values.
 */
export interface TextStore {
  readonly read: (keys: readonly string[]) => Promise<ReadonlyMap<string, StoredText>>
  /** `schema` goes into a column of its own. */
  readonly write: (
    key: string,
    text: { readonly value: string; readonly schema: number },
    expected: Version | null,
    expiresAt: EpochMs,
  ) => Promise<boolean>
  readonly addMembers: (
    key: string,
    members: readonly string[],
    options: { readonly limit: number; readonly expiresAt: EpochMs; readonly schema: number },
  ) => Promise<MemberSet<string>>
  /** Writes a piece of work; `replaces` says whether over what lies there, else that stays. */
  readonly defer: (work: NewDeferredText, replaces: boolean) => Promise<void>
  /** Deletes a piece of work, whatever its version. */
  readonly cancel: (key: string) => Promise<void>
  /** All work that is due at a time, in any order. */
  readonly due: (now: EpochMs) => Promise<readonly DeferredText[]>
  /** Deletes a piece of work if its version is still the given one. */
  readonly complete: (key: string, version: Version) => Promise<void>
  /** Changes when a piece of work is due, and its count of tries, if its version is still the given one. */
  readonly postpone: (
    key: string,
    version: Version,
    change: Pick<NewDeferredText, 'dueAt' | 'since' | 'tries'>,
  ) => Promise<void>
}

/** Hears of the kind of each value that cannot be read: it counts as absent, and somebody should know. */
export type OnUnreadable = (kind: string) => void

/** State whose values lie in a database of texts. `now` is the wall clock. */
export const textState = (texts: TextStore, now: () => EpochMs, onUnreadable: OnUnreadable = () => {}): StateStore => ({
  read: async (kind, ids) => {
    const keys = new Map(ids.map((id) => [kind.key(id), id]))
    const found = await reached(texts.read([...keys.keys()]))
    return new Map(
      [...found].map(([key, { value, version }]) => [
        keys.get(key) ?? key,
        { value: readable(() => kind.decode(value), kind.name, onUnreadable), version },
      ]),
    )
  },
  write: (kind, id, value, expected, expiresAt) => {
    const text = { value: kind.encode(value), schema: SCHEMA_VERSION }
    return reached(texts.write(kind.key(id), text, expected, expiresAt))
  },
  addMembers: async (kind, id, members, limit, expiresAt) => {
    const options = { limit, expiresAt, schema: SCHEMA_VERSION }
    const set = await reached(texts.addMembers(kind.key(id), members.map(kind.encode), options))
    const read = set.members.flatMap((member) => readable(() => [kind.decode(member)], kind.name, onUnreadable) ?? [])
    return { members: read, more: set.more || read.length < set.members.length }
  },
  defer: (kind, id, body, dueAt) => reached(texts.defer(deferredText(kind, id, body, dueAt, now()), true)),
  deferIfNone: (kind, id, body, dueAt) => reached(texts.defer(deferredText(kind, id, body, dueAt, now()), false)),
  cancel: (kind, id) => reached(texts.cancel(workKey(kind, id))),
  due: async (at, limit) => {
    const found = await reached(texts.due(at))
    return found
      .map((text) => ({ tries: text.tries, dueAt: text.dueAt, place: placeOf(text), text }))
      .toSorted(compareTurns)
      .slice(0, limit)
      .map(({ text }) => workOf(text))
  },
  complete: (key, version) => reached(texts.complete(key, version)),
  postpone: ({ key, version, since }, dueAt, tries) => reached(texts.postpone(key, version, { dueAt, since, tries })),
})

const deferredText = <T>(kind: WorkKind<T>, id: string, body: T, dueAt: EpochMs, since: EpochMs): NewDeferredText => ({
  key: workKey(kind, id),
  value: kind.encode(body),
  dueAt,
  since,
  tries: 0,
  schema: SCHEMA_VERSION,
})

/** Whatever a client rejects with, but for what is known, means that the store cannot be reached. */
const reached = async <T>(call: Promise<T>): Promise<T> => {
  try {
    return await call
  } catch (cause) {
    if (cause instanceof Unstorable || cause instanceof Contended) throw cause
    throw new StoreUnavailable(describeError(cause), { cause })
  }
}

const readable = <T>(read: () => T, kind: string, onUnreadable: OnUnreadable): T | null => {
  try {
    return read()
  } catch (cause) {
    if (!(cause instanceof Unreadable)) throw cause
    onUnreadable(kind)
    return null
  }
}

/** Work that is about no event, or that nobody can read, stands where it fell due. */
const placeOf = ({ key, value, dueAt }: DeferredText): Place =>
  WORK_KINDS.find((kind) => isOfKind(key, kind))?.placeIn(value) ?? { at: dueAt, id: key }

const workOf = ({ key, value, version, dueAt, since, tries }: DeferredText): Work => ({
  key,
  version,
  since: since ?? dueAt,
  tries,
  open: (kind) => kind.decode(value),
  text: () => value,
})
