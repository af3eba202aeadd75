import { loadSettings } from '../../../shared/config/load'
import type { Activity } from '../../../shared/model/activity'
import { FAMILIES } from '../../../shared/model/operation'
import { DAY, MINUTE } from '../../../shared/model/time'
import { massExecution } from '../../../shared/rules/mass-execution'
import { awsActivity, azureActivity, NOON, principal, SUBSCRIPTION } from '../../support/activity'
import { findingOf, from, listed, machines, ruleTable, selected } from './rule-cases'

/** One call on each machine, a second apart, the last of them now. */
const oneByOne = (count: number, given: Partial<Activity> = {}): readonly Activity[] =>
  machines(count).map((machine, place) =>
    awsActivity({
      id: `call-${String(place).padStart(3, '0')}`,
      at: NOON - (count - 1 - place) * 1_000,
      ...listed([machine]),
      ...given,
    }),
  )

const split = (calls: readonly Activity[]) => ({ before: calls.slice(0, -1), activity: calls.at(-1)! })
const at = (ms: number, ids: readonly string[], given: Partial<Activity> = {}) =>
  awsActivity({ id: `at-${ms}`, at: NOON - ms, ...listed(ids), ...given })
const now = (ids: readonly string[], given: Partial<Activity> = {}) =>
  awsActivity({ id: 'now', ...listed(ids), ...given })
const vm = (group: string, place: number) =>
  `/subscriptions/${SUBSCRIPTION}/resourcegroups/${group}/providers/microsoft.compute/virtualmachines/vm${place}`
const preset = (name: string) =>
  loadSettings([{ origin: 'flag', values: { RUNWARDEN_PRESET: name, RUNWARDEN_LEARNING_DAYS: '0' } }]).settings

/** The same call on some machines on a number of earlier days. */
const daily = (days: number, ids: readonly string[], given: Partial<Activity> = {}): readonly Activity[] =>
  Array.from({ length: days }, (_, place) =>
    awsActivity({ id: `day-${place}`, at: NOON - (days - place) * DAY, ...listed(ids), ...given }),
  )

/**
 * Calls on the same machines again and again: each machine of each call is a member of the
 * window, which keeps five hundred.
 */
const crowd = (calls: number, count: number): readonly Activity[] =>
  Array.from({ length: calls }, (_, place) => at(1_000 + place, machines(count)))

ruleTable(massExecution, [
  { name: 'three machines in one call', activity: now(machines(3)), expected: null },
  { name: 'four machines in one call', activity: now(machines(4)), expected: 'medium' },
  { name: 'three calls on three machines', ...split(oneByOne(3)), expected: null },
  { name: 'four calls on four machines', ...split(oneByOne(4)), expected: 'medium' },
  {
    name: 'many calls on three machines',
    before: [...oneByOne(3), at(10, machines(3)), at(5, machines(2))],
    activity: now(machines(3)),
    expected: null,
  },
  {
    name: 'the first machine exactly sixty minutes ago',
    before: [at(60 * MINUTE, machines(1))],
    activity: now(machines(3, 1)),
    expected: 'medium',
  },
  {
    name: 'the first machine a millisecond earlier than that',
    before: [at(60 * MINUTE + 1, machines(1))],
    activity: now(machines(3, 1)),
    expected: null,
  },
  {
    name: 'a shorter window',
    before: [at(10 * MINUTE + 1, machines(1))],
    activity: now(machines(3, 1)),
    settings: { windowMinutes: 10 },
    expected: null,
  },
  {
    name: 'ten machines where ten are allowed',
    activity: now(machines(10)),
    settings: { massTargets: 10 },
    expected: null,
  },
  {
    name: 'eleven machines where ten are allowed',
    activity: now(machines(11)),
    settings: { massTargets: 10 },
    expected: 'medium',
  },
  { name: 'the quiet preset allows ten', activity: now(machines(10)), settings: preset('quiet'), expected: null },
  { name: 'the strict preset allows two', activity: now(machines(3)), settings: preset('strict'), expected: 'medium' },
  {
    name: 'an override allows more in its account',
    activity: now(machines(20)),
    settings: { overrides: [{ account: '123456789012', massTargets: 20 }] },
    expected: null,
  },
  {
    name: 'two callers with two machines each',
    before: [at(1_000, machines(2), { actor: principal({ key: 'aws:123456789012:role/Other' }) })],
    activity: now(machines(2, 2)),
    expected: null,
  },
  {
    name: 'two sessions of one role',
    before: [at(1_000, machines(2), { actor: principal({ session: 'other' }) })],
    activity: now(machines(2, 2)),
    expected: 'medium',
  },
  {
    name: 'two operations of one family',
    before: [at(1_000, machines(2), { operation: 'ecs:ExecuteCommand' })],
    activity: now(machines(2, 2)),
    expected: 'medium',
  },
  {
    name: 'two families',
    before: [at(1_000, machines(2), { operation: 'ssm:StartSession', family: 'session' })],
    activity: now(machines(2, 2)),
    expected: null,
  },
  {
    name: 'two accounts',
    before: [
      at(1_000, machines(2), {
        scope: { account: '111122223333', region: 'eu-west-1', tenant: null, resourceGroup: null },
      }),
    ],
    activity: now(machines(2, 2)),
    expected: 'medium',
  },
  {
    name: 'two resource groups on Azure',
    before: [azureActivity({ id: 'a', at: NOON - 1_000, ...listed([vm('one', 1), vm('one', 2)]) })],
    activity: azureActivity({ ...listed([vm('two', 1), vm('two', 2)]) }),
    expected: 'medium',
  },
  {
    name: 'Azure calls that only started',
    before: [
      azureActivity({
        id: 'a',
        at: NOON - 1_000,
        outcome: 'pending',
        ...listed([vm('one', 1), vm('one', 2), vm('one', 3)]),
      }),
    ],
    activity: azureActivity({ outcome: 'pending', ...listed([vm('one', 4)]) }),
    expected: 'medium',
  },
  {
    name: 'denied calls do not count',
    before: [at(1_000, machines(4), { outcome: 'denied' })],
    activity: now(machines(1)),
    expected: null,
  },
  {
    name: 'failed calls do not count',
    before: [at(1_000, machines(4), { outcome: 'failed' })],
    activity: now(machines(1)),
    expected: null,
  },
  { name: 'a denied call on many machines', activity: now(machines(10), { outcome: 'denied' }), expected: null },
  {
    name: 'machines that a tag was resolved to',
    activity: awsActivity({ id: 'now', ...selected(machines(4)) }),
    expected: 'medium',
  },
  { name: 'a tag that nobody resolved', activity: awsActivity({ id: 'now', ...selected(null, 40) }), expected: null },
  { name: 'what Systems Manager does by itself', activity: now(machines(10), { automatic: true }), expected: null },
  { name: 'five hundred machines', activity: now(machines(500)), expected: 'medium' },
  { name: 'more machines than a window keeps', activity: now(machines(700)), expected: 'medium' },
  {
    name: 'one machine after more than a window keeps',
    before: [at(1_000, machines(700))],
    activity: now(['i-0fffffffffffffff1']),
    expected: 'medium',
  },
  {
    name: 'a full window of many machines, in which a new one may be lost',
    before: crowd(20, 25),
    activity: now(['i-0fffffffffffffff1']),
    settings: { massTargets: 100 },
    expected: 'medium',
  },
  {
    name: 'a window of many machines that is not full',
    before: crowd(19, 25),
    activity: now(['i-0fffffffffffffff1']),
    settings: { massTargets: 100 },
    expected: null,
  },
  {
    name: 'a full window of few machines, of which a new one is counted',
    before: crowd(250, 2),
    activity: now(['i-0fffffffffffffff1']),
    expected: null,
  },
  { name: 'usual on two earlier days', before: daily(2, machines(4)), activity: now(machines(4)), expected: 'medium' },
  { name: 'usual on three earlier days', before: daily(3, machines(4)), activity: now(machines(4)), expected: 'low' },
  { name: 'usual for a week', before: daily(6, machines(4)), activity: now(machines(4)), expected: 'low' },
  {
    name: 'five machines where four are usual: the next size class',
    before: daily(3, machines(4)),
    activity: now(machines(5)),
    expected: 'medium',
  },
  {
    name: 'six machines where five are usual: the same size class',
    before: daily(3, machines(5)),
    activity: now(machines(6)),
    expected: 'low',
  },
  {
    name: 'usual, but with another document',
    before: daily(3, machines(4), { document: { name: 'Nightly', version: null, owner: null } }),
    activity: now(machines(4)),
    expected: 'medium',
  },
  {
    name: 'usual, but by another caller',
    before: daily(3, machines(4), { actor: principal({ key: 'aws:123456789012:role/Other' }) }),
    activity: now(machines(4)),
    expected: 'medium',
  },
  {
    name: 'usual, but with another operation',
    before: daily(3, machines(4), { operation: 'ecs:ExecuteCommand' }),
    activity: now(machines(4)),
    expected: 'medium',
  },
  {
    name: 'three times on one day is not usual',
    before: [at(3_000, machines(4)), at(2_000, machines(4)), at(1_000, machines(4))],
    activity: now(machines(4)),
    expected: 'medium',
  },
  { name: 'without history, in one call', activity: now(machines(4)), storeDown: true, expected: 'medium' },
  { name: 'without history, over several calls', ...split(oneByOne(4)), storeDown: true, expected: null },
  {
    name: 'learning changes nothing about it',
    activity: now(machines(4)),
    settings: { learningDays: 7 },
    learningStart: NOON - DAY,
    expected: 'medium',
  },
  {
    name: 'a machine that arrives late completes the window',
    before: [at(0, machines(3))],
    activity: at(1_000, machines(1, 3)),
    expected: 'medium',
  },
])

const REPORTED = ['command', 'session', 'schedule', 'extension', 'boot']

describe('what mass-execution looks at and shows', () => {
  it.each(FAMILIES.map((family) => ({ family, expected: REPORTED.includes(family) ? 'medium' : null })))(
    'family $family: $expected',
    async ({ family, expected }) => {
      expect((await findingOf(massExecution, { activity: now(machines(4), { family }) }))?.severity ?? null).toBe(
        expected,
      )
    },
  )

  it.each(['automation', 'schedule'] as const)(
    'takes no automation account for machines: family %s on Azure',
    async (family) => {
      expect(
        await findingOf(massExecution, { activity: azureActivity({ family, ...listed(['/a', '/b', '/c', '/d']) }) }),
      ).toBeNull()
    },
  )

  it('counts calls, machines and addresses over the window', async () => {
    const finding = await findingOf(massExecution, {
      before: [at(30 * MINUTE, machines(2), from('203.0.113.5')), at(MINUTE, machines(2))],
      activity: now(machines(2, 2)),
    })
    expect(finding?.summary).toBe('role/Deploy acted on 4 machines within 60 minutes, more than 3')
    expect(finding?.evidence).toEqual([
      { label: 'Invocations', value: '3' },
      { label: 'Machines', value: machines(4).join(', ') },
      { label: 'Source addresses', value: '203.0.113.5, 192.0.2.10' },
      { label: 'First seen', value: '2026-03-02T09:30:00.000Z' },
      { label: 'Last seen', value: '2026-03-02T10:00:00.000Z' },
    ])
  })

  it('calls containers what they are', async () => {
    const finding = await findingOf(massExecution, {
      activity: now(
        ['a', 'b', 'c', 'd'].map((task) => `ecs:shop_${task}_web`),
        { operation: 'ecs:ExecuteCommand' },
      ),
    })
    expect([finding?.summary, finding?.evidence[1]?.label]).toEqual([
      'role/Deploy acted on 4 containers within 60 minutes, more than 3',
      'Containers',
    ])
  })

  it('says that it knows a lower bound only when a window is full', async () => {
    const finding = await findingOf(massExecution, { activity: now(machines(700)) })
    expect(finding?.summary).toMatch(/^role\/Deploy acted on at least \d+ machines/)
  })
})
