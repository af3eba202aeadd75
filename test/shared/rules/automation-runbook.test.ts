import type { Activity } from '../../../shared/model/activity'
import type { Family } from '../../../shared/model/operation'
import { MINUTE } from '../../../shared/model/time'
import { processActivity } from '../../../shared/pipeline/process-activity'
import { automationRunbook } from '../../../shared/rules/automation-runbook'
import { azureActivity, azureUser, NOON, SUBSCRIPTION } from '../../support/activity'
import { testDetector } from '../../support/detector'
import { findingOf, listed, ruleTable } from './rule-cases'

const GROUP = `/subscriptions/${SUBSCRIPTION}/resourcegroups/prod`
const ACCOUNT = `${GROUP}/providers/microsoft.automation/automationaccounts/ops`

/** One step at an automation account, so many milliseconds before now. */
const step = (operation: string, ms = 0, given: Partial<Activity> = {}): Activity =>
  azureActivity({
    id: `${operation}-${ms}`,
    at: NOON - ms,
    operation: `microsoft.automation/automationaccounts/${operation}`,
    family: (operation.startsWith('jobs') || operation.endsWith('testjob/write')
      ? 'automation'
      : 'document') satisfies Family,
    item: 'Cleanup-Disks',
    ...listed([ACCOUNT]),
    ...given,
  })

const job = step('jobs/write')
const test = step('runbooks/draft/testjob/write')

ruleTable(automationRunbook, [
  { name: 'a lone job', activity: job, expected: 'low' },
  { name: 'a lone test of a draft', activity: test, expected: 'low' },
  {
    name: 'a runbook written, then a job',
    before: [step('runbooks/write', MINUTE)],
    activity: job,
    expected: 'medium',
  },
  {
    name: 'a draft written, then a job',
    before: [step('runbooks/draft/write', MINUTE)],
    activity: job,
    expected: 'medium',
  },
  {
    name: 'the text of a draft written, then its test',
    before: [step('runbooks/draft/content/write', MINUTE)],
    activity: test,
    expected: 'medium',
  },
  {
    name: 'a runbook published, then a job',
    before: [step('runbooks/publish/action', MINUTE)],
    activity: job,
    expected: 'medium',
  },
  {
    name: 'a draft tested, then a job',
    before: [step('runbooks/draft/testjob/write', MINUTE)],
    activity: job,
    expected: 'medium',
  },
  { name: 'a job, then another', before: [step('jobs/write', MINUTE)], activity: job, expected: 'low' },
  {
    name: 'a draft tested twice',
    before: [step('runbooks/draft/testjob/write', MINUTE)],
    activity: test,
    expected: 'medium',
  },
  {
    name: 'written exactly sixty minutes before',
    before: [step('runbooks/write', 60 * MINUTE)],
    activity: job,
    expected: 'medium',
  },
  { name: 'written in the same millisecond', before: [step('runbooks/write', 0)], activity: job, expected: 'medium' },
  {
    name: 'written a millisecond before that',
    before: [step('runbooks/write', 60 * MINUTE + 1)],
    activity: job,
    expected: 'low',
  },
  {
    name: 'written before a shorter window',
    before: [step('runbooks/write', 10 * MINUTE + 1)],
    activity: job,
    settings: { windowMinutes: 10 },
    expected: 'low',
  },
  {
    name: 'written by somebody else',
    before: [
      step('runbooks/write', MINUTE, { actor: azureUser({ key: 'azure:00000000-0000-0000-0000-0000000000c2' }) }),
    ],
    activity: job,
    expected: 'low',
  },
  {
    name: 'written in another automation account',
    before: [step('runbooks/write', MINUTE, listed([`${ACCOUNT}2`]))],
    activity: job,
    expected: 'low',
  },
  {
    name: 'a write that was denied',
    before: [step('runbooks/write', MINUTE, { outcome: 'denied' })],
    activity: job,
    expected: 'low',
  },
  {
    name: 'a write that failed',
    before: [step('runbooks/write', MINUTE, { outcome: 'failed' })],
    activity: job,
    expected: 'low',
  },
  {
    name: 'a write that only started',
    before: [step('runbooks/write', MINUTE, { outcome: 'pending' })],
    activity: job,
    expected: 'medium',
  },
  {
    name: 'a job that was denied',
    before: [step('runbooks/write', MINUTE)],
    activity: { ...job, outcome: 'denied' },
    expected: null,
  },
  { name: 'writing alone', activity: step('runbooks/write'), expected: null },
  {
    name: 'writing and publishing alone',
    before: [step('runbooks/write', MINUTE)],
    activity: step('runbooks/publish/action'),
    expected: null,
  },
  { name: 'a module written, then a job', before: [step('modules/write', MINUTE)], activity: job, expected: 'low' },
  {
    name: 'a job resumed',
    before: [step('runbooks/write', MINUTE)],
    activity: step('jobs/resume/action'),
    expected: null,
  },
  { name: 'a run command is no runbook', activity: azureActivity(), expected: null },
  {
    name: 'without history',
    before: [step('runbooks/write', MINUTE)],
    activity: job,
    storeDown: true,
    expected: 'low',
  },
  {
    name: 'learning changes nothing about it',
    before: [step('runbooks/write', MINUTE)],
    activity: job,
    settings: { learningDays: 7 },
    learningStart: NOON,
    expected: 'medium',
  },
])

describe('the story of automation-runbook', () => {
  it('lists the steps with their times and the runbook', async () => {
    const finding = await findingOf(automationRunbook, {
      before: [step('runbooks/draft/write', 3 * MINUTE), step('runbooks/publish/action', 2 * MINUTE)],
      activity: job,
    })
    expect(finding?.summary).toBe('alice@example.com prepared a runbook and ran it within 60 minutes')
    expect(finding?.evidence).toEqual([
      { label: 'Automation account', value: ACCOUNT },
      { label: '2026-03-02T09:57:00.000Z', value: 'draft written: Cleanup-Disks' },
      { label: '2026-03-02T09:58:00.000Z', value: 'published: Cleanup-Disks' },
      { label: '2026-03-02T10:00:00.000Z', value: 'job started' },
    ])
  })

  it('learns of the job when the record of the write comes after it', async () => {
    const detector = testDetector()
    await processActivity(detector, job, 'first')
    await processActivity(detector, step('runbooks/write', MINUTE), 'first')
    const ofJob = detector.verdicts
      .filter(({ activity }) => activity.id === job.id)
      .map(({ verdict }) => verdict.findings.find(({ rule }) => rule === automationRunbook.id)?.severity)
    expect(ofJob).toEqual(['low', 'medium'])
  })

  it('learns of the job when both bear the same millisecond', async () => {
    const detector = testDetector()
    await processActivity(detector, job, 'first')
    await processActivity(detector, step('runbooks/write', 0), 'first')
    expect(
      detector.verdicts
        .findLast(({ activity }) => activity.id === job.id)
        ?.verdict.findings.find(({ rule }) => rule === automationRunbook.id)?.severity,
    ).toBe('medium')
  })

  it('does not blame a job for a write that came after it in time', async () => {
    const detector = testDetector()
    await processActivity(detector, job, 'first')
    await processActivity(detector, step('runbooks/write', -MINUTE), 'first')
    expect(detector.verdicts.filter(({ activity }) => activity.id === job.id)).toHaveLength(1)
  })
})
