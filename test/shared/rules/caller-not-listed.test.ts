import type { Activity } from '../../../shared/model/activity'
import { FAMILIES } from '../../../shared/model/operation'
import { callerNotListed } from '../../../shared/rules/caller-not-listed'
import { agentProcess, awsActivity, azureActivity, azureUser, principal } from '../../support/activity'
import { findingOf, ruleTable, text } from './rule-cases'

const OBJECT_ID = '00000000-0000-0000-0000-0000000000c1'
const now = (given: Partial<Activity> = {}): Activity => awsActivity({ id: 'now', ...given })
const admins = (...knownAdmins: readonly string[]) => ({ settings: { knownAdmins } })
const onAzure = azureActivity({
  actor: azureUser({ aliases: ['alice@example.com', OBJECT_ID, OBJECT_ID.replaceAll('-', '')] }),
})
const script = (line: string, given: Partial<Activity> = {}) => ({
  activity: now({ ...text(line), ...given }),
  ...admins('somebody'),
})

ruleTable(callerNotListed, [
  { name: 'no administrators are configured', activity: now(), expected: null },
  { name: 'somebody else is configured', activity: now(), ...admins('aws:123456789012:role/Ops'), expected: 'high' },
  { name: 'listed by key', activity: now(), ...admins('aws:123456789012:role/Deploy'), expected: null },
  { name: 'listed by key in another case', activity: now(), ...admins('AWS:123456789012:ROLE/deploy'), expected: null },
  { name: 'listed by ARN', activity: now(), ...admins('arn:aws:iam::123456789012:role/Deploy'), expected: null },
  { name: 'listed by a glob', activity: now(), ...admins('aws:*:role/Deploy*'), expected: null },
  { name: 'a glob that ends too early', activity: now(), ...admins('aws:*:role/Dep'), expected: 'high' },
  {
    name: 'the key of the role in another account',
    activity: now(),
    ...admins('aws:111122223333:role/Deploy'),
    expected: 'high',
  },
  { name: 'the second of two entries', activity: now(), ...admins('nobody', 'aws:*:role/Deploy'), expected: null },
  {
    name: 'a session name is no name of the caller',
    activity: now({ actor: principal({ session: 'admin' }) }),
    ...admins('admin'),
    expected: 'high',
  },
  { name: 'listed by sign-in name on Azure', activity: onAzure, ...admins('Alice@Example.com'), expected: null },
  { name: 'listed by object id', activity: onAzure, ...admins(OBJECT_ID), expected: null },
  {
    name: 'listed by object id without dashes',
    activity: onAzure,
    ...admins(OBJECT_ID.replaceAll('-', '')),
    expected: null,
  },
  {
    name: 'listed by another object id',
    activity: onAzure,
    ...admins('00000000-0000-0000-0000-0000000000c2'),
    expected: 'high',
  },
  { name: 'script.sh in the command', ...script('sh /tmp/script.sh'), expected: 'critical' },
  { name: 'run.ps1 with its path', ...script('powershell -File C:\\ops\\run.ps1'), expected: 'critical' },
  { name: 'start.cmd in quotes and capitals', ...script('cmd /c "START.CMD"'), expected: 'critical' },
  { name: 'the script name alone', ...script('run.ps1'), expected: 'critical' },
  { name: 'the name of the run command', ...script('whoami', { item: 'script.sh' }), expected: 'critical' },
  { name: 'a longer name that ends like it', ...script('sh deploy-script.sh'), expected: 'high' },
  { name: 'a longer name that begins like it', ...script('sh script.sh.bak'), expected: 'high' },
  {
    name: 'a script name by a listed administrator',
    activity: now(text('sh script.sh')),
    ...admins('aws:*:role/Deploy'),
    expected: null,
  },
  { name: 'a denied call', activity: now({ outcome: 'denied' }), ...admins('somebody'), expected: 'high' },
  {
    name: 'what Systems Manager does by itself',
    activity: now({ automatic: true }),
    ...admins('somebody'),
    expected: null,
  },
  { name: 'a process on a machine has no caller', activity: agentProcess(), ...admins('somebody'), expected: null },
  { name: 'without history', activity: now(), ...admins('somebody'), storeDown: true, expected: 'high' },
])

const REPORTED = ['command', 'session', 'automation', 'schedule', 'extension', 'boot']

describe('the families of caller-not-listed', () => {
  it.each(FAMILIES.map((family) => ({ family, expected: REPORTED.includes(family) ? 'high' : null })))(
    '$family: $expected',
    async ({ family, expected }) => {
      expect(
        (await findingOf(callerNotListed, { activity: now({ family }), ...admins('somebody') }))?.severity ?? null,
      ).toBe(expected)
    },
  )

  it('names the caller, how many are listed and the script', async () => {
    expect((await findingOf(callerNotListed, script('sh script.sh')))?.evidence).toEqual([
      { label: 'Caller', value: 'aws:123456789012:role/Deploy' },
      { label: 'Administrators configured', value: '1' },
      { label: 'Script name', value: 'script.sh' },
    ])
  })
})
