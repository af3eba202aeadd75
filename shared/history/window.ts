import type { EpochMs } from '../model/time'
import type { Member } from './request'

/** Most members kept in one stored window item; beyond that only "more" is known (SEMANTICS 6). */
export const MAX_MEMBERS = 500

/** What a rule sees of a window: the members of the best stretch of the span that holds this activity. */
export interface WindowView {
  readonly members: readonly Member[]
  /** Distinct labels among the members. */
  readonly labels: readonly string[]
  /** The store dropped members, so that the counts are lower bounds. */
  readonly more: boolean
}

export const EMPTY_WINDOW: WindowView = { members: [], labels: [], more: false }

/**
 * Indexes of the two stored items an activity belongs to. Items are twice the span long and one starts every span, so every
 * stretch of one span lies within one item.
 */
export const itemIndexes = (at: EpochMs, spanMs: number): readonly [number, number] => {
  const index = Math.floor(at / spanMs)
  return [index - 1, index]
}

/** Time from which nothing can be added to an item any more: its clean-up may start then. */
export const itemEnd = (index: number, spanMs: number): EpochMs => (index + 2) * spanMs

/**
 * The stretch of one span that contains `at` and has the most distinct labels; of equal ones the earliest-ending.
 * In time order no later member exists, and this is the trailing window of SEMANTICS 6. When activities arrive late, the last
 * writer sees the later members too, so that a window that reaches its threshold is noticed by somebody in any order.
 */
export const bestStretch = (members: readonly Member[], at: EpochMs, spanMs: number, more: boolean): WindowView => {
  const near = members.filter((member) => Math.abs(member.at - at) <= spanMs).sort((a, b) => a.at - b.at || (a.activity < b.activity ? -1 : 1))
  const ends = [...new Set([at, ...near.filter((member) => member.at > at).map((member) => member.at)])]
  let best: WindowView = EMPTY_WINDOW
  for (const end of ends) {
    const within = near.filter((member) => member.at <= end && end - member.at <= spanMs)
    const labels = [...new Set(within.map((member) => member.label))]
    if (labels.length > best.labels.length) best = { members: within, labels, more }
  }
  return best.members.length > 0 ? best : { ...EMPTY_WINDOW, more }
}

/** The trailing stretch only: members not after this activity in the total order. Used when an activity is judged again. */
export const trailingStretch = (members: readonly Member[], here: { at: EpochMs; id: string }, spanMs: number, more: boolean): WindowView =>
  bestStretch(
    members.filter((member) => member.at < here.at || (member.at === here.at && member.activity <= here.id)),
    here.at,
    spanMs,
    more,
  )
