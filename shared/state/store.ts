import type { EpochMs } from '../model/time'

/** Opaque mark of one stored state of an item; a write that names it fails when somebody wrote in between. */
export type Version = string

export interface Stored {
  /** JSON text. */
  readonly value: string
  readonly version: Version
}

/** Members of a stored window item after an addition. */
export interface MemberSet {
  readonly members: readonly string[]
  /** The item is full, and something was not added. */
  readonly more: boolean
}

export interface Deferred {
  readonly key: string
  readonly value: string
}

/**
 * State of the detector. Single-item conditional writes and consistent reads only, so that DynamoDB, Table Storage and memory
 * mean the same. Every method rejects when the store cannot be reached. Expired items may still be returned: values carry
 * event times, and readers ignore what is too old.
 */
export interface StateStore {
  /** Values of the keys that exist. Consistent. Chunks and parallelism are the adapter's business. */
  readonly read: (keys: readonly string[]) => Promise<ReadonlyMap<string, Stored>>
  /** Writes one item if its version is still `expected` (null: if it does not exist). Resolves to false when it is not. */
  readonly write: (key: string, value: string, expected: Version | null, expiresAt: EpochMs) => Promise<boolean>
  /** Adds members to a set in one atomic step and returns the set as it is then. Idempotent; at most `limit` members are kept. */
  readonly addMembers: (
    key: string,
    members: readonly string[],
    limit: number,
    expiresAt: EpochMs,
  ) => Promise<MemberSet>
  /** Remembers work that is due later. Writing a key again replaces it. */
  readonly defer: (key: string, value: string, dueAt: EpochMs) => Promise<void>
  /** Work that is due at a time, the earliest first. */
  readonly due: (now: EpochMs, limit: number) => Promise<readonly Deferred[]>
  /** Forgets deferred work that is done. */
  readonly settle: (key: string) => Promise<void>
}
