import { CLOUD_ADMINISTRATION_COMMAND, SOFTWARE_DEPLOYMENT_TOOLS } from '../model/attack'
import { machinesOf, tookEffect, type Activity } from '../model/activity'
import { defineRule, keyOf } from './define-rule'
import { isExtensionDeployment, runsScripts } from './extensions'
import { evidence, listed, sourceText } from './wording'

const resource = (activity: Activity): string =>
  `${machinesOf(activity)[0] ?? activity.scope.account ?? ''}/${(activity.item ?? '').toLowerCase()}`

const term = (activity: Activity, network: string): string => keyOf('extension', resource(activity), network)

export const extensionDeployment = defineRule({
  id: 'runwarden.azure.extension-deployment',
  title: 'Extension Deployment',
  severity: 'medium',
  attack: [CLOUD_ADMINISTRATION_COMMAND, SOFTWARE_DEPLOYMENT_TOOLS],
  detects:
    'a person writes an extension that runs scripts on a machine, scale set or Arc machine, or any extension is ' +
    'new for its machine and network',
  misses: [
    'the type of an extension is not in the Activity Log: where it cannot be read, only the name that the caller ' +
      'chose is known',
    'protected settings are never readable',
    'extensions, applications and user data that are part of the write of a machine or scale set itself',
  ],
  falsePositives: ['provisioning by hand', 'monitoring and backup agents on a new machine'],
  triage: [
    "read the extension's type and public settings",
    'see what the extension handler started on the machine',
    'see whether the extension was deleted right afterwards',
  ],
  references: [
    'https://microsoft.github.io/Azure-Threat-Research-Matrix/Execution/AZT301/AZT301-2/',
    'https://attack.mitre.org/techniques/T1651/',
  ],
  tunedBy: ['historyDays', 'learningDays', 'suppressions'],

  memory: (activity, { network }) =>
    isExtensionDeployment(activity) && tookEffect(activity)
      ? { terms: [term(activity, network.term)], windows: [] }
      : { terms: [], windows: [] },

  evaluate: (activity, { history, network }) => {
    if (!isExtensionDeployment(activity) || !tookEffect(activity)) return null
    const shared = [
      evidence('Extension', activity.document?.name ?? activity.item),
      evidence('Deployed to', listed(machinesOf(activity)) || null),
      evidence('Address', sourceText(activity)),
    ]
    if (activity.actor.human === true && runsScripts(activity))
      return {
        severity: 'medium',
        summary: `${activity.actor.display} deployed an extension that runs scripts`,
        evidence: shared,
      }
    if (history.degraded || history.term(term(activity, network.term)).known) return null
    return {
      severity: 'low',
      novelty: true,
      summary: 'an extension is new for this machine and network',
      evidence: shared,
    }
  },
})
