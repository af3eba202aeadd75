import { tookEffect, type Activity } from '../../../shared/model/activity'
import { errorMessage } from '../../../shared/model/errors'
import type { CommandTextPort } from '../../../shared/pipeline/ports'
import { azureOperation } from '../../../shared/providers/azure/operations'
import type { ArmClient } from './arm-client'
import { TEXT_READERS } from './read-text'

/** Answers kept for an instance's life: the later stages of an operation cost no second call. */
const MAX_CACHED = 500

/**
 * Command text of Azure activities, read from Azure Resource Manager while the resource exists: attack tools delete it
 * within seconds. Never rejects: what cannot be had is said in the reason.
 */
export const armCommandText = (arm: ArmClient): CommandTextPort => {
  const cache = new Map<string, Promise<Activity>>()
  return {
    complete: async (activity) => {
      if (
        activity.cloud !== 'azure' ||
        activity.process !== null ||
        activity.payload.kind === 'text' ||
        !tookEffect(activity)
      )
        return activity
      const known = cache.get(activity.id)
      if (known !== undefined) return withTextOf(activity, await known)
      const completed = complete(arm, activity)
      if (cache.size >= MAX_CACHED) cache.delete(cache.keys().next().value ?? '')
      cache.set(activity.id, completed)
      const result = await completed
      // What could not be read now may be readable when the next stage comes.
      if (result.payload.kind !== 'text') cache.delete(activity.id)
      return result
    },
  }
}

/** A later stage may know more of everything but what was read. */
const withTextOf = (activity: Activity, { payload, document }: Activity): Activity => ({
  ...activity,
  payload,
  document: document ?? activity.document,
})

const complete = async (arm: ArmClient, activity: Activity): Promise<Activity> => {
  const spec = azureOperation(activity.operation)
  const read = TEXT_READERS[spec?.text ?? 'none']
  if (spec === null || read === undefined) return activity
  try {
    const { payload, document } = await read(arm, activity, spec)
    return { ...activity, payload, document: document ?? activity.document }
  } catch (cause) {
    return {
      ...activity,
      payload: {
        kind: 'hidden',
        reason: `text not available: ${errorMessage(cause)}`,
      },
    }
  }
}
