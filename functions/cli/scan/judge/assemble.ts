import type { Activity, Step } from '../../../../shared/model/activity'
import type { NativeCommand, Normalized } from '../../../../shared/model/normalized'
import { aloneActivity, mergeNatives, withNative } from '../../../../shared/providers/aws/join-native'
import { foldStages } from '../../../../shared/providers/azure/fold'

/** What the records of a scan are, before those that belong together have met. */
export type Fragment = Extract<Normalized, { kind: 'activity' | 'stage' | 'native' | 'step' }>

/** What is judged or remembered, in the total order. */
export type Entry =
  | { readonly kind: 'activity'; readonly activity: Activity }
  | { readonly kind: 'step'; readonly step: Step }

/** Fragments with one identity are repeats, corrections or stages of one thing. */
export const identityOf = (fragment: Fragment): string => {
  switch (fragment.kind) {
    case 'activity':
      return `activity/${fragment.activity.id}`
    case 'stage':
      return `stage/${fragment.stage.foldKey}`
    case 'native':
      return `native/${fragment.native.id}`
    case 'step':
      return `step/${fragment.step.id}`
  }
}

/** Command id by which a call and its native events meet, null where there is nothing to meet. */
export const commandOf = (fragment: Fragment): string | null =>
  fragment.kind === 'native'
    ? fragment.native.commandId
    : fragment.kind === 'activity' && fragment.activity.process === null
      ? fragment.activity.commandId
      : null

/**
 * Fragments of one identity as what they are: duplicates once, stages folded. Of two records with one id and different
 * content the addendum wins, else the one with the smaller canonical hash (semantics.md, "Activities and ids").
 */
export const mergeIdentity = (group: readonly Fragment[]): readonly Fragment[] => {
  const stages = group.flatMap((fragment) => (fragment.kind === 'stage' ? [fragment.stage] : []))
  if (stages.length > 0) return foldStages(stages).map((activity) => ({ kind: 'activity', activity }))
  const activities = group.flatMap((fragment) => (fragment.kind === 'activity' ? [fragment.activity] : []))
  const winner = activities.toSorted(compareRevisions)[0]
  return winner === undefined ? group.slice(0, 1) : [{ kind: 'activity', activity: winner }]
}

const compareRevisions = (a: Activity, b: Activity): number =>
  Number(b.origin.addendum) - Number(a.origin.addendum) || (a.origin.hash < b.origin.hash ? -1 : 1)

/** The fragments of one command id as activities: the call with what its native events know, or the events alone. */
export const joinCommand = (group: readonly Fragment[]): readonly Entry[] => {
  const natives: readonly NativeCommand[] = group.flatMap((fragment) =>
    fragment.kind === 'native' ? [fragment.native] : [],
  )
  const ids = natives.map(({ id }) => id)
  const native = mergeNatives(natives)
  const calls = group.flatMap((fragment) => (fragment.kind === 'activity' ? [fragment.activity] : []))
  if (calls.length > 0)
    return calls.map((activity) => ({
      kind: 'activity',
      activity: native === null ? activity : withNative(activity, native, ids),
    }))
  return native === null ? [] : [{ kind: 'activity', activity: aloneActivity(native, ids) }]
}

/** A fragment that has nothing to meet. */
export const asEntries = (fragment: Fragment): readonly Entry[] =>
  fragment.kind === 'activity' || fragment.kind === 'step' ? [fragment] : []

/** Place of a fact in the total order; a step comes before an activity of the same time, because it explains it. */
export const placeOf = (entry: Entry): readonly [number, number, string] =>
  entry.kind === 'step' ? [entry.step.at, 0, entry.step.id] : [entry.activity.at, 1, entry.activity.id]
