import type { Activity, RateControl, Selector } from '../../../shared/model/activity'
import { FAMILIES } from '../../../shared/model/operation'
import { DAY, MINUTE } from '../../../shared/model/time'
import { broadTargetSelector } from '../../../shared/rules/broad-target-selector'
import { awsActivity, azureActivity, NOON, principal } from '../../support/activity'
import { findingOf, listed, machines, ruleTable, selected } from './rule-cases'

const now = (given: Partial<Activity> = {}): Activity => awsActivity({ id: 'now', ...given })
const rates = (concurrency: string | null, errors: string | null): { readonly rates: RateControl } => ({
  rates: { concurrency, errors },
})
const by = (kind: Selector['kind'], key: string, values: readonly string[]): Partial<Activity> => ({
  targets: { kind: 'selected', selectors: [{ kind, key, values }], resolved: null, total: null },
})

const daily = (days: number, given: Partial<Activity>, ago = 1): readonly Activity[] =>
  Array.from({ length: days }, (_, place) =>
    awsActivity({ id: `day-${place}`, at: NOON - (days - place - 1 + ago) * DAY, ...given }),
  )
/** A minute later each week, as people and schedulers are. */
const weekly = (weeks: number, given: Partial<Activity>): readonly Activity[] =>
  Array.from({ length: weeks }, (_, place) =>
    awsActivity({ id: `week-${place}`, at: NOON - (weeks - place) * (7 * DAY + MINUTE), ...given }),
  )

ruleTable(broadTargetSelector, [
  { name: 'machines chosen by tag', activity: now(by('tag', 'tag:Role', ['web'])), expected: 'medium' },
  {
    name: 'machines chosen by resource group',
    activity: now(by('resource-group', 'resource-groups:Name', ['prod'])),
    expected: 'medium',
  },
  { name: 'all machines', activity: now(by('all', 'InstanceIds', ['*'])), expected: 'medium' },
  { name: 'a tag that was resolved to one machine', activity: now(selected(machines(1))), expected: 'medium' },
  { name: 'one machine by its id', activity: now(), expected: null },
  { name: 'a hundred machines by their ids', activity: now(listed(machines(100))), expected: null },
  { name: 'more than a hundred machines by their ids', activity: now(listed(machines(101))), expected: 'medium' },
  {
    name: 'targets omitted for size',
    activity: now({ targets: { kind: 'unknown', reason: 'omitted for size' } }),
    expected: 'medium',
  },
  {
    name: 'targets that are simply not in the record',
    activity: now({ targets: { kind: 'unknown', reason: 'not in the record' } }),
    expected: null,
  },
  { name: 'all at once', activity: now(rates('100%', '0')), expected: 'medium' },
  { name: 'whatever fails', activity: now(rates('50', '100%')), expected: 'medium' },
  { name: 'a blank around the rate', activity: now(rates(' 100% ', null)), expected: 'medium' },
  { name: 'ninety-nine per cent', activity: now(rates('99%', '99%')), expected: null },
  { name: 'a hundred machines at once is no percentage', activity: now(rates('100', '100')), expected: null },
  { name: 'the usual rates', activity: now(rates('50', '0')), expected: null },
  {
    name: 'a denied call shows the intent all the same',
    activity: now({ ...by('tag', 'tag:Role', ['web']), outcome: 'denied' }),
    expected: 'medium',
  },
  { name: 'an Azure call names its machine', activity: azureActivity(), expected: null },
  {
    name: 'what State Manager does by itself',
    activity: now({ ...by('all', 'InstanceIds', ['*']), automatic: true }),
    expected: null,
  },
  { name: 'without history', activity: now(by('tag', 'tag:Role', ['web'])), storeDown: true, expected: 'medium' },
  {
    name: 'learning changes nothing about it',
    activity: now(by('tag', 'tag:Role', ['web'])),
    settings: { learningDays: 7 },
    learningStart: NOON,
    expected: 'medium',
  },
  {
    name: 'usual on two earlier days',
    before: daily(2, selected(machines(3))),
    activity: now(selected(machines(3))),
    expected: 'medium',
  },
  {
    name: 'usual on three earlier days',
    before: daily(3, selected(machines(3))),
    activity: now(selected(machines(3))),
    expected: 'low',
  },
  {
    name: 'usual for three machines, now four: the same size class',
    before: daily(3, selected(machines(3))),
    activity: now(selected(machines(4))),
    expected: 'low',
  },
  {
    name: 'usual for three machines, now five',
    before: daily(3, selected(machines(3))),
    activity: now(selected(machines(5))),
    expected: 'medium',
  },
  {
    name: 'usual for three of three, now three of forty were named',
    before: daily(3, selected(machines(3))),
    activity: now(selected(machines(3), 40)),
    expected: 'medium',
  },
  {
    name: 'usual for eight machines, now three',
    before: daily(3, selected(machines(8))),
    activity: now(selected(machines(3))),
    expected: 'low',
  },
  {
    name: 'usual for so many machines that mass execution is reported too',
    before: daily(3, selected(machines(4))),
    activity: now(selected(machines(4))),
    expected: 'low',
  },
  {
    name: 'usual and never resolved',
    before: daily(3, selected(null)),
    activity: now(selected(null)),
    expected: 'low',
  },
  {
    name: 'usual once a week for three weeks',
    before: weekly(3, selected(null)),
    activity: now(selected(null)),
    expected: 'low',
  },
  {
    name: 'usual once a week for two weeks',
    before: weekly(2, selected(null)),
    activity: now(selected(null)),
    expected: 'medium',
  },
  {
    name: 'usual on three days that are more than four weeks ago',
    before: daily(3, { ...selected(null) }, 29),
    activity: now(selected(null)),
    expected: 'medium',
  },
  {
    name: 'usual on three days of the fifth week, where history is longer',
    before: daily(3, { ...selected(null) }, 29),
    activity: now(selected(null)),
    settings: { historyDays: 40 },
    expected: 'low',
  },
  {
    name: 'usual, but by another caller',
    before: daily(3, { ...selected(machines(3)), actor: principal({ key: 'aws:123456789012:role/Other' }) }),
    activity: now(selected(machines(3))),
    expected: 'medium',
  },
  {
    name: 'denied calls make nothing usual',
    before: daily(3, { ...selected(machines(3)), outcome: 'denied' }),
    activity: now(selected(machines(3))),
    expected: 'medium',
  },
])

const REPORTED = ['command', 'session', 'automation', 'schedule', 'extension', 'boot']

describe('what broad-target-selector looks at and shows', () => {
  it.each(FAMILIES.map((family) => ({ family, expected: REPORTED.includes(family) ? 'medium' : null })))(
    'family $family: $expected',
    async ({ family, expected }) => {
      expect(
        (await findingOf(broadTargetSelector, { activity: now({ ...by('tag', 'tag:Role', ['web']), family }) }))
          ?.severity ?? null,
      ).toBe(expected)
    },
  )

  it('shows the selector, what it stands for and the rates', async () => {
    const finding = await findingOf(broadTargetSelector, {
      activity: now({ ...selected(machines(2), 7), ...rates('100%', '100%') }),
    })
    expect(finding?.evidence).toEqual([
      { label: 'Selector', value: 'tag:Role=web' },
      { label: 'Machines it stands for', value: `7: ${machines(2).join(', ')}` },
      { label: 'Concurrency', value: '100%: on all machines at once' },
      { label: 'Errors tolerated', value: '100%: goes on whatever fails' },
    ])
  })

  it.each([
    { name: 'a tag', given: selected(machines(2)), phrase: 'did not name the machines one by one' },
    {
      name: 'more machines than are looked up',
      given: listed(machines(140)),
      phrase: 'named 140 machines in one call',
    },
    {
      name: 'targets left out',
      given: { targets: { kind: 'unknown', reason: 'omitted for size' } } as const,
      phrase: 'aimed at more than its record could hold',
    },
    {
      name: 'one machine and no limits',
      given: rates('100%', '100%'),
      phrase: 'did not limit how many machines run or fail at once',
    },
    {
      name: 'a tag and no limits',
      given: { ...selected(null), ...rates('100%', null) },
      phrase: 'did not name the machines one by one, and did not limit how many machines run or fail at once',
    },
  ])('says of $name what is broad about it', async ({ given, phrase }) => {
    expect((await findingOf(broadTargetSelector, { activity: now(given) }))?.summary).toBe(`role/Deploy ${phrase}`)
  })

  it('says when nobody knows what the selector stands for', async () => {
    const finding = await findingOf(broadTargetSelector, { activity: now(selected(null)) })
    expect(finding?.evidence[1]).toEqual({ label: 'Machines it stands for', value: 'not known' })
  })
})
