import { CLOUD_ACCOUNTS, CLOUD_ADMINISTRATION_COMMAND, CLOUD_INSTANCE_METADATA } from '../model/attack'
import type { Activity } from '../model/activity'
import { defineRule, keyOf, type ActivityContext } from './define-rule'
import { evidence, lastSeen, sourceText } from './wording'

/** Machines that stand outside the cloud and call from there: Systems Manager's managed nodes, Azure Arc's machines. */
const OUTSIDE = /^mi-|\/microsoft\.hybridcompute\//i

/** Somebody's own network, and no cloud's: machines in the cloud call from the cloud's addresses, or privately. */
const isOutside = (network: ActivityContext['network']): boolean =>
  !network.ours && (network.class === 'other' || network.class === 'hosting' || network.class === 'anonymiser')

const isStrange = ({ actor, family }: Activity, network: ActivityContext['network']): boolean =>
  family !== 'process' && actor.instance !== null && !OUTSIDE.test(actor.instance) && isOutside(network)

const term = ({ actor }: Activity, network: ActivityContext['network']): string =>
  keyOf('machine-credentials', actor.key, network.term)

export const machineCredentialsElsewhere = defineRule({
  id: 'runwarden.cloud.machine-credentials-elsewhere',
  title: 'Machine Credentials Elsewhere',
  severity: 'high',
  attack: [CLOUD_ADMINISTRATION_COMMAND, CLOUD_ACCOUNTS, CLOUD_INSTANCE_METADATA],
  detects:
    "the credentials that the cloud gave to a machine are used from a network that is no cloud's and new for " +
    'that role or identity',
  misses: [
    'credentials used from another machine in the same cloud',
    'addresses that the table of networks does not know',
    'managed nodes and Arc machines, which stand outside the cloud',
  ],
  falsePositives: [
    "machines that reach the internet through a company's own network: name it in the known networks, or let the " +
      'learning period see it',
  ],
  triage: [
    'find out who holds the address: a machine in the cloud does not call from there',
    'look at the machine for what read its metadata service, and at the days before for requests forged through ' +
      'its applications',
    'revoke the sessions of the role, or the tokens of the identity, and take the rights away that no machine needs',
  ],
  references: [
    'https://attack.mitre.org/techniques/T1552/005/',
    'https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-types-iam.html',
  ],
  tunedBy: ['knownNetworks', 'historyDays', 'learningDays', 'suppressions'],

  memory: (activity, { network }) => ({
    terms: isStrange(activity, network) ? [term(activity, network)] : [],
    windows: [],
  }),

  evaluate: (activity, { network, history }) => {
    if (!isStrange(activity, network) || history.degraded) return null
    const knowledge = history.term(term(activity, network))
    if (knowledge.known) return null
    return {
      severity: 'high',
      novelty: true,
      summary: `the credentials of ${activity.actor.instance} were used from outside the cloud`,
      evidence: [
        evidence('Machine the credentials belong to', activity.actor.instance),
        evidence('Address', sourceText(activity)),
        evidence('Network', `AS${network.asn ?? '?'} ${network.organization ?? ''}`.trim()),
        evidence('Network seen for this role or identity', lastSeen(knowledge.latest, activity.at)),
      ],
    }
  },
})
