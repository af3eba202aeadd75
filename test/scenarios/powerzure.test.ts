import { application, person } from '../../scripts/examples/activity-log'
import { AUTOMATION_ACCOUNT, later, vm } from '../../scripts/examples/ids'
import { newStory } from '../../scripts/examples/story'
import { ACCESS, expectGolden, mailAbout, scanStory } from './scenario'

const AUTOMATION = 'Microsoft.Automation/automationAccounts'
const caller = person('contractor@example.com', 0x61, { ip: ACCESS })
/** The automation account's own identity, which the runbook acts with. */
const runAs = application(0x71, '192.0.2.200')
const runbook = `${AUTOMATION_ACCOUNT}/runbooks/AzureAutomationTutorialPowerShell`

/**
 * Invoke-AzureCommandRunbook: a runbook named like Microsoft's tutorial is written, published, run and deleted; its
 * identity then runs the command.
 */
const story = newStory()
const start = '2026-03-02T10:00:00.000Z'
for (const [seconds, step] of [
  [0, 'runbooks/write'],
  [10, 'runbooks/draft/content/write'],
  [20, 'runbooks/publish/action'],
] as const)
  story.operation(later(start, seconds), caller, `${AUTOMATION}/${step}`, runbook, { ends: [['Success', 2]] })
story.operation(later(start, 40), caller, `${AUTOMATION}/jobs/write`, `${AUTOMATION_ACCOUNT}/jobs/1`, {
  ends: [['Success', 2]],
})
story.operation(later(start, 90), runAs, 'Microsoft.Compute/virtualMachines/runCommand/action', vm('vm-web-01'))
story.operation(later(start, 150), caller, `${AUTOMATION}/runbooks/delete`, runbook, { ends: [['Success', 2]] })
story.operation(
  later(start, 3_600),
  caller,
  'Microsoft.Compute/virtualMachines/extensions/write',
  `${vm('vm-web-01')}/extensions/CustomScriptExtension`,
)

describe('PowerZure', () => {
  it('is seen by what it does with its runbook, whatever the runbook is called', async () => {
    const { findings, alerts } = await scanStory(story)
    expect(findings).toEqual({
      '02 10:00:00 microsoft.automation/automationaccounts/runbooks/write': { 'first-seen-caller': 'medium' },
      '02 10:00:40 microsoft.automation/automationaccounts/jobs/write': {
        'first-seen-caller': 'medium',
        'automation-runbook': 'medium',
      },
      '02 10:01:30 microsoft.compute/virtualmachines/runcommand/action': {
        'first-seen-caller': 'medium',
        'first-seen-caller-on-target': 'low',
      },
      '02 11:00:00 microsoft.compute/virtualmachines/extensions/write': {
        'first-seen-caller': 'medium',
        'first-seen-caller-on-target': 'low',
        'extension-deployment': 'medium',
      },
    })
    expectGolden('powerzure', mailAbout(alerts, 'automation-runbook'))
  })
})
