import { CLOUD_ADMINISTRATION_COMMAND, SOFTWARE_DEPLOYMENT_TOOLS } from '../model/attack'
import type { Activity } from '../model/activity'
import { isoTime, MINUTE } from '../model/time'
import { defineRule, keyOf } from './define-rule'
import { machinesActedOn, sizeClass } from './families'
import { evidence, listed, sourceText } from './wording'

/** Largest size class there is: a window keeps at most 500 members. */
const LARGEST = 512

/** ECS ExecuteCommand acts on containers, which are counted like machines. */
const things = (names: readonly string[]): 'machines' | 'containers' =>
  names.every((name) => name.startsWith('ecs:')) ? 'containers' : 'machines'

const key = ({ actor, family }: Activity): string => keyOf('machines', actor.key, family)

export const massExecution = defineRule({
  id: 'runwarden.cloud.mass-execution',
  title: 'Mass Execution',
  severity: 'medium',
  attack: [CLOUD_ADMINISTRATION_COMMAND, SOFTWARE_DEPLOYMENT_TOOLS],
  detects:
    'one identity acts on more distinct machines inside the window than allowed, in whatever calls, operations ' +
    'and resource groups',
  misses: [
    'machines chosen by tag that were never resolved: broad-target-selector reports those',
    'fan-out spread over many identities or over more time than the window',
  ],
  falsePositives: ['patching', 'a rollout by a pipeline', 'inventory or compliance runs'],
  triage: [
    'find the change that announces it',
    'read what ran on the first and on the last machine',
    'stop the commands that are still queued while you find out',
  ],
  references: ['https://attack.mitre.org/techniques/T1651/', 'https://attack.mitre.org/techniques/T1072/'],
  tunedBy: ['massTargets', 'windowMinutes', 'overrides', 'suppressions'],

  memory: (activity, { settings }) => {
    const machines = machinesActedOn(activity)
    if (machines.length === 0) return { terms: [], windows: [] }
    const note = sourceText(activity)
    return {
      terms: [],
      windows: [
        {
          key: key(activity),
          spanMs: settings.windowMinutes * MINUTE,
          add: machines.map((label) => ({ label, note })),
        },
      ],
    }
  },

  routineSizes: (activity, { settings }) => {
    const own = machinesActedOn(activity).length
    if (own === 0) return []
    const sizes: number[] = []
    for (let size = sizeClass(Math.max(own, settings.massTargets + 1)); size <= LARGEST; size *= 2) sizes.push(size)
    return sizes.length > 0 ? sizes : [LARGEST]
  },

  evaluate: (activity, { settings, history }) => {
    const own = machinesActedOn(activity)
    if (own.length === 0) return null
    const window = history.window(key(activity))
    const isUncounted = window.more && !own.every((machine) => window.names.includes(machine))
    if (window.distinct <= settings.massTargets && !isUncounted) return null
    return {
      severity: 'medium',
      routine: { size: sizeClass(Math.min(window.distinct, LARGEST)) },
      summary:
        `${activity.actor.display} acted on ${window.more ? 'at least ' : ''}${window.distinct} ` +
        `${things(window.names)} within ${settings.windowMinutes} minutes, more than ${settings.massTargets}`,
      evidence: [
        evidence('Invocations', window.invocations),
        evidence(
          things(window.names) === 'containers' ? 'Containers' : 'Machines',
          listed(window.names, window.distinct),
        ),
        evidence('Source addresses', listed(window.notes)),
        evidence('First seen', isoTime(window.first ?? activity.at)),
        evidence('Last seen', isoTime(window.last ?? activity.at)),
      ],
    }
  },
})
