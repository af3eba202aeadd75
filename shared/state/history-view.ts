import type { EpochMs } from '../model/time'
import type { Sighting } from './term'
import { EMPTY_WINDOW, type WindowView } from './window'

/** What history knows about one term at one activity. */
export interface TermKnowledge {
  readonly known: boolean
  /** Latest earlier sighting, however old. */
  readonly latest: EpochMs | null
  /** Earlier days within four weeks, or within history where that is longer, on which it was seen. */
  readonly days: number
}

/** What a rule may read: a fixed picture of history as it was when the activity was judged. */
export interface HistoryView {
  readonly here: Sighting
  /** First-seen findings are informational until the learning period ends. */
  readonly learning: boolean
  /** The store could not be reached: first-seen rules stay silent, everything else goes on. */
  readonly degraded: boolean
  readonly term: (key: string) => TermKnowledge
  readonly window: (key: string) => WindowView
}

const UNKNOWN_TERM: TermKnowledge = { known: false, latest: null, days: 0 }

export const historyView = (picture: {
  readonly here: Sighting
  readonly learning: boolean
  readonly degraded: boolean
  readonly terms: ReadonlyMap<string, TermKnowledge>
  readonly windows: ReadonlyMap<string, WindowView>
}): HistoryView => ({
  here: picture.here,
  learning: picture.learning,
  degraded: picture.degraded,
  term: (key) => picture.terms.get(key) ?? UNKNOWN_TERM,
  window: (key) => picture.windows.get(key) ?? EMPTY_WINDOW,
})
