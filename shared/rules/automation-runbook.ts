import { CLOUD_ADMINISTRATION_COMMAND, SERVERLESS_EXECUTION } from '../model/attack'
import { machinesOf, tookEffect, type Activity } from '../model/activity'
import { isoTime, MINUTE } from '../model/time'
import { defineRule, keyOf } from './define-rule'
import { evidence } from './wording'

const PREFIX = 'microsoft.automation/automationaccounts/'

/** What each operation is to a runbook. A draft test is a run, and for a later job a preparation. */
const STEPS: Readonly<Record<string, { readonly step: string; readonly run: 'job' | 'test' | null }>> = {
  'runbooks/write': { step: 'written', run: null },
  'runbooks/draft/write': { step: 'draft written', run: null },
  'runbooks/draft/content/write': { step: 'draft content written', run: null },
  'runbooks/publish/action': { step: 'published', run: null },
  'runbooks/draft/testjob/write': { step: 'draft tested', run: 'test' },
  'jobs/write': { step: 'job started', run: 'job' },
}

const stepOf = ({ operation }: Activity) =>
  operation.startsWith(PREFIX) ? STEPS[operation.slice(PREFIX.length)] : undefined

/** Label of a run; it names the activity, so that a preparation whose record comes later finds it. */
const RUN = /^(job|test) started by (.+)$/

const runLabel = (run: 'job' | 'test', { id }: Activity): string => `${run} started by ${id}`

const accountOf = (activity: Activity): string => machinesOf(activity)[0] ?? activity.scope.account ?? ''

const key = (activity: Activity): string => keyOf('runbook', activity.actor.key, accountOf(activity))

export const automationRunbook = defineRule({
  id: 'runwarden.azure.automation-runbook',
  title: 'Automation Runbook',
  severity: 'medium',
  attack: [CLOUD_ADMINISTRATION_COMMAND, SERVERLESS_EXECUTION],
  detects:
    'a runbook is written, published or tested and then run by the same caller inside the window; a job alone is low',
  misses: [
    'jobs that a webhook or a schedule starts, which name no human caller',
    'a runbook prepared longer before than the window',
    'on which hybrid worker a job ran',
  ],
  falsePositives: ['somebody who develops a runbook', 'a pipeline that deploys and starts one'],
  triage: [
    'read the runbook as it is now and the copy the job ran',
    'see whether the job ran on a hybrid worker group',
    'see whether the runbook was deleted afterwards',
  ],
  references: [
    'https://microsoft.github.io/Azure-Threat-Research-Matrix/Execution/AZT302/AZT302/',
    'https://attack.mitre.org/techniques/T1648/',
  ],
  tunedBy: ['windowMinutes', 'suppressions'],

  memory: (activity, { settings }) => {
    const step = stepOf(activity)
    if (step === undefined || !tookEffect(activity)) return { terms: [], windows: [] }
    return {
      terms: [],
      windows: [
        {
          key: key(activity),
          spanMs: settings.windowMinutes * MINUTE,
          add: [
            {
              label: step.run === null ? step.step : runLabel(step.run, activity),
              note: activity.document?.name ?? activity.item,
            },
          ],
        },
      ],
    }
  },

  evaluate: (activity, { settings, history }) => {
    const step = stepOf(activity)
    if (step === undefined || !tookEffect(activity)) return null
    const members = history.window(key(activity)).members()
    const account = evidence('Automation account', accountOf(activity))
    const prepared = {
      severity: 'medium',
      summary: `${activity.actor.display} prepared a runbook and ran it within ${settings.windowMinutes} minutes`,
    } as const
    if (step.run === null) {
      // The run's record came first: it is judged again with what was missing.
      const runs = members.flatMap(({ at, label }) => (at >= activity.at ? (RUN.exec(label)?.[2] ?? []) : []))
      return runs.length === 0
        ? null
        : { ...prepared, evidence: [account, evidence(isoTime(activity.at), step.step)], concerns: runs }
    }
    const before = members.filter(
      ({ at, label }) => at <= activity.at && !label.startsWith('job ') && label !== runLabel('test', activity),
    )
    if (before.length === 0)
      return {
        severity: 'low',
        summary: `${activity.actor.display} started a runbook ${step.run}`,
        evidence: [account],
      }
    const steps = before.map(({ at, label, note }) =>
      evidence(isoTime(at), `${label.startsWith('test ') ? 'draft tested' : label}${note === null ? '' : `: ${note}`}`),
    )
    return { ...prepared, evidence: [account, ...steps, evidence(isoTime(activity.at), step.step)] }
  },
})
