import type { Activity } from '../../../shared/model/activity'
import { DAY, MINUTE } from '../../../shared/model/time'
import { extensionDeployment } from '../../../shared/rules/extension-deployment'
import { awsActivity, azureActivity, azureUser, NOON, SUBSCRIPTION } from '../../support/activity'
import { findingOf, from, listed, ruleTable, text } from './rule-cases'

const pipeline = azureUser({
  key: 'azure:00000000-0000-0000-0000-0000000000d1',
  kind: 'service-principal',
  display: 'app/pipeline',
  human: false,
})
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourcegroups/prod`
const SCALE_SET = `${GROUP}/providers/microsoft.compute/virtualmachinescalesets/web`
const ARC = `/subscriptions/${SUBSCRIPTION}/resourcegroups/prod/providers/microsoft.hybridcompute/machines/branch01`

/** An extension by a person unless given otherwise. */
const extension = (item: string, given: Partial<Activity> = {}): Activity =>
  azureActivity({
    id: 'now',
    operation: 'microsoft.compute/virtualmachines/extensions/write',
    family: 'extension',
    item,
    payload: { kind: 'hidden', reason: 'the settings are not in the record' },
    ...given,
  })

const byPipeline = (item: string, given: Partial<Activity> = {}): Activity =>
  extension(item, { actor: pipeline, ...given })
const type = (name: string) => ({ document: { name, version: '1.10', owner: null } })

ruleTable(extensionDeployment, [
  {
    name: 'a person writes a custom script extension',
    activity: extension('CustomScriptExtension'),
    expected: 'medium',
  },
  {
    name: 'a person writes it again',
    before: [extension('CustomScriptExtension', { id: 'a', at: NOON - DAY })],
    activity: extension('CustomScriptExtension'),
    expected: 'medium',
  },
  {
    name: 'the type counts where the name hides it',
    activity: extension('Monitoring', type('Microsoft.Compute/CustomScriptExtension')),
    expected: 'medium',
  },
  {
    name: 'text in the record counts whatever the name',
    activity: extension('Monitoring', text('whoami')),
    expected: 'medium',
  },
  {
    name: 'on a scale set',
    activity: extension('CustomScript', {
      operation: 'microsoft.compute/virtualmachinescalesets/extensions/write',
      ...listed([SCALE_SET]),
    }),
    expected: 'medium',
  },
  {
    name: 'on an Arc machine',
    activity: extension('CustomScript', {
      operation: 'microsoft.hybridcompute/machines/extensions/write',
      ...listed([ARC]),
    }),
    expected: 'medium',
  },
  ...[
    'VMAccessAgent',
    'RunCommandWindows',
    'Microsoft.Powershell.DSC',
    'dsc',
    'HybridWorkerExtension',
    'AADSSHLoginForLinux',
    'AADLoginForWindows',
    'ChefClient',
    'PuppetAgent',
    'SaltStack',
    'salt-minion',
    'DSCForLinux',
    'VMApplicationManagerLinux',
    'WindowsOpenSSH',
    'TeamServicesAgent',
  ].map((name) => ({
    name: `a person writes ${name}`,
    activity: extension(name),
    expected: 'medium' as const,
  })),
  {
    name: 'a person writes a monitoring agent on a new machine',
    activity: extension('AzureMonitorLinuxAgent'),
    expected: 'low',
  },
  {
    name: 'a person writes it again from the same network',
    before: [extension('AzureMonitorLinuxAgent', { id: 'a', at: NOON - DAY })],
    activity: extension('AzureMonitorLinuxAgent'),
    expected: null,
  },
  { name: 'a name with dsc inside a word', activity: extension('BroadScan'), expected: 'low' },
  {
    name: 'a pipeline writes a custom script extension',
    activity: byPipeline('CustomScriptExtension'),
    expected: 'low',
  },
  {
    name: 'a pipeline writes it again',
    before: [byPipeline('CustomScriptExtension', { id: 'a', at: NOON - DAY })],
    activity: byPipeline('CustomScriptExtension'),
    expected: null,
  },
  {
    name: 'a pipeline writes it again, named in another case',
    before: [byPipeline('customscriptextension', { id: 'a', at: NOON - DAY })],
    activity: byPipeline('CustomScriptExtension'),
    expected: null,
  },
  {
    name: 'a pipeline writes it from another network',
    before: [byPipeline('CustomScriptExtension', { id: 'a', at: NOON - DAY, ...from('203.0.113.5') })],
    activity: byPipeline('CustomScriptExtension'),
    expected: 'low',
  },
  {
    name: 'a pipeline writes another extension',
    before: [byPipeline('CustomScriptExtension', { id: 'a', at: NOON - DAY })],
    activity: byPipeline('Backup'),
    expected: 'low',
  },
  {
    name: 'another pipeline writes the same from the same network',
    before: [byPipeline('Backup', { id: 'a', at: NOON - DAY })],
    activity: extension('Backup'),
    expected: null,
  },
  {
    name: 'known for exactly seven days',
    before: [byPipeline('Backup', { id: 'a', at: NOON - 7 * DAY })],
    activity: byPipeline('Backup'),
    expected: null,
  },
  {
    name: 'known a millisecond too long ago',
    before: [byPipeline('Backup', { id: 'a', at: NOON - 7 * DAY - 1 })],
    activity: byPipeline('Backup'),
    expected: 'low',
  },
  {
    name: 'known from a denied write only',
    before: [byPipeline('Backup', { id: 'a', at: NOON - DAY, outcome: 'denied' })],
    activity: byPipeline('Backup'),
    expected: 'low',
  },
  { name: 'a denied write', activity: extension('CustomScriptExtension', { outcome: 'denied' }), expected: null },
  { name: 'a failed write', activity: extension('CustomScriptExtension', { outcome: 'failed' }), expected: null },
  {
    name: 'a write that only started',
    activity: extension('CustomScriptExtension', { outcome: 'pending' }),
    expected: 'medium',
  },
  {
    name: 'nobody knows whether it was a person',
    activity: extension('CustomScriptExtension', { actor: azureUser({ human: null }) }),
    expected: 'low',
  },
  {
    name: 'new versions of the extensions of a machine',
    activity: extension('CustomScriptExtension', {
      operation: 'microsoft.hybridcompute/machines/upgradeextensions/action',
    }),
    expected: null,
  },
  {
    name: 'a gallery application',
    activity: extension('app', { operation: 'microsoft.compute/galleries/applications/versions/write' }),
    expected: null,
  },
  { name: 'a command on AWS', activity: awsActivity({ id: 'now', item: 'CustomScriptExtension' }), expected: null },
  {
    name: 'a person without history',
    activity: extension('CustomScriptExtension'),
    storeDown: true,
    expected: 'medium',
  },
  {
    name: 'a pipeline without history',
    activity: byPipeline('CustomScriptExtension'),
    storeDown: true,
    expected: null,
  },
  {
    name: 'a person while learning',
    activity: extension('CustomScriptExtension'),
    settings: { learningDays: 7 },
    learningStart: NOON,
    expected: 'medium',
  },
  {
    name: 'a pipeline while learning',
    activity: byPipeline('CustomScriptExtension'),
    settings: { learningDays: 7 },
    learningStart: NOON,
    expected: 'informational',
  },
])

describe('what extension-deployment shows', () => {
  it('names the extension by its type where that is known, and the machine', async () => {
    const finding = await findingOf(extensionDeployment, {
      before: [extension('Backup', { id: 'a', at: NOON - MINUTE })],
      activity: extension('Monitoring', type('Microsoft.Compute/CustomScriptExtension')),
    })
    expect([finding?.summary, finding?.novelty, finding?.evidence[0]]).toEqual([
      'alice@example.com deployed an extension that runs scripts',
      false,
      { label: 'Extension', value: 'Microsoft.Compute/CustomScriptExtension' },
    ])
  })

  it('names what it was deployed to and from where, under words that fit', async () => {
    const finding = await findingOf(extensionDeployment, { activity: extension('Backup', listed([SCALE_SET])) })
    expect(finding?.evidence.slice(1)).toEqual([
      { label: 'Deployed to', value: SCALE_SET },
      { label: 'Address', value: '192.0.2.10' },
    ])
  })
})
