import { DISABLE_CLOUD_LOGS } from '../model/attack'
import type { Activity } from '../model/activity'
import type { Family } from '../model/operation'
import { matchesCaller } from './caller-list'
import { defineRule } from './define-rule'
import { ownResourcesTouched } from './own-resources'
import { evidence, listed } from './wording'

/** A policy put on Runwarden's own role counts among identities even when it is about Systems Manager. */
const FAMILIES: readonly Family[] = ['protection', 'identity']

/** Where data events are logged, the detector's own writes to its table are recorded as well. */
const isOwnBookkeeping = ({ operation, actor }: Activity, ownResources: readonly string[]): boolean =>
  operation.startsWith('dynamodb:') && matchesCaller(ownResources, actor)

export const detectorTampering = defineRule({
  id: 'runwarden.cloud.detector-tampering',
  title: 'Detector Tampering',
  severity: 'high',
  attack: [DISABLE_CLOUD_LOGS],
  detects: "Runwarden's own resources, or the trail or export that feeds it, are changed",
  misses: [
    'changes that the provider does not log, such as a mail unsubscribed by its own link',
    'changes made after the trail itself was stopped',
  ],
  falsePositives: ['an upgrade by somebody who is not a named deployer'],
  triage: [
    'undo the change',
    'run `runwarden selftest` to see whether events still arrive',
    'scan the logs of the time in between',
  ],
  references: ['https://attack.mitre.org/techniques/T1562/008/'],
  tunedBy: ['ownResources', 'deployers'],

  evaluate: (activity, { settings }) => {
    if (!FAMILIES.includes(activity.family) || settings.ownResources.length === 0) return null
    if (isOwnBookkeeping(activity, settings.ownResources)) return null
    const touched = ownResourcesTouched(activity, settings.ownResources)
    if (touched.length === 0) return null
    const byDeployer = matchesCaller(settings.deployers, activity.actor)
    const what = byDeployer ? 'Runwarden, as a named deployer' : 'what Runwarden depends on'
    return {
      severity: byDeployer ? 'low' : 'high',
      summary: `${activity.actor.display} changed ${what}`,
      evidence: [evidence('Operation', activity.operation), evidence('Resources', listed(touched))],
    }
  },
})
