import { errorMessage } from '../model/errors'
import type { EpochMs } from '../model/time'
import type { Kind, SetKind } from './kind'
import type { WorkKind } from './work-kind'

/** Opaque mark of one stored state of an item; a write that names it fails when somebody wrote in between. */
export type Version = string

export interface Stored<T> {
  /** Null for what cannot be read: a write that names the version replaces it. */
  readonly value: T | null
  readonly version: Version
}

/** Members of a set after an addition. */
export interface MemberSet<T> {
  readonly members: readonly T[]
  /** There is more than these: the set was full and something was not added, or a member cannot be read. */
  readonly more: boolean
}

/** A piece of deferred work as it lies in the store. */
export interface Work {
  /** Prefix of its kind and its id: `judge/<activity id>`. */
  readonly key: string
  readonly version: Version
  /** When it was deferred, or first taken up where 0.1.0 deferred it. Wall clock. */
  readonly since: EpochMs
  /** How often it failed. */
  readonly tries: number
  /** The body; throws Unreadable where it is none of that kind. */
  readonly open: <T>(kind: WorkKind<T>) => T
  /** The body as text, for those who cannot open it. */
  readonly text: () => string
}

/**
 * State of the detector. Single-item conditional writes and consistent reads only, so that DynamoDB, Table Storage and
 * memory mean the same. Every method rejects with StoreUnavailable when the store cannot be reached, and with
 * Unstorable for what it will never take. Expired items may still be returned: values carry event times, and readers
 * ignore what is too old.
 */
export interface StateStore {
  /** Items that exist, by id. Consistent. Chunks and parallelism are the adapter's business. */
  readonly read: <T>(kind: Kind<T>, ids: readonly string[]) => Promise<ReadonlyMap<string, Stored<T>>>
  /**
   * Writes one item if its version is still `expected` (null: if it does not exist). Resolves to false when it is not.
   */
  readonly write: <T>(
    kind: Kind<T>,
    id: string,
    value: T,
    expected: Version | null,
    expiresAt: EpochMs,
  ) => Promise<boolean>
  /**
   * Adds members in one atomic step and returns the set as it is then. Idempotent; at most `limit` members are kept.
   */
  readonly addMembers: <T>(
    kind: SetKind<T>,
    id: string,
    members: readonly T[],
    limit: number,
    expiresAt: EpochMs,
  ) => Promise<MemberSet<T>>
  /** Remembers work that is due later. Deferring a key again replaces what lies there. */
  readonly defer: <T>(kind: WorkKind<T>, id: string, body: T, dueAt: EpochMs) => Promise<void>
  /** Remembers work that is due later unless some lies under its key: that is newer. */
  readonly deferIfNone: <T>(kind: WorkKind<T>, id: string, body: T, dueAt: EpochMs) => Promise<void>
  /** Forgets work that is no longer wanted, whatever its version. */
  readonly cancel: <T>(kind: WorkKind<T>, id: string) => Promise<void>
  /**
   * Work that is due at a time: first what was never tried, in the order of the events it is about, by time and id;
   * then what failed, the longest due first.
   */
  readonly due: (now: EpochMs, limit: number) => Promise<readonly Work[]>
  /** Forgets work that is done, unless it was deferred again meanwhile: what came since is work of its own. */
  readonly complete: (key: string, version: Version) => Promise<void>
  /** Puts work off that failed or is not finished, unless it was deferred again meanwhile. */
  readonly postpone: (work: Work, dueAt: EpochMs, tries: number) => Promise<void>
}

/** The store could not be reached, or did not answer. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'
}

/** The store answered that it never takes such an item: too large, or a key that is too long. */
export class Unstorable extends Error {
  override readonly name = 'Unstorable'
}

/** Names, as Unstorable, an answer by which a database refuses an item for good; `isRefusal` knows such answers. */
export const orUnstorable = async <T>(call: Promise<T>, isRefusal: (cause: unknown) => boolean): Promise<T> => {
  try {
    return await call
  } catch (cause) {
    if (isRefusal(cause)) throw new Unstorable(errorMessage(cause), { cause })
    throw cause
  }
}
