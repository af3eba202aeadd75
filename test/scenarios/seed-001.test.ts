import { person } from '../../scripts/examples/activity-log'
import { AUTOMATION_ACCOUNT, vm } from '../../scripts/examples/ids'
import { newStory } from '../../scripts/examples/story'
import { ACCESS, expectGolden, mailAbout, scanStory } from './scenario'

const RUN = 'Microsoft.Compute/virtualMachines/runCommand/action'
const alice = person('alice@example.com', 0x11, { ip: ACCESS })
const bob = person('bob@example.com', 0x12, { ip: ACCESS })
const inOffice = (name: string): string => vm(name).replace('rg-shop', 'rg-office')

/**
 * More than three machines by one caller: over calls, operations of the family and resource
 * groups, whatever stage the log shows.
 */
const story = newStory()
story.operation('2026-03-02T10:00:00.000Z', alice, RUN, vm('vm-web-01'), {
  ends: [
    ['Accept', 1],
    ['Success', 30],
  ],
})
story.operation(
  '2026-03-02T10:10:00.000Z',
  alice,
  'Microsoft.Compute/virtualMachines/runCommands/write',
  `${vm('vm-web-02')}/runCommands/check`,
  { ends: [] },
)
story.operation('2026-03-02T10:20:00.000Z', alice, RUN, inOffice('vm-pc-01'), { ends: [['Accept', 1]] })
story.operation('2026-03-02T10:30:00.000Z', alice, RUN, inOffice('vm-pc-02'), { ends: [['Failure', 30]] })
story.operation('2026-03-02T10:40:00.000Z', alice, RUN, inOffice('vm-pc-03'))
for (const [minute, name] of [
  ['11', 'vm-web-01'],
  ['12', 'vm-web-02'],
  ['13', 'vm-db-01'],
  ['14', 'vm-db-01'],
] as const)
  story.operation(`2026-03-02T10:${minute}:00.000Z`, bob, RUN, vm(name))
story.operation(
  '2026-03-02T10:50:00.000Z',
  bob,
  'Microsoft.Automation/automationAccounts/jobs/write',
  `${AUTOMATION_ACCOUNT}/jobs/nightly`,
)
story.operation(
  '2026-03-02T10:55:00.000Z',
  bob,
  'Microsoft.Compute/virtualMachines/extensions/write',
  `${vm('vm-web-01')}/extensions/CustomScriptExtension`,
)

const NEW = { 'first-seen-caller-on-target': 'low' }

describe('seed 001: many machines by one caller', () => {
  it('are counted over calls, operations and resource groups, and three are not too many', async () => {
    const { findings, alerts } = await scanStory(story)
    expect(findings).toEqual({
      '02 10:00:00 microsoft.compute/virtualmachines/runcommand/action': { 'first-seen-caller': 'medium', ...NEW },
      '02 10:10:00 microsoft.compute/virtualmachines/runcommands/write': NEW,
      '02 10:11:00 microsoft.compute/virtualmachines/runcommand/action': { 'first-seen-caller': 'medium', ...NEW },
      '02 10:12:00 microsoft.compute/virtualmachines/runcommand/action': NEW,
      '02 10:13:00 microsoft.compute/virtualmachines/runcommand/action': NEW,
      '02 10:20:00 microsoft.compute/virtualmachines/runcommand/action': NEW,
      '02 10:40:00 microsoft.compute/virtualmachines/runcommand/action': { ...NEW, 'mass-execution': 'medium' },
      '02 10:50:00 microsoft.automation/automationaccounts/jobs/write': {
        'first-seen-caller': 'medium',
        'automation-runbook': 'low',
      },
      '02 10:55:00 microsoft.compute/virtualmachines/extensions/write': {
        'first-seen-caller': 'medium',
        'extension-deployment': 'medium',
      },
    })
    expectGolden('seed-001', mailAbout(alerts, 'mass-execution'))
  })

  it('show the calls, the machines, the addresses and the times, as the seed lists them', async () => {
    const { alerts } = await scanStory(story)
    const evidence = alerts
      .flatMap((alert) => alert.findings)
      .find(({ rule }) => rule.endsWith('mass-execution'))?.evidence
    expect(
      evidence?.map(({ label, value }) => [label, label === 'Machines' ? value.split(', ').length : value]),
    ).toEqual([
      ['Invocations', '4'],
      ['Machines', 4],
      ['Source addresses', ACCESS],
      ['First seen', '2026-03-02T10:00:00.000Z'],
      ['Last seen', '2026-03-02T10:40:00.000Z'],
    ])
  })
})
