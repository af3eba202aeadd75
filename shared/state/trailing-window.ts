import type { EpochMs } from '../model/time'
import { compareMembers, MAX_NAMES, viewOf, type WindowView } from './window'
import type { Member } from './request'

/**
 * An exact sliding window over members that come in time order; constant work for each member, however many there are.
 */
export interface TrailingWindow {
  /** Adds members and returns the stretch that ends at `at`. Members added twice count once. */
  readonly add: (members: readonly Member[], at: EpochMs) => WindowView
  readonly isEmpty: () => boolean
  /** Whether everything in it is out of reach at a time. */
  readonly isOver: (at: EpochMs) => boolean
}

const first = <T>(map: ReadonlyMap<T, unknown>): readonly T[] => {
  const found: T[] = []
  for (const key of map.keys()) {
    if (found.push(key) === MAX_NAMES) break
  }
  return found
}

const bump = (counts: Map<string, number>, key: string, by: number): void => {
  const count = (counts.get(key) ?? 0) + by
  if (count === 0) counts.delete(key)
  else counts.set(key, count)
}

export const trailingWindow = (spanMs: number): TrailingWindow => {
  let members: Member[] = []
  let start = 0
  const labels = new Map<string, number>()
  const notes = new Map<string, number>()
  const activities = new Map<string, number>()
  const present = new Set<string>()

  const account = (member: Member, by: 1 | -1): void => {
    bump(labels, member.label, by)
    bump(activities, member.activity, by)
    if (member.note !== null) bump(notes, member.note, by)
    const identity = `${member.at} ${member.activity} ${member.label}`
    if (by === 1) present.add(identity)
    else present.delete(identity)
  }

  const dropOlder = (at: EpochMs): void => {
    while (start < members.length && at - members[start]!.at > spanMs) account(members[start++]!, -1)
    if (start > 1_024 && start > members.length / 2) {
      members = members.slice(start)
      start = 0
    }
  }

  const insert = (member: Member): void => {
    if (present.has(`${member.at} ${member.activity} ${member.label}`)) return
    account(member, 1)
    let place = members.length
    while (place > start && compareMembers(members[place - 1]!, member) > 0) place--
    members.splice(place, 0, member)
  }

  return {
    add: (added, at) => {
      dropOlder(at)
      for (const member of added) insert(member)
      const last = members.length > start ? members.at(-1) : undefined
      if (last !== undefined && last.at > at) {
        // Judged after its time: what came since is near, but in no stretch that ends here; what
        // later ones dropped is near still.
        const near = members.filter((member) => Math.abs(member.at - at) <= spanMs)
        return viewOf(
          near.filter((member) => member.at <= at),
          false,
          near,
        )
      }
      const [from, to] = [start, members.length]
      const held = members
      return {
        distinct: labels.size,
        names: first(labels),
        notes: first(notes),
        invocations: activities.size,
        first: members[start]?.at ?? null,
        last: last?.at ?? null,
        more: false,
        members: () => held.slice(from, to),
      }
    },
    isEmpty: () => members.length === start,
    isOver: (at) => members.length === start || at - members.at(-1)!.at > spanMs,
  }
}
