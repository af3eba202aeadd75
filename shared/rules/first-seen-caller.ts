import { CLOUD_ACCOUNTS, CLOUD_ADMINISTRATION_COMMAND } from '../model/attack'
import type { Activity } from '../model/activity'
import { defineRule, keyOf } from './define-rule'
import { otherCloudEvidence, otherCloudMemory } from './other-cloud'
import { isAgentRollout } from './extensions'
import { CALLER_FAMILIES, isIn } from './families'
import { evidence, lastSeen } from './wording'

/** Agents have a term of their own, so that who rolls them out is no less new when it runs a script one day. */
const term = (activity: Activity): string =>
  keyOf('caller', activity.scope.account, activity.actor.key, isAgentRollout(activity) ? 'agents' : activity.family)

export const firstSeenCaller = defineRule({
  id: 'runwarden.cloud.first-seen-caller',
  title: 'First Seen Caller',
  severity: 'medium',
  attack: [CLOUD_ADMINISTRATION_COMMAND, CLOUD_ACCOUNTS],
  detects:
    'an identity uses an operation family in an account or subscription where it has not used it within the ' +
    'history days',
  misses: [
    'an identity that already runs commands there, taken over by somebody else',
    'a stolen role whose sessions look like its usual ones',
  ],
  falsePositives: [
    'a new administrator',
    'a new pipeline',
    'a task that is done more rarely than the history days',
    "Azure Policy, Backup or Defender for Cloud on a new machine; low where the extension's type could be read",
  ],
  triage: [
    'ask the person or the team behind the identity whether they did this',
    'list what else the identity did in the day around it, beginning with how it signed in',
    'compare the address and client with those the identity usually has',
  ],
  references: ['https://attack.mitre.org/techniques/T1651/', 'https://attack.mitre.org/detectionstrategies/DET0545/'],
  tunedBy: ['historyDays', 'learningDays', 'suppressions'],

  memory: (activity) =>
    isIn(activity, CALLER_FAMILIES)
      ? { terms: [term(activity)], windows: otherCloudMemory(activity) }
      : { terms: [], windows: [] },

  evaluate: (activity, { settings, history }) => {
    if (!isIn(activity, CALLER_FAMILIES) || history.degraded) return null
    const knowledge = history.term(term(activity))
    if (knowledge.known) return null
    return {
      severity: isAgentRollout(activity) ? 'low' : 'medium',
      novelty: true,
      summary:
        `${activity.actor.display} has not used ${activity.family} operations in ` +
        `${activity.scope.account ?? 'this account'} within ${settings.historyDays} days`,
      evidence: [
        evidence('Caller seen here with this family', lastSeen(knowledge.latest, activity.at)),
        ...otherCloudEvidence(activity, history),
      ],
    }
  },
})
