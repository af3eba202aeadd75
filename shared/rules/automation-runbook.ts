import { CLOUD_ADMINISTRATION_COMMAND, SERVERLESS_EXECUTION } from '../model/attack'
import { machinesOf, tookEffect, type Activity } from '../model/activity'
import { hash64 } from '../model/hash'
import { isoTime, MINUTE } from '../model/time'
import { defineRule, keyOf } from './define-rule'
import { evidence } from './wording'

const PREFIX = 'microsoft.automation/automationaccounts/'

/** What each operation is to a runbook; a draft test writes nothing but runs, so it is both a preparation and a run. */
const STEPS: Readonly<Record<string, { readonly step: string; readonly runs: boolean }>> = {
  'runbooks/write': { step: 'written', runs: false },
  'runbooks/draft/write': { step: 'draft written', runs: false },
  'runbooks/draft/content/write': { step: 'draft content written', runs: false },
  'runbooks/publish/action': { step: 'published', runs: false },
  'runbooks/draft/testjob/write': { step: 'draft tested', runs: true },
  'draft/testjob/write': { step: 'draft tested', runs: true },
  'jobs/write': { step: 'job started', runs: true },
}

const stepOf = ({ operation }: Activity) => (operation.startsWith(PREFIX) ? STEPS[operation.slice(PREFIX.length)] : undefined)

const accountOf = (activity: Activity): string => machinesOf(activity)[0] ?? activity.scope.account ?? ''

const key = (activity: Activity): string => keyOf('runbook', activity.actor.key, accountOf(activity))

export const automationRunbook = defineRule({
  id: 'runwarden.azure.automation-runbook',
  title: 'Automation Runbook',
  severity: 'medium',
  attack: [CLOUD_ADMINISTRATION_COMMAND, SERVERLESS_EXECUTION],
  detects: 'a runbook is written, published or tested and then run by the same caller inside the window; a job alone is low',
  misses: ['jobs that a webhook or a schedule starts, which name no human caller', 'a runbook prepared longer before than the window', 'on which hybrid worker a job ran'],
  falsePositives: ['somebody who develops a runbook', 'a pipeline that deploys and starts one'],
  triage: ['read the runbook as it is now and the copy the job ran', 'see whether the job ran on a hybrid worker group', 'see whether the runbook was deleted afterwards'],
  references: ['https://microsoft.github.io/Azure-Threat-Research-Matrix/Execution/AZT302/AZT302/', 'https://attack.mitre.org/techniques/T1648/'],
  tunedBy: ['windowMinutes', 'suppressions'],

  memory: (activity, { settings }) => {
    const step = stepOf(activity)
    if (step === undefined || !tookEffect(activity)) return { terms: [], windows: [] }
    return { terms: [], windows: [{ key: key(activity), spanMs: settings.windowMinutes * MINUTE, add: [{ label: step.step, note: activity.document?.name ?? activity.item }] }] }
  },

  evaluate: (activity, { settings, history }) => {
    const step = stepOf(activity)
    if (step === undefined || !step.runs || !tookEffect(activity)) return null
    const before = history.window(key(activity)).members().filter(({ label, activity: by }) => label !== 'job started' && by !== hash64(activity.id))
    if (before.length === 0) return { severity: 'low', summary: `${activity.actor.display} started a runbook job`, evidence: [evidence('Automation account', accountOf(activity))] }
    return {
      severity: 'medium',
      summary: `${activity.actor.display} prepared a runbook and ran it within ${settings.windowMinutes} minutes`,
      evidence: [evidence('Automation account', accountOf(activity)), ...before.map(({ at, label, note }) => evidence(isoTime(at), `${label}${note === null ? '' : `: ${note}`}`)), evidence(isoTime(activity.at), step.step)],
    }
  },
})
