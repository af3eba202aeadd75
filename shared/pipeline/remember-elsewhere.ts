import type { Activity, Cloud } from '../model/activity'
import { elsewhereWindows, type Elsewhere } from '../rules/elsewhere'
import type { Detector } from './detector'

/** What is told of an activity to where the other cloud is watched; null where nobody could be recognised by it. */
export const elsewhereOf = ({ id, at, actor, source, family }: Activity): Elsewhere | null => {
  const human = actor.human === true ? actor.display : null
  const address = source.kind === 'address' ? source.ip : null
  return human === null && address === null ? null : { id, at, human, address, family }
}

/** Keeps what was done in the other cloud where activities of this one can find it. Idempotent; rejects when the store is down. */
export const rememberElsewhere = async ({ ports }: Detector, cloud: Cloud, activity: Elsewhere): Promise<void> => {
  const windows = elsewhereWindows(cloud, activity)
  if (windows.length > 0)
    await ports.history.recall({ here: { at: activity.at, id: activity.id }, terms: [], windows, again: false })
}
