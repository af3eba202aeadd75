import { AZURE_PORTAL, person } from '../../scripts/examples/activity-log'
import { AUTOMATION_ACCOUNT, vm } from '../../scripts/examples/ids'
import { newStory } from '../../scripts/examples/story'
import { ACCESS, expectGolden, HOSTING, mailAbout, scanStory, VPN } from './scenario'

const RUN = 'Microsoft.Compute/virtualMachines/runCommand/action'
const JOB = 'Microsoft.Automation/automationAccounts/jobs/write'
const EXTENSION = 'Microsoft.Compute/virtualMachines/extensions/write'

const alice = (ip: string) => person('alice@example.com', 0x11, { ip, client: AZURE_PORTAL })
const mallory = person('mallory@example.com', 0x66, { ip: HOSTING })

/**
 * Who calls, from what address, against which machines, and does it differ from what is
 * usual: after ten days of usual work.
 */
const story = newStory()
for (const day of ['02', '03', '04', '05', '06', '07', '08', '09', '10', '11']) {
  story.operation(`2026-03-${day}T09:00:00.000Z`, alice(ACCESS), RUN, vm('vm-web-01'))
  story.operation(`2026-03-${day}T09:30:00.000Z`, alice(ACCESS), JOB, `${AUTOMATION_ACCOUNT}/jobs/nightly-${day}`)
  story.operation(
    `2026-03-${day}T09:40:00.000Z`,
    alice(ACCESS),
    EXTENSION,
    `${vm('vm-web-01')}/extensions/AzureMonitorLinuxAgent`,
  )
}
story.operation('2026-03-12T02:00:00.000Z', alice(VPN), RUN, vm('vm-web-01'))
story.operation('2026-03-12T03:00:00.000Z', mallory, RUN, vm('vm-db-01'))
story.operation('2026-03-12T03:10:00.000Z', mallory, JOB, `${AUTOMATION_ACCOUNT}/jobs/nightly-x`)
story.operation('2026-03-12T03:20:00.000Z', mallory, EXTENSION, `${vm('vm-db-01')}/extensions/CustomScriptExtension`)

describe('seed 000: commands that differ from what is usual', () => {
  it('are reported after a week of learning, by identity, by network and by machine', async () => {
    const { findings, alerts } = await scanStory(story, { RUNWARDEN_LEARNING_DAYS: '7' })
    const attack = Object.fromEntries(Object.entries(findings).filter(([key]) => key.startsWith('12 ')))
    expect(attack).toEqual({
      '12 02:00:00 microsoft.compute/virtualmachines/runcommand/action': {
        'first-seen-caller-on-target': 'low',
        'anonymised-source': 'high',
      },
      '12 03:00:00 microsoft.compute/virtualmachines/runcommand/action': {
        'first-seen-caller': 'medium',
        'first-seen-caller-on-target': 'low',
        'anonymised-source': 'low',
      },
      '12 03:10:00 microsoft.automation/automationaccounts/jobs/write': {
        'first-seen-caller': 'medium',
        'automation-runbook': 'low',
      },
      '12 03:20:00 microsoft.compute/virtualmachines/extensions/write': {
        'first-seen-caller': 'medium',
        'extension-deployment': 'medium',
      },
    })
    expectGolden('seed-000', mailAbout(alerts, 'anonymised-source'))
  })

  it('are the only ones: usual work is silent once it is known', async () => {
    const { findings } = await scanStory(story, { RUNWARDEN_LEARNING_DAYS: '7' })
    const usual = Object.entries(findings).filter(([key]) => !key.startsWith('12 '))
    const reported = usual
      .flatMap(([, rules]) => Object.entries(rules))
      .filter(([, severity]) => severity !== 'informational')
    expect(new Set(reported.map(([rule, severity]) => `${rule} ${severity}`))).toEqual(
      new Set(['automation-runbook low']),
    )
  })
})
