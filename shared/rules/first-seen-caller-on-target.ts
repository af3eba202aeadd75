import { CLOUD_ADMINISTRATION_COMMAND } from '../model/attack'
import type { Activity } from '../model/activity'
import { isoTime, MINUTE } from '../model/time'
import { defineRule, keyOf, type RuleContext } from './define-rule'
import { machinesActedOn, MAX_SINGLE_MACHINES } from './families'
import { evidence, listed, plural, sourceText } from './wording'

const term = ({ actor }: Activity, machine: string, network: string): string =>
  keyOf('caller-on-target', actor.key, machine, network)

/** Stopping a machine, changing its user data and starting it is how a boot script is made to run. */
const powerKey = (machine: string): string => keyOf('power', machine)

const machinesToCheck = (activity: Activity): readonly string[] =>
  machinesActedOn(activity).slice(0, MAX_SINGLE_MACHINES)

const networkName = ({ asn, term: fallback, organization }: RuleContext['network']): string =>
  asn === null ? fallback : `AS${asn} ${organization ?? ''}`.trim()

export const firstSeenCallerOnTarget = defineRule({
  id: 'runwarden.cloud.first-seen-caller-on-target',
  title: 'First Seen Caller On Target',
  severity: 'low',
  attack: [CLOUD_ADMINISTRATION_COMMAND],
  detects:
    'an identity acts on a machine from a network (AS number) from which it has not acted on that machine within ' +
    'the history days',
  misses: [
    'machines after the first 100 of one call, which are not looked up one by one',
    'machines chosen by tag that were never resolved',
    "on Azure the object id of the caller stands for the role assignment's principal id, which names a group " +
      'where the role came through one',
  ],
  falsePositives: ['an administrator who works from another network', 'new machines of a growing fleet'],
  triage: [
    'check whether the identity has a reason to be on this machine',
    'check whether the network is one the identity uses elsewhere',
    'look at what the machine did in the minutes after',
  ],
  references: ['https://attack.mitre.org/techniques/T1651/'],
  tunedBy: ['historyDays', 'learningDays', 'preset', 'suppressions'],

  memory: (activity, { network, settings }) => {
    const machines = machinesToCheck(activity)
    return {
      terms: machines.map((machine) => term(activity, machine, network.term)),
      windows:
        activity.family === 'boot'
          ? machines.map((machine) => ({ key: powerKey(machine), spanMs: settings.windowMinutes * MINUTE, add: [] }))
          : [],
    }
  },

  steps: ({ operation, subjects, actor }, { windowMinutes }) =>
    operation === 'ec2:StopInstances'
      ? subjects.map((machine) => ({
          key: powerKey(machine),
          spanMs: windowMinutes * MINUTE,
          add: [{ label: 'stopped', note: actor.display }],
        }))
      : [],

  evaluate: (activity, { settings, history, network }) => {
    if (history.degraded) return null
    const machines = machinesToCheck(activity)
    const fresh = machines.filter((machine) => !history.term(term(activity, machine, network.term)).known)
    if (fresh.length === 0) return null
    const days = `${settings.historyDays} days`
    const what = fresh.length === 1 ? fresh[0] : plural(fresh.length, 'of these machine')
    return {
      severity: settings.preset === 'strict' ? 'medium' : 'low',
      novelty: true,
      summary: `${activity.actor.display} has not acted on ${what} from this network within ${days}`,
      evidence: [
        evidence('Machines new for this caller and network', listed(fresh)),
        evidence('Network', `${sourceText(activity)}, ${networkName(network)}`),
        ...machines.flatMap((machine) =>
          history
            .window(powerKey(machine))
            .members()
            .map(({ at, note }) => evidence(`${machine} was stopped`, `${isoTime(at)} by ${note ?? 'somebody'}`)),
        ),
      ],
    }
  },
})
