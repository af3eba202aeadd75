import type { Activity } from '../../../shared/model/activity'
import { FAMILIES, type Family } from '../../../shared/model/operation'
import { HOUR, MINUTE } from '../../../shared/model/time'
import { delegatedAdmin } from '../../../shared/rules/delegated-admin'
import { agentProcess, awsActivity, azureActivity, azureUser, NOON, principal, TENANT } from '../../support/activity'
import { assumeRole, findingOf, ruleTable } from './rule-cases'

const KEY = 'ASIAEXAMPLEKEY000001'
const PARTNER = '444455556666'
const OTHER_TENANT = '00000000-0000-0000-0000-0000000000ee'

const onAws = (given: Partial<Activity> = {}): Activity => awsActivity({ id: 'now', ...given })
const withKey = onAws({ actor: principal({ accessKeyId: KEY }) })
const foreign = onAws({ actor: principal({ key: `aws:${PARTNER}:role/Partner`, homeAccount: PARTNER }) })
const foreignDocument = onAws({ document: { name: 'Shared', version: null, owner: PARTNER } })
const nowhere = azureActivity({
  actor: azureUser({ homeTenant: OTHER_TENANT }),
  scope: { account: null, region: null, tenant: null, resourceGroup: null },
})
const byTenant = (homeTenant: string | null, assignedTo: string | null = 'User'): Activity =>
  azureActivity({ actor: azureUser({ homeTenant, assignedTo }) })

ruleTable(delegatedAdmin, [
  { name: 'a caller of this account', activity: onAws(), expected: null },
  { name: 'a caller of another account', activity: foreign, expected: 'high' },
  {
    name: 'a caller of a trusted account',
    activity: foreign,
    settings: { trustedAccounts: [PARTNER] },
    expected: null,
  },
  {
    name: 'a caller of another account than the trusted one',
    activity: foreign,
    settings: { trustedAccounts: ['111122223333'] },
    expected: 'high',
  },
  {
    name: 'a caller whose account nobody knows',
    activity: onAws({ actor: principal({ homeAccount: null }) }),
    expected: null,
  },
  {
    name: 'credentials issued to another account',
    before: [assumeRole({ at: NOON - HOUR })],
    activity: withKey,
    expected: 'high',
  },
  {
    name: 'credentials issued exactly twelve hours ago',
    before: [assumeRole({ at: NOON - 12 * HOUR })],
    activity: withKey,
    expected: 'high',
  },
  {
    name: 'credentials issued a millisecond before that',
    before: [assumeRole({ at: NOON - 12 * HOUR - 1 })],
    activity: withKey,
    expected: null,
  },
  {
    name: 'credentials issued in the same second',
    before: [assumeRole({ at: NOON })],
    activity: withKey,
    expected: 'high',
  },
  {
    name: 'credentials issued to a trusted account',
    before: [assumeRole({ at: NOON - HOUR })],
    activity: withKey,
    settings: { trustedAccounts: [PARTNER] },
    expected: null,
  },
  {
    name: 'credentials issued to this account',
    before: [assumeRole({ at: NOON - HOUR, actor: principal() })],
    activity: withKey,
    expected: null,
  },
  {
    name: 'credentials issued to nobody knows which account',
    before: [assumeRole({ at: NOON - HOUR, actor: principal({ homeAccount: null }) })],
    activity: withKey,
    expected: null,
  },
  {
    name: 'other credentials of the same role',
    before: [assumeRole({ at: NOON - HOUR, subjects: ['ASIAEXAMPLEKEY000002'] })],
    activity: withKey,
    expected: null,
  },
  {
    name: 'a call without an access key',
    before: [assumeRole({ at: NOON - HOUR })],
    activity: onAws(),
    expected: null,
  },
  { name: 'a document of another account', activity: foreignDocument, expected: 'high' },
  {
    name: 'a document of a trusted account',
    activity: foreignDocument,
    settings: { trustedAccounts: [PARTNER] },
    expected: null,
  },
  {
    name: 'a document of this account by its ARN',
    activity: onAws({ document: { name: 'Ours', version: null, owner: '123456789012' } }),
    expected: null,
  },
  { name: 'a user of the tenant', activity: byTenant(TENANT), expected: null },
  { name: 'a user of another tenant', activity: byTenant(OTHER_TENANT), expected: 'high' },
  {
    name: 'a user of another home tenant of ours',
    activity: byTenant(OTHER_TENANT),
    settings: { homeTenants: [OTHER_TENANT] },
    expected: null,
  },
  {
    name: 'a home tenant written in capitals',
    activity: byTenant(OTHER_TENANT),
    settings: { homeTenants: [OTHER_TENANT.toUpperCase()] },
    expected: null,
  },
  { name: 'no claims name the tenant of the caller', activity: byTenant(null), expected: null },
  { name: 'nothing names the tenant of the machine', activity: nowhere, expected: null },
  {
    name: 'nothing names the tenant of the machine, and the caller is of a home tenant',
    activity: nowhere,
    settings: { homeTenants: [OTHER_TENANT] },
    expected: null,
  },
  {
    name: 'nothing names the tenant of the machine, and the caller is of no home tenant',
    activity: nowhere,
    settings: { homeTenants: [TENANT] },
    expected: 'high',
  },
  { name: 'a role assigned to a foreign group', activity: byTenant(TENANT, 'ForeignGroup'), expected: 'high' },
  {
    name: 'a role assigned to a foreign group, in capitals',
    activity: byTenant(TENANT, 'FOREIGNGROUP'),
    expected: 'high',
  },
  {
    name: 'a role assigned to a foreign group of a home tenant',
    activity: byTenant(TENANT, 'foreignGroup'),
    settings: { homeTenants: [OTHER_TENANT] },
    expected: 'high',
  },
  { name: 'a role assigned to a group', activity: byTenant(TENANT, 'Group'), expected: null },
  {
    name: 'a guest of the tenant has a token of the tenant',
    activity: azureActivity({ actor: azureUser({ kind: 'guest' }) }),
    expected: null,
  },
  {
    name: 'an Azure document owner means nothing',
    activity: azureActivity({ document: { name: 'x', version: null, owner: PARTNER } }),
    expected: null,
  },
  { name: 'a denied call', activity: { ...foreign, outcome: 'denied' }, expected: 'high' },
  { name: 'what Systems Manager does by itself', activity: { ...foreign, automatic: true }, expected: null },
  { name: 'a process has no caller', activity: agentProcess(), expected: null },
  { name: 'a foreign caller without history', activity: foreign, storeDown: true, expected: 'high' },
  {
    name: 'foreign credentials without history',
    before: [assumeRole({ at: NOON - HOUR })],
    activity: withKey,
    storeDown: true,
    expected: null,
  },
  {
    name: 'learning changes nothing about it',
    activity: foreign,
    settings: { learningDays: 7 },
    learningStart: NOON,
    expected: 'high',
  },
])

const UNCONCERNED: readonly Family[] = ['discovery', 'process']

describe('what delegated-admin looks at and shows', () => {
  it.each(FAMILIES.map((family) => ({ family, expected: UNCONCERNED.includes(family) ? null : 'high' })))(
    'family $family: $expected',
    async ({ family, expected }) => {
      expect((await findingOf(delegatedAdmin, { activity: { ...foreign, family } }))?.severity ?? null).toBe(expected)
    },
  )

  it.each([
    { name: 'a foreign caller', activity: foreign, phrase: 'belongs to another account' },
    {
      name: 'foreign credentials',
      before: [assumeRole({ at: NOON - HOUR })],
      activity: withKey,
      phrase: 'used credentials that were issued to another account',
    },
    { name: 'a foreign document', activity: foreignDocument, phrase: 'used a document of another account' },
    {
      name: 'a foreign caller with a foreign document',
      activity: { ...foreign, document: foreignDocument.document },
      phrase: 'belongs to another account, and used a document of another account',
    },
  ])('says of $name what is foreign about it', async ({ before = [], activity, phrase }) => {
    expect((await findingOf(delegatedAdmin, { before, activity }))?.summary).toBe(`role/Deploy ${phrase}`)
  })

  it.each([
    { name: 'a foreign tenant', activity: byTenant(OTHER_TENANT), phrase: 'belongs to another tenant' },
    {
      name: 'a foreign group',
      activity: byTenant(TENANT, 'ForeignGroup'),
      phrase: 'has its role through a group of another tenant',
    },
  ])('says of $name what is foreign about it', async ({ activity, phrase }) => {
    expect((await findingOf(delegatedAdmin, { activity }))?.summary).toBe(`alice@example.com ${phrase}`)
  })

  it('lists every sign of it', async () => {
    const activity = onAws({
      actor: principal({ homeAccount: PARTNER, accessKeyId: KEY }),
      document: foreignDocument.document,
    })
    expect(
      (await findingOf(delegatedAdmin, { before: [assumeRole({ at: NOON - MINUTE })], activity }))?.evidence,
    ).toEqual([
      { label: 'Account of the caller', value: `${PARTNER}, the call was made in 123456789012` },
      { label: 'Credentials issued to', value: `role/Partner of account ${PARTNER}` },
      { label: 'Owner of the document', value: `${PARTNER} (Shared)` },
    ])
  })
})
