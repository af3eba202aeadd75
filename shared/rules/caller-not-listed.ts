import { CLOUD_ACCOUNTS, CLOUD_ADMINISTRATION_COMMAND } from '../model/attack'
import type { Activity } from '../model/activity'
import { matchesCaller } from './caller-list'
import { defineRule } from './define-rule'
import { isIn, RUNNING_FAMILIES } from './families'
import { evidence } from './wording'

/** Script names that seed 002 lists as suspicious when they come from anyone but a known administrator. */
const SCRIPT_NAMES = /(^|[\s/\\"'])(script\.sh|run\.ps1|start\.cmd)($|[\s"';|&)])/i

const scriptName = ({ payload, item }: Activity): string | null =>
  SCRIPT_NAMES.exec(`${item ?? ''}\n${payload.kind === 'text' ? payload.text : ''}`)?.[2] ?? null

export const callerNotListed = defineRule({
  id: 'runwarden.cloud.caller-not-listed',
  title: 'Caller Not Listed',
  severity: 'critical',
  attack: [CLOUD_ADMINISTRATION_COMMAND, CLOUD_ACCOUNTS],
  detects: 'administrators are configured, and a caller who is none of them runs something',
  misses: ['a listed administrator whose credentials were stolen', 'everything while no administrators are configured'],
  falsePositives: ['a new administrator who is not in the list yet', 'a service role that was forgotten in the list'],
  triage: [
    'check whether the identity should be in the list',
    'find out how it came by the right to run commands',
    'take that right away while you find out',
  ],
  references: ['https://attack.mitre.org/techniques/T1651/'],
  tunedBy: ['knownAdmins', 'suppressions'],

  evaluate: (activity, { settings }) => {
    if (settings.knownAdmins.length === 0 || !isIn(activity, RUNNING_FAMILIES)) return null
    if (matchesCaller(settings.knownAdmins, activity.actor)) return null
    const script = scriptName(activity)
    return {
      severity: script === null ? 'high' : 'critical',
      summary: `${activity.actor.display} is none of the configured administrators`,
      evidence: [
        evidence('Caller', activity.actor.key),
        evidence('Administrators configured', settings.knownAdmins.length),
        ...(script === null ? [] : [evidence('Script name', script)]),
      ],
    }
  },
})
