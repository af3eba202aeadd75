import type { SourceNetwork } from '../../../shared/enrich/source-network'
import type { Activity } from '../../../shared/model/activity'
import { FAMILIES } from '../../../shared/model/operation'
import { DAY, HOUR } from '../../../shared/model/time'
import { machineCredentialsElsewhere } from '../../../shared/rules/machine-credentials-elsewhere'
import { awsActivity, azureActivity, azureUser, NOON, principal, SUBSCRIPTION, VM } from '../../support/activity'
import { findingOf, from, ruleTable } from './rule-cases'

const MACHINE = 'i-0123456789abcdef0'
const ARC = `/subscriptions/${SUBSCRIPTION}/resourcegroups/prod/providers/microsoft.hybridcompute/machines/branch01`

const byMachine = (given: Partial<Activity> = {}, instance: string | null = MACHINE): Activity =>
  awsActivity({
    id: 'now',
    actor: principal({
      key: 'aws:123456789012:role/Web',
      display: 'role/Web',
      session: instance,
      instance,
      human: false,
    }),
    ...given,
  })

const byIdentity = (instance: string | null): Activity =>
  azureActivity({ id: 'now', actor: azureUser({ kind: 'managed-identity', human: false, instance }) })

const inNetwork = (network: Partial<Omit<SourceNetwork, 'term'>>) => ({
  ports: {
    network: () => ({ asn: 64_496, organization: 'Example', class: 'other' as const, ours: false, ...network }),
  },
})

const before = (ms: number, given: Partial<Activity> = {}): readonly Activity[] => [
  byMachine({ id: 'before', at: NOON - ms, ...given }),
]

ruleTable(machineCredentialsElsewhere, [
  { name: "an instance role in somebody's own network", activity: byMachine(), expected: 'high' },
  { name: 'in a hosting network', activity: byMachine(from('203.0.113.5')), expected: 'high' },
  { name: 'in a VPN', activity: byMachine(from('198.51.100.7')), expected: 'high' },
  { name: "in a cloud's network", activity: byMachine(), ...inNetwork({ class: 'cloud' }), expected: null },
  {
    name: "in a network nobody announces, as through an endpoint of one's own",
    activity: byMachine(),
    ...inNetwork({ asn: null, class: 'unknown' }),
    expected: null,
  },
  { name: 'in one of our networks', activity: byMachine(), ...inNetwork({ ours: true }), expected: null },
  {
    name: 'through a service',
    activity: byMachine({ source: { kind: 'service', name: 'events.amazonaws.com' } }),
    ...inNetwork({}),
    expected: null,
  },
  { name: "a role that is no machine's", activity: byMachine({}, null), expected: null },
  { name: 'a managed node outside the cloud', activity: byMachine({}, 'mi-0123456789abcdef0'), expected: null },
  { name: 'the identity of a virtual machine', activity: byIdentity(VM), expected: 'high' },
  { name: 'the identity of an Arc machine', activity: byIdentity(ARC), expected: null },
  { name: 'an identity that no machine has', activity: byIdentity(null), expected: null },
  { name: 'the same role there yesterday', before: before(DAY), activity: byMachine(), expected: null },
  {
    name: 'the same role there yesterday, on another machine',
    before: [byMachine({ id: 'before', at: NOON - DAY }, 'i-0123456789abcdef1')],
    activity: byMachine(),
    expected: null,
  },
  {
    name: 'the same role in another network yesterday',
    before: before(DAY, from('203.0.113.5')),
    activity: byMachine(),
    expected: 'high',
  },
  { name: 'the same role there eight days ago', before: before(8 * DAY), activity: byMachine(), expected: 'high' },
  {
    name: 'another role there',
    before: before(DAY, { actor: principal({ key: 'aws:123456789012:role/Other', instance: MACHINE }) }),
    activity: byMachine(),
    expected: 'high',
  },
  { name: 'a denied call is reported', activity: byMachine({ outcome: 'denied' }), expected: 'high' },
  {
    name: 'a denied call teaches nothing',
    before: before(HOUR, { outcome: 'denied' }),
    activity: byMachine(),
    expected: 'high',
  },
  { name: 'what Systems Manager does by itself', activity: byMachine({ automatic: true }), expected: null },
  { name: 'without history', activity: byMachine(), storeDown: true, expected: null },
  {
    name: 'while learning',
    activity: byMachine(),
    settings: { learningDays: 7 },
    learningStart: NOON,
    expected: 'informational',
  },
])

describe('what machine-credentials-elsewhere looks at and shows', () => {
  it.each(FAMILIES.map((family) => ({ family, expected: family === 'process' ? null : 'high' })))(
    'family $family: $expected',
    async ({ family, expected }) => {
      expect(
        (await findingOf(machineCredentialsElsewhere, { activity: byMachine({ family }) }))?.severity ?? null,
      ).toBe(expected)
    },
  )

  it('names the machine, the address and the network', async () => {
    const finding = await findingOf(machineCredentialsElsewhere, { activity: byMachine(from('203.0.113.5')) })
    expect([finding?.summary, finding?.novelty, finding?.evidence]).toEqual([
      `the credentials of ${MACHINE} were used from outside the cloud`,
      true,
      [
        { label: 'Machine the credentials belong to', value: MACHINE },
        { label: 'Address', value: '203.0.113.5' },
        { label: 'Network', value: 'AS64501 Example Hosting' },
        { label: 'Network seen for this role or identity', value: 'never before' },
      ],
    ])
  })
})
