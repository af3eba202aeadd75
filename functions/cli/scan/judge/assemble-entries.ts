import {
  asEntries,
  commandOf,
  identityOf,
  joinCommand,
  placeOf,
  mergeIdentity,
  type Entry,
  type Fragment,
} from './assemble'
import { ExternalSorter } from './external-sorter'

/** Turns fragments in any order into facts in the total order, within bounded memory. */
export interface EntryAssembler {
  readonly add: (fragment: Fragment) => Promise<void>
  readonly entries: () => AsyncGenerator<Entry>
  /** Fragments that repeated or corrected others, or were further stages; known once the facts have been read. */
  readonly merged: () => number
  readonly dispose: () => Promise<void>
}

/**
 * Three sorts: by identity, so that repeats and stages meet; by command id, so that a call and its native events meet;
 * by place in the total order. Each keeps what fits in memory and spills the rest.
 */
export const entryAssembler = (): EntryAssembler => {
  const byIdentity = new ExternalSorter<Fragment>((fragment) => [identityOf(fragment)])
  const byCommand = new ExternalSorter<Fragment>((fragment) => [commandOf(fragment) ?? ''])
  const byPlace = new ExternalSorter<Entry>(placeOf)
  let merged = 0

  const entries = async function* (): AsyncGenerator<Entry> {
    for await (const group of groups(byIdentity.sorted(), identityOf)) {
      const mergedGroup = mergeIdentity(group)
      merged += group.length - mergedGroup.length
      for (const fragment of mergedGroup) {
        if (commandOf(fragment) !== null) await byCommand.add(fragment)
        else for (const entry of asEntries(fragment)) await byPlace.add(entry)
      }
    }
    // Each sorter lets go of its items before the next one fills.
    await byIdentity.dispose()
    for await (const group of groups(byCommand.sorted(), (fragment) => commandOf(fragment) ?? ''))
      for (const entry of joinCommand(group)) await byPlace.add(entry)
    await byCommand.dispose()
    yield* byPlace.sorted()
  }

  return {
    add: (fragment) => byIdentity.add(fragment),
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
