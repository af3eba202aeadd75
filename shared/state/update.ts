import type { Clock } from '../model/clock'
import type { EpochMs } from '../model/time'
import type { Kind } from './kind'
import type { StateStore, Stored } from './store'

/** Tries of one change before it is left to a later run; the pauses between them take five seconds on average. */
export const TRIES = 12

/** The first pause is shorter than this, in milliseconds; each may be twice as long as the one before. */
const BASE_MS = 20

/** Pauses double up to this many times. */
const DOUBLINGS = 6

/** Others kept writing the same item: the store is there, and what was to be written must be tried again later. */
export class Contended extends Error {
  override readonly name = 'Contended'
}

/** The pause after the n-th failure, from 0: random, so that those who collided part. */
export const pause = (clock: Clock, attempt: number, baseMs: number = BASE_MS): Promise<void> =>
  clock.sleep(clock.random() * baseMs * 2 ** Math.min(attempt, DOUBLINGS))

/** How often something is tried, and how long the pauses are. */
export interface Retries {
  readonly tries?: number
  readonly baseMs?: number
}

/**
 * Calls until an answer comes that is not null, with growing random pauses between the calls. Resolves to null when
 * none came in as many tries; rejects with what a call rejects with.
 */
export const retry = async <T>(
  clock: Clock,
  call: () => Promise<T | null>,
  { tries = TRIES, baseMs = BASE_MS }: Retries = {},
): Promise<T | null> => {
  for (let attempt = 0; attempt < tries; attempt++) {
    if (attempt > 0) await pause(clock, attempt - 1, baseMs)
    const answer = await call()
    if (answer !== null) return answer
  }
  return null
}

/** What becomes of an item. */
export interface Change<T, A> {
  /** What is to be written; null leaves the item as it is. */
  readonly next: T | null
  readonly answer: A
}

/** The item to be changed. */
export interface Slot<T> {
  readonly kind: Kind<T>
  readonly id: string
  readonly expiresAt: (next: T) => EpochMs
  /** What was read of it before, for a first try without another read; a later one reads. */
  readonly known?: { readonly stored: Stored<T> | undefined }
}

/**
 * Reads an item, changes it and writes it, whatever others write meanwhile. `change` is pure and gets null for an item
 * that does not exist or cannot be read; it may be called several times. Resolves to its last answer. Rejects with
 * Contended when others were always faster, and as the store does.
 */
export const update = async <T, A>(
  state: StateStore,
  clock: Clock,
  { kind, id, expiresAt, known }: Slot<T>,
  change: (known: T | null) => Change<T, A>,
): Promise<A> => {
  let first = known
  const changed = await retry(clock, async () => {
    const stored = first === undefined ? (await state.read(kind, [id])).get(id) : first.stored
    first = undefined
    const { next, answer } = change(stored?.value ?? null)
    const isDone = next === null || (await state.write(kind, id, next, stored?.version ?? null, expiresAt(next)))
    return isDone ? { answer } : null
  })
  if (changed === null) throw new Contended(`${kind.name} could not be changed: ${TRIES} writers in a row were faster`)
  return changed.answer
}
