import type { Activity } from '../../../shared/model/activity'
import { FAMILIES } from '../../../shared/model/operation'
import { detectorTampering } from '../../../shared/rules/detector-tampering'
import { awsActivity, azureActivity, NOON, principal } from '../../support/activity'
import { testDetector } from '../../support/detector'
import { processActivity } from '../../../shared/pipeline/process-activity'
import { findingOf, listed, ruleTable } from './rule-cases'

const RULE = 'arn:aws:events:eu-west-1:123456789012:rule/Runwarden-prod-commands'
const HUB =
  '/subscriptions/00000000-0000-0000-0000-0000000000bb/resourcegroups/runwarden/providers/microsoft.eventhub/' +
  'namespaces/runwarden'
const OWN = {
  ownResources: [
    'arn:aws:events:*:*:rule/Runwarden-*',
    'arn:aws:dynamodb:*:*:table/Runwarden-*',
    'arn:aws:iam::*:role/Runwarden-*',
    '/subscriptions/*/resourcegroups/runwarden/*',
  ],
}

const change = (given: Partial<Activity> = {}): Activity =>
  awsActivity({
    id: 'now',
    operation: 'events:DisableRule',
    family: 'protection',
    payload: { kind: 'none' },
    document: null,
    ...listed([RULE]),
    ...given,
  })

ruleTable(detectorTampering, [
  { name: 'a rule of ours is disabled', activity: change(), settings: OWN, expected: 'high' },
  { name: 'the name in another case', activity: change(listed([RULE.toUpperCase()])), settings: OWN, expected: 'high' },
  {
    name: 'a rule of somebody else',
    activity: change(listed(['arn:aws:events:eu-west-1:123456789012:rule/Nightly'])),
    settings: OWN,
    expected: null,
  },
  {
    name: 'ours among several',
    activity: change(listed(['arn:aws:events:eu-west-1:123456789012:rule/Nightly', RULE])),
    settings: OWN,
    expected: 'high',
  },
  { name: 'nothing is named as ours', activity: change(), expected: null },
  {
    name: 'nothing shows what was changed',
    activity: change({ targets: { kind: 'unknown', reason: 'not in the record' } }),
    settings: OWN,
    expected: null,
  },
  {
    name: 'a policy on our own role',
    activity: change({
      operation: 'iam:PutRolePolicy',
      family: 'identity',
      ...listed(['arn:aws:iam::123456789012:role/Runwarden-prod-Detector']),
    }),
    settings: OWN,
    expected: 'high',
  },
  {
    name: 'our hub on Azure',
    activity: azureActivity({
      id: 'now',
      operation: 'microsoft.eventhub/namespaces/delete',
      family: 'protection',
      ...listed([HUB]),
    }),
    settings: OWN,
    expected: 'high',
  },
  { name: 'a denied try', activity: change({ outcome: 'denied' }), settings: OWN, expected: 'high' },
  {
    name: 'a named deployer',
    activity: change({ actor: principal({ key: 'aws:123456789012:role/cdk-deploy' }) }),
    settings: { ...OWN, deployers: ['aws:*:role/cdk-*'] },
    expected: 'low',
  },
  {
    name: 'anybody else beside the named deployer',
    activity: change(),
    settings: { ...OWN, deployers: ['aws:*:role/cdk-*'] },
    expected: 'high',
  },
  {
    name: 'the detector writes its own table',
    activity: change({
      operation: 'dynamodb:PutItem',
      actor: principal({ aliases: ['arn:aws:iam::123456789012:role/Runwarden-prod-Detector'] }),
      ...listed(['arn:aws:dynamodb:eu-west-1:123456789012:table/Runwarden-prod']),
    }),
    settings: OWN,
    expected: null,
  },
  {
    name: 'somebody else writes its table',
    activity: change({
      operation: 'dynamodb:PutItem',
      ...listed(['arn:aws:dynamodb:eu-west-1:123456789012:table/Runwarden-prod']),
    }),
    settings: OWN,
    expected: 'high',
  },
  {
    name: "the detector's role does anything but its bookkeeping",
    activity: change({ actor: principal({ aliases: ['arn:aws:iam::123456789012:role/Runwarden-prod-Detector'] }) }),
    settings: OWN,
    expected: 'high',
  },
  { name: 'without history', activity: change(), settings: OWN, storeDown: true, expected: 'high' },
  {
    name: 'learning changes nothing about it',
    activity: change(),
    settings: { ...OWN, learningDays: 7 },
    learningStart: NOON,
    expected: 'high',
  },
  {
    name: 'disabling the rule changes nothing about it',
    activity: change(),
    settings: { ...OWN, disabledRules: [detectorTampering.id] },
    expected: 'high',
  },
])

describe('detector-tampering', () => {
  it.each(
    FAMILIES.map((family) => ({ family, expected: family === 'protection' || family === 'identity' ? 'high' : null })),
  )('family $family: $expected', async ({ family, expected }) => {
    expect(
      (await findingOf(detectorTampering, { activity: change({ family }), settings: OWN }))?.severity ?? null,
    ).toBe(expected)
  })

  it('goes out whatever the minimum severity, suppressions and the window of repeats', async () => {
    const everything = { reason: 'everything', until: NOON + 1e9, account: ['*'] }
    const detector = testDetector({ ...OWN, minSeverity: 'critical', suppressions: [everything] })
    for (const id of ['one', 'two', 'three']) await processActivity(detector, change({ id }), 'first')
    expect(detector.alerts.map(({ kind, severity, silence }) => [kind, severity, silence])).toEqual([
      ['alert', 'high', null],
      ['alert', 'high', null],
      ['alert', 'high', null],
    ])
  })

  it('reports an upgrade by a named deployer once', async () => {
    const detector = testDetector({ ...OWN, minSeverity: 'critical', deployers: ['aws:*:role/*'] })
    for (const id of ['one', 'two', 'three']) await processActivity(detector, change({ id }), 'first')
    expect(detector.alerts.map(({ kind, severity }) => [kind, severity])).toEqual([['alert', 'low']])
  })
})
