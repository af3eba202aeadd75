import type { Activity, Step } from '../../../../shared/model/activity'
import type { NativeCommand } from '../../../../shared/model/normalized'
import { aloneActivity, mergeNatives, withNative } from '../../../../shared/providers/aws/join-native'
import { foldStages } from '../../../../shared/providers/azure/fold-stages'
import type { Item } from '../../../../shared/reading/batch'
import { ExternalSorter } from '../external-sorter'

/** What is judged or remembered, in the total order. */
export type Entry =
  | { readonly kind: 'activity'; readonly activity: Activity }
  | { readonly kind: 'step'; readonly step: Step }

/** Items with one identity are repeats, corrections or stages of one thing. */
const identityOf = (item: Item): string => {
  switch (item.kind) {
    case 'activity':
      return `activity/${item.activity.id}`
    case 'stage':
      return `stage/${item.stage.foldKey}`
    case 'native':
      return `native/${item.native.id}`
    case 'step':
      return `step/${item.step.id}`
  }
}

/** Command id by which a call and its native events meet, null where there is nothing to meet. */
const commandOf = (item: Item): string | null =>
  item.kind === 'native'
    ? item.native.commandId
    : item.kind === 'activity' && item.activity.process === null
      ? item.activity.commandId
      : null

/**
 * Items of one identity as what they are: duplicates once, stages folded. Of two records with one id and different
 * content the addendum wins, else the one with the smaller canonical hash (semantics.md, "Activities and ids").
 */
const mergeIdentity = (group: readonly Item[]): readonly Item[] => {
  const stages = group.flatMap((item) => (item.kind === 'stage' ? [item.stage] : []))
  if (stages.length > 0) return foldStages(stages).map((activity) => ({ kind: 'activity', activity }))
  const activities = group.flatMap((item) => (item.kind === 'activity' ? [item.activity] : []))
  const winner = activities.toSorted(compareRevisions)[0]
  return winner === undefined ? group.slice(0, 1) : [{ kind: 'activity', activity: winner }]
}

const compareRevisions = (a: Activity, b: Activity): number =>
  Number(b.origin.addendum) - Number(a.origin.addendum) || (a.origin.hash < b.origin.hash ? -1 : 1)

/** The items of one command id as activities: the call with what its native events know, or the events alone. */
const joinCommand = (group: readonly Item[]): readonly Entry[] => {
  const natives: readonly NativeCommand[] = group.flatMap((item) => (item.kind === 'native' ? [item.native] : []))
  const ids = natives.map(({ id }) => id)
  const native = mergeNatives(natives)
  const calls = group.flatMap((item) => (item.kind === 'activity' ? [item.activity] : []))
  if (calls.length > 0)
    return calls.map((activity) => ({
      kind: 'activity',
      activity: native === null ? activity : withNative(activity, native, ids),
    }))
  return native === null ? [] : [{ kind: 'activity', activity: aloneActivity(native, ids) }]
}

/** An item that has nothing to meet. */
const asEntries = (item: Item): readonly Entry[] => (item.kind === 'activity' || item.kind === 'step' ? [item] : [])

/**
 * Place of an entry in the total order; a step comes before an activity of the same time, because it explains it.
 * @internal
 */
export const placeOf = (entry: Entry): readonly [number, number, string] =>
  entry.kind === 'step' ? [entry.step.at, 0, entry.step.id] : [entry.activity.at, 1, entry.activity.id]

/** Turns items in any order into entries in the total order, within bounded memory. */
export interface EntryAssembler {
  readonly add: (item: Item) => Promise<void>
  readonly entries: () => AsyncGenerator<Entry>
  /** Items that repeated or corrected others, or were further stages; known once the entries have been read. */
  readonly merged: () => number
  readonly dispose: () => Promise<void>
}

/**
 * Three sorts: by identity, so that repeats and stages meet; by command id, so that a call and its native events meet;
 * by place in the total order. Each keeps what fits in memory and spills the rest.
 */
export const entryAssembler = (): EntryAssembler => {
  const byIdentity = new ExternalSorter<Item>((item) => [identityOf(item)])
  const byCommand = new ExternalSorter<Item>((item) => [commandOf(item) ?? ''])
  const byPlace = new ExternalSorter<Entry>(placeOf)
  let merged = 0

  const entries = async function* (): AsyncGenerator<Entry> {
    for await (const group of groups(byIdentity.sorted(), identityOf)) {
      const kept = mergeIdentity(group)
      merged += group.length - kept.length
      for (const item of kept) {
        if (commandOf(item) !== null) await byCommand.add(item)
        else for (const entry of asEntries(item)) await byPlace.add(entry)
      }
    }
    // Each sorter lets go of its items before the next one fills.
    await byIdentity.dispose()
    for await (const group of groups(byCommand.sorted(), (item) => commandOf(item) ?? ''))
      for (const entry of joinCommand(group)) await byPlace.add(entry)
    await byCommand.dispose()
    yield* byPlace.sorted()
  }

  return {
    add: (item) => byIdentity.add(item),
    entries,
    merged: () => merged,
    dispose: async () => {
      await Promise.all([byIdentity.dispose(), byCommand.dispose(), byPlace.dispose()])
    },
  }
}

/** Neighbours with one key. */
async function* groups<T>(items: AsyncIterable<T>, keyOf: (item: T) => string): AsyncGenerator<readonly T[]> {
  let group: T[] = []
  let current: string | null = null
  for await (const item of items) {
    const key = keyOf(item)
    if (key !== current && group.length > 0) {
      yield group
      group = []
    }
    current = key
    group.push(item)
  }
  if (group.length > 0) yield group
}
