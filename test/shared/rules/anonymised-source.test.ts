import type { NetworkLookup } from '../../../shared/enrich/source-network'
import type { Activity } from '../../../shared/model/activity'
import { FAMILIES } from '../../../shared/model/operation'
import { DAY } from '../../../shared/model/time'
import { anonymisedSource } from '../../../shared/rules/anonymised-source'
import { agentProcess, awsActivity, azureActivity, NOON, principal } from '../../support/activity'
import { findingOf, from, ruleTable } from './rule-cases'

/** As the test detector's networks have it. */
const VPN = '198.51.100.7'
const HOSTING = '203.0.113.5'
const ACCESS = '192.0.2.10'

const now = (ip: string, given: Partial<Activity> = {}): Activity => awsActivity({ id: 'now', ...from(ip), ...given })
const earlier = (ms: number, ip: string, given: Partial<Activity> = {}): Activity =>
  awsActivity({ id: 'earlier', at: NOON - ms, ...from(ip), ...given })
const network = (found: Partial<ReturnType<NetworkLookup>>) => ({
  ports: { network: () => ({ asn: 64_500, organization: 'Example', class: 'other', ours: false, ...found }) as const },
})

ruleTable(anonymisedSource, [
  { name: 'a VPN network', activity: now(VPN), expected: 'high' },
  { name: 'a VPN network again', before: [earlier(DAY, VPN)], activity: now(VPN), expected: 'high' },
  { name: 'an ordinary network', activity: now(ACCESS), expected: null },
  { name: 'a hosting network that is new for the caller', activity: now(HOSTING), expected: 'low' },
  {
    name: 'a hosting network the caller used yesterday',
    before: [earlier(DAY, HOSTING)],
    activity: now(HOSTING),
    expected: null,
  },
  {
    name: 'a hosting network used exactly seven days ago',
    before: [earlier(7 * DAY, HOSTING)],
    activity: now(HOSTING),
    expected: null,
  },
  {
    name: 'a hosting network used a millisecond before that',
    before: [earlier(7 * DAY + 1, HOSTING)],
    activity: now(HOSTING),
    expected: 'low',
  },
  {
    name: 'a hosting network another caller used',
    before: [earlier(DAY, HOSTING, { actor: principal({ key: 'aws:123456789012:role/Other' }) })],
    activity: now(HOSTING),
    expected: 'low',
  },
  {
    name: 'a hosting network seen in a denied call only',
    before: [earlier(DAY, HOSTING, { outcome: 'denied' })],
    activity: now(HOSTING),
    expected: 'low',
  },
  {
    name: 'a denied call from a hosting network the caller used yesterday',
    before: [earlier(DAY, HOSTING)],
    activity: now(HOSTING, { outcome: 'denied' }),
    expected: null,
  },
  {
    name: 'a hosting network seen with another family',
    before: [earlier(DAY, HOSTING, { family: 'session' })],
    activity: now(HOSTING),
    expected: null,
  },
  { name: 'a network of the clouds themselves', activity: now(ACCESS), ...network({ class: 'cloud' }), expected: null },
  {
    name: 'an address that no network announces',
    activity: now('10.0.0.1'),
    ...network({ asn: null, organization: null, class: 'unknown' }),
    expected: null,
  },
  {
    name: 'a VPN network that is ours',
    activity: now(VPN),
    ...network({ class: 'anonymiser', ours: true }),
    expected: null,
  },
  {
    name: 'a hosting network that is ours',
    activity: now(HOSTING),
    ...network({ class: 'hosting', ours: true }),
    expected: null,
  },
  {
    name: 'a call through a service',
    activity: now(VPN, { source: { kind: 'service', name: 'cloudformation.amazonaws.com' } }),
    expected: null,
  },
  { name: 'a call without an address', activity: now(VPN, { source: { kind: 'unknown' } }), expected: null },
  { name: 'a denied call through a VPN', activity: now(VPN, { outcome: 'denied' }), expected: 'high' },
  { name: 'an Azure run command through a VPN', activity: azureActivity(from(VPN)), expected: 'high' },
  { name: 'a process has no address', activity: agentProcess(), expected: null },
  { name: 'a VPN network without history', activity: now(VPN), storeDown: true, expected: 'high' },
  { name: 'a hosting network without history', activity: now(HOSTING), storeDown: true, expected: null },
  {
    name: 'a VPN network while learning',
    activity: now(VPN),
    settings: { learningDays: 7 },
    learningStart: NOON,
    expected: 'high',
  },
  {
    name: 'a hosting network while learning',
    activity: now(HOSTING),
    settings: { learningDays: 7 },
    learningStart: NOON,
    expected: 'informational',
  },
])

describe('what anonymised-source looks at and shows', () => {
  it.each(FAMILIES.map((family) => ({ family, expected: family === 'process' ? null : 'high' })))(
    'family $family: $expected',
    async ({ family, expected }) => {
      expect((await findingOf(anonymisedSource, { activity: now(VPN, { family }) }))?.severity ?? null).toBe(expected)
    },
  )

  it('counts as novelty for a hosting network only', async () => {
    expect((await findingOf(anonymisedSource, { activity: now(VPN) }))?.novelty).toBe(false)
    expect((await findingOf(anonymisedSource, { activity: now(HOSTING) }))?.novelty).toBe(true)
  })

  it('names the address and its network', async () => {
    expect((await findingOf(anonymisedSource, { activity: now(VPN) }))?.evidence).toEqual([
      { label: 'Address', value: VPN },
      { label: 'Network', value: 'AS64500 Example VPN' },
    ])
  })
})
