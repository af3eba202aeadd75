import type { EpochMs } from '../model/time'
import type { WindowRequest } from './request'
import type { Sighting, TermRecord } from './term'
import type { WindowView } from './window'

/** What one activity wants of history. */
export interface Recall {
  readonly here: Sighting
  readonly terms: readonly string[]
  readonly windows: readonly WindowRequest[]
  /** Judged before: later members are left out, so that the answer is the one it had in time order. */
  readonly again: boolean
}

/** The answer: records of the terms that exist, and a view for every window key. */
export interface Recollection {
  readonly terms: ReadonlyMap<string, TermRecord>
  readonly windows: ReadonlyMap<string, WindowView>
}

/**
 * Memory of earlier activities. `recall` writes window members before anything is judged and reads everything in one
 * phase; `teach` adds sightings after the decision. Both are idempotent; both reject when the store cannot be reached.
 */
export interface HistoryPort {
  readonly recall: (request: Recall) => Promise<Recollection>
  readonly teach: (terms: readonly string[], sighting: Sighting, keepUntil: EpochMs) => Promise<void>
}
