import type { Step } from '../../../shared/model/activity'
import { FAMILIES } from '../../../shared/model/operation'
import { DAY, HOUR, MINUTE } from '../../../shared/model/time'
import { firstSeenCallerOnTarget } from '../../../shared/rules/first-seen-caller-on-target'
import { awsActivity, azureActivity, NOON, principal, VM } from '../../support/activity'
import { findingOf, from, listed, machines, ruleTable, selected } from './rule-cases'

const [machine, other] = machines(2) as [string, string]
const now = awsActivity({ id: 'now', ...listed([machine]) })
const earlier = (ms: number, given: Parameters<typeof awsActivity>[0] = {}) =>
  awsActivity({ id: 'earlier', at: NOON - ms, ...listed([machine]), ...given })
const stopped = (ms: number): Step => ({
  id: 'stop',
  at: NOON - ms,
  operation: 'ec2:StopInstances',
  actor: principal({ display: 'role/Ops' }),
  account: '123456789012',
  subjects: [machine],
})
const bootScript = awsActivity({
  id: 'now',
  operation: 'ec2:ModifyInstanceAttribute',
  family: 'boot',
  ...listed([machine]),
})

ruleTable(firstSeenCallerOnTarget, [
  { name: 'the first call on a machine', activity: now, expected: 'low' },
  { name: 'medium in the strict preset', activity: now, settings: { preset: 'strict' }, expected: 'medium' },
  { name: 'the same caller, machine and network', before: [earlier(DAY)], activity: now, expected: null },
  {
    name: 'another address of the same network',
    before: [earlier(DAY, from('192.0.2.99'))],
    activity: now,
    expected: null,
  },
  { name: 'another network', before: [earlier(DAY, from('203.0.113.5'))], activity: now, expected: 'low' },
  { name: 'another machine', before: [earlier(DAY, listed([other]))], activity: now, expected: 'low' },
  {
    name: 'another caller',
    before: [earlier(DAY, { actor: principal({ key: 'aws:123456789012:role/Other' }) })],
    activity: now,
    expected: 'low',
  },
  {
    name: 'another session of the caller',
    before: [earlier(DAY, { actor: principal({ session: 'other' }) })],
    activity: now,
    expected: null,
  },
  {
    name: 'another family of the same caller',
    before: [earlier(DAY, { family: 'session', operation: 'ssm:StartSession' })],
    activity: now,
    expected: null,
  },
  { name: 'seen exactly seven days ago', before: [earlier(7 * DAY)], activity: now, expected: null },
  {
    name: 'seen a millisecond more than seven days ago',
    before: [earlier(7 * DAY + 1)],
    activity: now,
    expected: 'low',
  },
  {
    name: 'one machine of three is new',
    before: [earlier(DAY, listed(machines(2)))],
    activity: { ...now, ...listed(machines(3)) },
    expected: 'low',
  },
  {
    name: 'a call that reaches fewer machines than before',
    before: [earlier(DAY, listed(machines(3)))],
    activity: { ...now, ...listed(machines(2)) },
    expected: null,
  },
  {
    name: 'a hundred machines are looked up one by one',
    activity: { ...now, ...listed(machines(100)) },
    expected: 'low',
  },
  { name: 'so are the first hundred of more', activity: { ...now, ...listed(machines(101)) }, expected: 'low' },
  {
    name: 'the rest are not',
    before: [earlier(DAY, listed(machines(100)))],
    activity: { ...now, ...listed(machines(101)) },
    expected: null,
  },
  {
    name: 'a call on more than a hundred teaches the first hundred',
    before: [earlier(DAY, listed(machines(101)))],
    activity: now,
    settings: { massTargets: 500 },
    expected: null,
  },
  {
    name: 'a call on more than a hundred does not teach the rest',
    before: [earlier(DAY, listed(machines(101)))],
    activity: { ...now, ...listed(machines(1, 100)) },
    settings: { massTargets: 500 },
    expected: 'low',
  },
  { name: 'machines that a tag was resolved to', activity: { ...now, ...selected([machine]) }, expected: 'low' },
  {
    name: 'a resolved machine that was named before',
    before: [earlier(DAY)],
    activity: { ...now, ...selected([machine]) },
    expected: null,
  },
  { name: 'a tag that nobody resolved', activity: { ...now, ...selected(null) }, expected: null },
  {
    name: 'targets that are not in the record',
    activity: { ...now, targets: { kind: 'unknown', reason: 'not in the record' } },
    expected: null,
  },
  { name: 'a denied call', activity: { ...now, outcome: 'denied' }, expected: null },
  { name: 'a failed call', activity: { ...now, outcome: 'failed' }, expected: null },
  {
    name: 'a denied call teaches nothing',
    before: [earlier(DAY, { outcome: 'denied' })],
    activity: now,
    expected: 'low',
  },
  {
    name: 'two private addresses are one unknown network',
    before: [earlier(DAY, from('10.0.0.1'))],
    activity: { ...now, ...from('10.200.0.1') },
    ports: { network: () => ({ asn: null, organization: null, class: 'unknown', ours: false }) },
    expected: null,
  },
  {
    name: 'an unknown address after a known one',
    before: [earlier(DAY)],
    activity: { ...now, source: { kind: 'unknown' } },
    expected: 'low',
  },
  {
    name: 'a call through a service after a call from an address',
    before: [earlier(DAY)],
    activity: { ...now, source: { kind: 'service', name: 'cloudformation.amazonaws.com' } },
    expected: 'low',
  },
  {
    name: 'two calls through one service',
    before: [earlier(DAY, { source: { kind: 'service', name: 'cloudformation.amazonaws.com' } })],
    activity: { ...now, source: { kind: 'service', name: 'cloudformation.amazonaws.com' } },
    expected: null,
  },
  { name: 'an Azure run command', activity: azureActivity(), expected: 'low' },
  {
    name: 'an Azure run command as yesterday',
    before: [azureActivity({ id: 'earlier', at: NOON - DAY })],
    activity: azureActivity(),
    expected: null,
  },
  {
    name: 'an Azure call that started makes the machine known',
    before: [azureActivity({ id: 'earlier', at: NOON - HOUR, outcome: 'pending', ...listed([VM]) })],
    activity: azureActivity(),
    expected: null,
  },
  { name: 'silent without history', activity: now, storeDown: true, expected: null },
  {
    name: 'informational while learning',
    activity: now,
    settings: { learningDays: 7 },
    learningStart: NOON - DAY,
    expected: 'informational',
  },
])

const REPORTED = ['command', 'session', 'schedule', 'extension', 'boot']

describe('what first-seen-caller-on-target looks at and shows', () => {
  it.each(FAMILIES.map((family) => ({ family, expected: REPORTED.includes(family) ? 'low' : null })))(
    'family $family: $expected',
    async ({ family, expected }) => {
      expect((await findingOf(firstSeenCallerOnTarget, { activity: { ...now, family } }))?.severity ?? null).toBe(
        expected,
      )
    },
  )

  it('names the machines that are new and the network', async () => {
    const finding = await findingOf(firstSeenCallerOnTarget, {
      before: [earlier(DAY)],
      activity: { ...now, ...listed(machines(3)) },
    })
    expect(finding?.summary).toBe('role/Deploy has not acted on 2 of these machines from this network within 7 days')
    expect(finding?.evidence).toEqual([
      { label: 'Machines new for this caller and network', value: machines(2, 1).join(', ') },
      { label: 'Network', value: '192.0.2.10, AS64496 Example Access' },
    ])
  })

  it.each([
    { name: 'within the window', ms: 60 * MINUTE, expected: [`${machine} was stopped`] },
    { name: 'before the window', ms: 60 * MINUTE + 1, expected: [] },
  ])('names that the machine was stopped $name before its boot script changed', async ({ ms, expected }) => {
    const finding = await findingOf(firstSeenCallerOnTarget, { before: [stopped(ms)], activity: bootScript })
    expect(finding?.evidence.map(({ label }) => label).filter((label) => label.endsWith('stopped'))).toEqual(expected)
  })
})
