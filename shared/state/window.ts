import type { EpochMs } from '../model/time'
import type { Member } from './request'

/** Most members kept in one stored window item; beyond that only "more" is known. */
export const MAX_MEMBERS = 500

/** Most names and notes that are kept for people. */
export const MAX_NAMES = 20

/** What a rule sees of a window: a stretch of the span that holds this activity. */
export interface WindowView {
  /** Distinct labels in the stretch. */
  readonly distinct: number
  /** The first labels, for people. */
  readonly names: readonly string[]
  /** The first notes, for people. */
  readonly notes: readonly string[]
  /** Distinct activities in the stretch. */
  readonly invocations: number
  readonly first: EpochMs | null
  readonly last: EpochMs | null
  /** The store dropped members, so that the counts are lower bounds. */
  readonly more: boolean
  /** All known members within one span of this activity, before and after it, oldest first. */
  readonly members: () => readonly Member[]
}

export const EMPTY_WINDOW: WindowView = {
  distinct: 0,
  names: [],
  notes: [],
  invocations: 0,
  first: null,
  last: null,
  more: false,
  members: () => [],
}

export const compareMembers = (a: Member, b: Member): number =>
  a.at - b.at || (a.activity < b.activity ? -1 : a.activity > b.activity ? 1 : 0)

/** The view of members that all lie in one stretch, of all that lie near. */
export const viewOf = (members: readonly Member[], more: boolean, near: readonly Member[] = members): WindowView => {
  const labels = new Set(members.map(({ label }) => label))
  return {
    distinct: labels.size,
    names: [...labels].slice(0, MAX_NAMES),
    notes: [...new Set(members.flatMap(({ note }) => (note === null ? [] : [note])))].slice(0, MAX_NAMES),
    invocations: new Set(members.map(({ activity }) => activity)).size,
    first: members[0]?.at ?? null,
    last: members.at(-1)?.at ?? null,
    more,
    members: () => near,
  }
}

/**
 * The stretch of one span that contains `at` and has the most distinct labels; of equal ones the one that ends
 * first. In time order no later member exists, and this is the trailing window of a scan. When activities
 * arrive late, the last writer sees the later members too, so that a window that reaches its threshold is
 * noticed by somebody in any order.
 */
export const bestStretch = (members: readonly Member[], at: EpochMs, spanMs: number, more: boolean): WindowView => {
  const near = members.filter((member) => Math.abs(member.at - at) <= spanMs).sort(compareMembers)
  const ends = [at, ...new Set(near.filter((member) => member.at > at).map((member) => member.at))]
  const stretches = ends.map((end) => near.filter((member) => member.at <= end && end - member.at <= spanMs))
  const counts = stretches.map((stretch) => new Set(stretch.map(({ label }) => label)).size)
  return viewOf(stretches[counts.indexOf(Math.max(...counts))] ?? [], more, near)
}

/** The trailing stretch: members not after `at`. What an activity that is judged again sees, whatever came since. */
export const trailingStretch = (members: readonly Member[], at: EpochMs, spanMs: number, more: boolean): WindowView =>
  bestStretch(
    members.filter((member) => member.at <= at),
    at,
    spanMs,
    more,
  )
