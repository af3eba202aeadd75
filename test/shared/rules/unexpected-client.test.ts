import type { Activity } from '../../../shared/model/activity'
import { FAMILIES } from '../../../shared/model/operation'
import { unexpectedClient } from '../../../shared/rules/unexpected-client'
import { agentProcess, awsActivity, azureActivity, azureUser } from '../../support/activity'
import { findingOf, ruleTable } from './rule-cases'

const OFFICE = 'd3590ed6-52b3-4102-aeff-aad2292ab01c'

const by = (clientId: string | null, given: Partial<Activity> = {}): Activity => azureActivity({ clientId, ...given })

ruleTable(unexpectedClient, [
  { name: 'a run command with a token of Microsoft Office', activity: by(OFFICE), expected: 'high' },
  { name: 'the id in capitals', activity: by(OFFICE.toUpperCase()), expected: 'high' },
  {
    name: 'a token of Azure Active Directory PowerShell',
    activity: by('1b730954-1685-4b74-9bfd-dac224a7b894'),
    expected: 'high',
  },
  {
    name: 'a token of the authentication broker',
    activity: by('29d9ed98-a469-4536-ade2-f981bc1d605e'),
    expected: 'high',
  },
  { name: 'a token of the company portal', activity: by('9ba1a5c7-f17a-4de9-a1f1-6178c8d51223'), expected: 'high' },
  { name: 'a token of Teams', activity: by('1fec8e78-bce4-4aaf-ab1b-5451cc387264'), expected: 'high' },
  { name: 'a token of Outlook Mobile', activity: by('27922004-5251-4030-b22d-91ecd9a37ea4'), expected: 'high' },
  { name: 'a token of OneDrive', activity: by('ab9b8c07-8f02-4f72-87fa-80105867a763'), expected: 'high' },
  { name: 'a token of the authenticator', activity: by('4813382a-8fa7-425e-ab75-3b753aab3abb'), expected: 'high' },
  { name: 'a denied attempt', activity: by(OFFICE, { outcome: 'denied' }), expected: 'high' },
  { name: 'a guest', activity: by(OFFICE, { actor: azureUser({ kind: 'guest' }) }), expected: 'high' },
  {
    name: 'a listed administrator',
    activity: by(OFFICE),
    settings: { knownAdmins: ['alice@example.com'] },
    expected: 'high',
  },
  { name: 'the Azure CLI', activity: by('04b07795-8ddb-461a-bbee-02f9e1bf7b46'), expected: null },
  { name: 'Azure PowerShell', activity: by('1950a258-227b-4e31-a9cf-717495945fc2'), expected: null },
  { name: 'the portal', activity: by('c44b4083-3bb0-49c1-b47d-974e53cbdf3c'), expected: null },
  { name: 'Visual Studio', activity: by('872cd9fa-d31f-45e0-9eab-6e460a02d1f1'), expected: null },
  { name: 'an application of our own', activity: by('00000000-0000-0000-0000-0000000000a9'), expected: null },
  { name: 'an id that begins like one of them', activity: by(`${OFFICE}0`), expected: null },
  { name: 'a record without claims', activity: by(null), expected: null },
  { name: 'a call on AWS', activity: awsActivity({ clientId: OFFICE }), expected: null },
  { name: 'a process on a machine', activity: agentProcess(), expected: null },
  { name: 'without history', activity: by(OFFICE), storeDown: true, expected: 'high' },
  {
    name: 'learning changes nothing about it',
    activity: by(OFFICE),
    settings: { learningDays: 7 },
    learningStart: by(OFFICE).at,
    expected: 'high',
  },
])

const REPORTED = ['command', 'session', 'automation', 'schedule', 'extension', 'boot']

describe('what unexpected-client looks at and shows', () => {
  it.each(FAMILIES.map((family) => ({ family, expected: REPORTED.includes(family) ? 'high' : null })))(
    'family $family: $expected',
    async ({ family, expected }) => {
      expect((await findingOf(unexpectedClient, { activity: by(OFFICE, { family }) }))?.severity ?? null).toBe(expected)
    },
  )

  it('names the client and what it is for', async () => {
    const finding = await findingOf(unexpectedClient, { activity: by(OFFICE) })
    expect(finding).toMatchObject({
      summary: 'alice@example.com used a token of Microsoft Office, which never runs commands',
      evidence: [
        { label: 'Client', value: `Microsoft Office, ${OFFICE}` },
        { label: 'What it is for', value: 'documents and mail; what AADInternals signs in with' },
      ],
    })
  })
})
