import { CLOUD_ADMINISTRATION_COMMAND, SOFTWARE_DEPLOYMENT_TOOLS } from '../model/attack'
import { machinesOf, type Activity } from '../model/activity'
import type { Evidence } from '../model/finding'
import { defineRule } from './define-rule'
import { isIn, MAX_SINGLE_MACHINES, RUNNING_FAMILIES, sizeClass } from './scope'
import { evidence, listed, plural } from './wording'

const isEverything = (rate: string | null): boolean => rate !== null && rate.trim() === '100%'

const reasons = (activity: Activity): readonly Evidence[] => {
  const { targets, rates } = activity
  const found: Evidence[] = []
  if (targets.kind === 'selected') {
    found.push(evidence('Selector', targets.selectors.map(({ key, values }) => `${key}=${listed(values)}`).join('; ')))
    found.push(evidence('Machines it stands for', targets.resolved === null ? null : `${targets.total ?? targets.resolved.length}: ${listed(targets.resolved)}`))
  }
  if (targets.kind === 'listed' && targets.ids.length > MAX_SINGLE_MACHINES) found.push(evidence('Machines', `${targets.ids.length}, too many to be judged one by one`))
  if (targets.kind === 'unknown' && targets.reason === 'omitted for size') found.push(evidence('Targets', 'the provider left the parameters out of the record because they are too large'))
  if (isEverything(rates?.concurrency ?? null)) found.push(evidence('Concurrency', '100%: on all machines at once'))
  if (isEverything(rates?.errors ?? null)) found.push(evidence('Errors tolerated', '100%: goes on whatever fails'))
  return found
}

const size = (activity: Activity): number | null => {
  const count = (activity.targets.kind === 'selected' ? activity.targets.total : null) ?? machinesOf(activity).length
  return count === 0 ? null : sizeClass(count)
}

export const broadTargetSelector = defineRule({
  id: 'runwarden.cloud.broad-target-selector',
  title: 'Broad Target Selector',
  severity: 'medium',
  attack: [CLOUD_ADMINISTRATION_COMMAND, SOFTWARE_DEPLOYMENT_TOOLS],
  detects: 'machines are chosen by tag, by resource group or all at once, their list was left out for its size, or nothing limits concurrency or errors',
  misses: ['many calls with one machine each: mass-execution counts those', 'on Azure every call names its machine'],
  falsePositives: ['patch groups chosen by tag', 'configuration rollouts'],
  triage: ['resolve the selector now and compare it with what the caller should reach', 'read the command before you judge its reach', 'cancel what is still queued while you find out'],
  references: ['https://docs.aws.amazon.com/systems-manager/latest/userguide/send-commands-multiple.html'],
  tunedBy: ['suppressions'],

  routineSizes: (activity) => (isIn(activity, RUNNING_FAMILIES) && reasons(activity).length > 0 ? [size(activity)] : []),

  evaluate: (activity) => {
    if (!isIn(activity, RUNNING_FAMILIES)) return null
    const found = reasons(activity)
    if (found.length === 0) return null
    return {
      severity: 'medium',
      routine: { size: size(activity) },
      summary: `${activity.actor.display} did not name the machines one by one (${plural(found.length, 'sign')})`,
      evidence: found,
    }
  },
})
