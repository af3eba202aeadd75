import { person } from '../../scripts/examples/activity-log'
import { role } from '../../scripts/examples/aws-callers'
import { instance, PARTNER_TENANT, vm } from '../../scripts/examples/ids'
import { newStory } from '../../scripts/examples/story'
import { ACCESS, expectGolden, mailAbout, scanStory } from './scenario'

const RUN = 'Microsoft.Compute/virtualMachines/runCommand/action'
const operations = role('Operations', 'jane', { ip: ACCESS })
const developer = role('Developer', 'joe', { ip: ACCESS })
const alice = person('alice@example.com', 0x11, { ip: ACCESS })
const partner = person('support@example.com', 0x31, { ip: ACCESS, tenant: PARTNER_TENANT })

/** What the seed calls RunCommand and StartSSMCommand is runCommand/action and SendCommand in the logs. */
const story = newStory()
story.send('2026-03-02T10:00:00.000Z', operations, { instances: [instance(1)] }, ['sh /opt/ops/script.sh'])
story.send('2026-03-02T11:00:00.000Z', developer, { instances: [instance(1)] }, ['systemctl restart shop'])
story.send('2026-03-02T12:00:00.000Z', developer, { instances: [instance(1)] }, ['sh /home/joe/script.sh'])
story.operation('2026-03-02T13:00:00.000Z', alice, RUN, vm('vm-web-01'))
story.operation('2026-03-02T14:00:00.000Z', partner, RUN, vm('vm-web-01'))
story.start('2026-03-02T15:00:00.000Z', {
  host: 'VM-WEB-02',
  executable: 'C:\\Windows\\System32\\cmd.exe',
  commandLine: '"cmd" /Cpowershell  -ExecutionPolicy Unrestricted -File script3.ps1',
  parent: 'C:\\Packages\\Plugins\\Microsoft.CPlat.Core.RunCommandWindows\\1.1.18\\bin\\RunCommandExtension.exe',
  cloud: 'azure',
})
// What the seed names as the parent does its own housekeeping all day.
story.start('2026-03-02T15:05:00.000Z', {
  host: 'VM-WEB-02',
  executable: 'C:\\Windows\\System32\\cmd.exe',
  commandLine: 'cmd.exe /c ipconfig /all',
  parent: 'C:\\WindowsAzure\\GuestAgent\\WindowsAzureGuestAgent.exe',
  cloud: 'azure',
})

const ADMINS = { RUNWARDEN_KNOWN_ADMINS: '["aws:*:role/Operations","alice@example.com"]' }
const NEW = { 'first-seen-caller': 'medium', 'first-seen-caller-on-target': 'low' }

describe('seed 002: commands by anybody but the administrators', () => {
  it('are reported, the more so with the script names it lists, and with a process nobody sent', async () => {
    const { findings, alerts } = await scanStory(story, ADMINS)
    expect(findings).toEqual({
      '02 10:00:00 ssm:SendCommand': NEW,
      '02 11:00:00 ssm:SendCommand': { ...NEW, 'caller-not-listed': 'high' },
      '02 12:00:00 ssm:SendCommand': { ...NEW, 'caller-not-listed': 'critical' },
      '02 13:00:00 microsoft.compute/virtualmachines/runcommand/action': NEW,
      '02 14:00:00 microsoft.compute/virtualmachines/runcommand/action': {
        ...NEW,
        'caller-not-listed': 'high',
        'delegated-admin': 'high',
      },
      '02 15:00:00 process:start': { 'unexpected-agent-child': 'medium' },
    })
    expectGolden('seed-002', mailAbout(alerts, 'caller-not-listed'))
  })

  it('are nothing special while no administrators are configured', async () => {
    const { findings } = await scanStory(story)
    expect(Object.values(findings).flatMap((rules) => Object.keys(rules))).not.toContain('caller-not-listed')
  })
})
