import type { Activity } from '../../../shared/model/activity'
import { accessSettingsChanged } from '../../../shared/rules/access-settings-changed'
import { awsActivity, azureActivity } from '../../support/activity'
import { findingOf, ruleTable } from './rule-cases'

const nowhere = { targets: { kind: 'unknown', reason: 'not in the record' } } as const
const document = (operation: string, name: string, given: Partial<Activity> = {}): Activity =>
  awsActivity({ operation, family: 'document', document: { name, version: null, owner: null }, ...nowhere, ...given })
const setting = (item: string | null): Activity =>
  awsActivity({ operation: 'ssm:UpdateServiceSetting', family: 'configuration', document: null, item, ...nowhere })
const consoles = awsActivity({
  operation: 'ec2:EnableSerialConsoleAccess',
  family: 'configuration',
  document: null,
  ...nowhere,
})

const PREFERENCES = 'SSM-SessionManagerRunShell'

ruleTable(accessSettingsChanged, [
  { name: 'session preferences rewritten', activity: document('ssm:UpdateDocument', PREFERENCES), expected: 'medium' },
  { name: 'session preferences made', activity: document('ssm:CreateDocument', PREFERENCES), expected: 'medium' },
  {
    name: 'an earlier version of the preferences in force again',
    activity: document('ssm:UpdateDocumentDefaultVersion', PREFERENCES),
    expected: 'medium',
  },
  {
    name: 'session preferences removed, and logging with them',
    activity: document('ssm:DeleteDocument', PREFERENCES, { family: 'cleanup' }),
    expected: 'medium',
  },
  {
    name: 'another document rewritten',
    activity: document('ssm:UpdateDocument', 'SSM-SessionManagerRunShell-Copy'),
    expected: null,
  },
  {
    name: 'session preferences read',
    activity: document('ssm:GetDocument', PREFERENCES, { family: 'discovery' }),
    expected: null,
  },
  {
    name: 'a session that uses them',
    activity: document('ssm:StartSession', PREFERENCES, { family: 'session' }),
    expected: null,
  },
  {
    name: 'a denied change',
    activity: document('ssm:UpdateDocument', PREFERENCES, { outcome: 'denied' }),
    expected: null,
  },
  {
    name: 'a failed change',
    activity: document('ssm:UpdateDocument', PREFERENCES, { outcome: 'failed' }),
    expected: null,
  },
  {
    name: 'every machine is managed',
    activity: setting('/ssm/managed-instance/default-ec2-instance-management-role'),
    expected: 'low',
  },
  {
    name: 'the same, by its ARN',
    activity: setting(
      'arn:aws:ssm:eu-west-1:123456789012:servicesetting/ssm/managed-instance/default-ec2-instance-management-role',
    ),
    expected: 'low',
  },
  {
    name: 'documents may be shared with everybody',
    activity: setting('/ssm/documents/console/public-sharing-permission'),
    expected: 'low',
  },
  {
    name: 'a setting of the parameter store',
    activity: setting('/ssm/parameter-store/high-throughput-enabled'),
    expected: null,
  },
  { name: 'a setting that the record does not name', activity: setting(null), expected: null },
  { name: 'serial consoles of an account', activity: consoles, expected: 'low' },
  { name: 'serial consoles of an account, denied', activity: { ...consoles, outcome: 'denied' }, expected: null },
  {
    name: 'serial consoles of a subscription',
    activity: azureActivity({
      operation: 'microsoft.serialconsole/consoleservices/enableconsole/action',
      family: 'configuration',
      ...nowhere,
    }),
    expected: 'low',
  },
  {
    name: 'a guest configuration',
    activity: azureActivity({
      operation: 'microsoft.guestconfiguration/guestconfigurationassignments/write',
      family: 'configuration',
    }),
    expected: null,
  },
  {
    name: 'without history',
    activity: document('ssm:UpdateDocument', PREFERENCES),
    storeDown: true,
    expected: 'medium',
  },
])

it('says what the setting decides', async () => {
  const finding = await findingOf(accessSettingsChanged, { activity: document('ssm:UpdateDocument', PREFERENCES) })
  expect(finding?.summary).toMatch(/ changed session preferences$/)
  expect(finding?.evidence).toContainEqual({
    label: 'It decides',
    value: expect.stringContaining('where sessions are logged') as string,
  })
})
