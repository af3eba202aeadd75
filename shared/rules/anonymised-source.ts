import { CLOUD_ACCOUNTS, CLOUD_ADMINISTRATION_COMMAND, MULTI_HOP_PROXY } from '../model/attack'
import type { Activity } from '../model/activity'
import { defineRule, keyOf } from './define-rule'
import { evidence, lastSeen, sourceText } from './wording'

const term = ({ actor }: Activity, network: string): string => keyOf('hosting-network', actor.key, network)

export const anonymisedSource = defineRule({
  id: 'runwarden.cloud.anonymised-source',
  title: 'Anonymised Source',
  severity: 'high',
  attack: [CLOUD_ADMINISTRATION_COMMAND, CLOUD_ACCOUNTS, MULTI_HOP_PROXY],
  detects:
    'the call comes from a Tor or VPN network, or from a hosting network that is new for this caller; the ' +
    "clouds' own networks are excepted",
  misses: [
    'residential proxies and virtual machines inside the clouds themselves',
    'records without an address, such as the later stages of an Azure operation',
    'networks that the bundled table does not know yet',
  ],
  falsePositives: [
    'a company VPN run on rented servers: name it in the known networks',
    'build services on hosting networks',
  ],
  triage: [
    'ask the person behind the identity where they were',
    'look for the same address in the sign-in logs of both clouds',
    'revoke the sessions of the identity when nobody can explain the address',
  ],
  references: ['https://attack.mitre.org/techniques/T1090/003/', 'https://attack.mitre.org/techniques/T1078/004/'],
  tunedBy: ['knownNetworks', 'historyDays', 'suppressions'],

  memory: (activity, { network }) =>
    network.class === 'hosting' && activity.family !== 'process'
      ? { terms: [term(activity, network.term)], windows: [] }
      : { terms: [], windows: [] },

  evaluate: (activity, { network, history }) => {
    if (activity.family === 'process' || network.ours) return null
    const shared = [
      evidence('Address', sourceText(activity)),
      evidence('Network', `AS${network.asn ?? '?'} ${network.organization ?? ''}`.trim()),
    ]
    if (network.class === 'anonymiser')
      return {
        severity: 'high',
        summary: `${activity.actor.display} called through a Tor or VPN network`,
        evidence: shared,
      }
    if (network.class !== 'hosting' || history.degraded) return null
    const knowledge = history.term(term(activity, network.term))
    if (knowledge.known) return null
    return {
      severity: 'low',
      novelty: true,
      summary: `${activity.actor.display} called from a hosting network that is new for it`,
      evidence: [...shared, evidence('Network seen for this caller', lastSeen(knowledge.latest, activity.at))],
    }
  },
})
