import { CLOUD_ADMINISTRATION_COMMAND, SOFTWARE_DEPLOYMENT_TOOLS } from '../model/attack'
import { machinesOf, type Activity } from '../model/activity'
import { defineRule } from './define-rule'
import { isIn, MAX_SINGLE_MACHINES, RUNNING_FAMILIES, sizeClass } from './families'
import { evidence, fromSigns, listed, type Sign } from './wording'

const isEverything = (rate: string | null): boolean => rate !== null && rate.trim() === '100%'

const UNNAMED = 'did not name the machines one by one'
const UNLIMITED = 'did not limit how many machines run or fail at once'

const signs = (activity: Activity): readonly Sign[] => {
  const { targets, rates } = activity
  const found: Sign[] = []
  if (targets.kind === 'selected') {
    const selector = evidence(
      'Selector',
      targets.selectors.map(({ key, values }) => `${key}=${listed(values)}`).join('; '),
    )
    found.push({
      phrase: UNNAMED,
      shows: [
        selector,
        evidence(
          'Machines it stands for',
          targets.resolved === null ? null : `${targets.total ?? targets.resolved.length}: ${listed(targets.resolved)}`,
        ),
      ],
    })
  }
  if (targets.kind === 'listed' && targets.ids.length > MAX_SINGLE_MACHINES)
    found.push({
      phrase: `named ${targets.ids.length} machines in one call`,
      shows: [evidence('Machines', `${targets.ids.length}, too many to be judged one by one`)],
    })
  if (targets.kind === 'unknown' && targets.reason === 'omitted for size')
    found.push({
      phrase: 'aimed at more than its record could hold',
      shows: [evidence('Targets', 'the provider left the parameters out of the record because they are too large')],
    })
  if (isEverything(rates?.concurrency ?? null))
    found.push({ phrase: UNLIMITED, shows: [evidence('Concurrency', '100%: on all machines at once')] })
  if (isEverything(rates?.errors ?? null))
    found.push({ phrase: UNLIMITED, shows: [evidence('Errors tolerated', '100%: goes on whatever fails')] })
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
  detects:
    'machines are chosen by tag, by resource group or all at once, their list was left out for its size, or ' +
    'nothing limits concurrency or errors',
  misses: ['many calls with one machine each: mass-execution counts those', 'on Azure every call names its machine'],
  falsePositives: ['patch groups chosen by tag', 'configuration rollouts'],
  triage: [
    'find out which machines were meant, and compare them with what the caller should reach',
    'read the command before you judge its reach',
    'cancel what is still queued while you find out',
  ],
  references: ['https://docs.aws.amazon.com/systems-manager/latest/userguide/send-commands-multiple.html'],
  tunedBy: ['suppressions'],

  routineSizes: (activity) => (isIn(activity, RUNNING_FAMILIES) && signs(activity).length > 0 ? [size(activity)] : []),

  evaluate: (activity) => {
    if (!isIn(activity, RUNNING_FAMILIES)) return null
    const found = signs(activity)
    if (found.length === 0) return null
    return {
      severity: 'medium',
      routine: { size: size(activity) },
      ...fromSigns(activity.actor.display, found),
    }
  },
})
