import { person } from '../../scripts/examples/activity-log'
import { role } from '../../scripts/examples/aws-callers'
import { instance, later, vm } from '../../scripts/examples/ids'
import { runCommandScript } from '../../scripts/examples/processes'
import { newStory } from '../../scripts/examples/story'
import { ACCESS, expectGolden, mailAbout, scanStory } from './scenario'

const RUN = 'Microsoft.Compute/virtualMachines/runCommand/action'
const MANAGED = 'Microsoft.Compute/virtualMachines/runCommands/write'
const alice = person('alice@example.com', 0x11, { ip: ACCESS })
const deploy = role('Deploy', 'ci-1', { ip: ACCESS })

/** A run command, and what it started on the machine within two minutes. */
const story = newStory()

const first = '2026-03-02T10:01:59.000Z'
story.operation(first, alice, RUN, vm('VM-WEB-01'))
// Two-digit script number, host name in other letters, on the far side of the even minute.
story.start(later(first, 2), {
  host: 'vm-web-01.corp.example.com',
  executable: 'C:\\Windows\\System32\\iisreset.exe',
  commandLine: 'iisreset /status',
  parent: runCommandScript(12),
  cloud: 'azure',
})

const linux = '2026-03-02T11:00:00.000Z'
story.operation(linux, alice, RUN, vm('vm-app-01'))
story.start(later(linux, 120), {
  host: 'vm-app-01',
  executable: '/usr/bin/systemctl',
  commandLine: 'systemctl status shop',
  parent: '/bin/sh /var/lib/waagent/run-command/download/3/script.sh',
  cloud: 'azure',
})

const managed = '2026-03-02T12:00:00.000Z'
story.operation(managed, alice, MANAGED, `${vm('vm-app-02')}/runCommands/check`)
story.start(later(managed, 5), {
  host: 'vm-app-02',
  executable: '/usr/bin/systemctl',
  commandLine: 'systemctl status shop',
  parent: '/bin/sh /var/lib/waagent/run-command-handler/download/check/0/script.sh',
  cloud: 'azure',
})

const late = '2026-03-02T13:00:00.000Z'
story.operation(late, alice, RUN, vm('vm-app-03'))
story.start(later(late, 121), {
  host: 'vm-app-03',
  executable: '/usr/bin/systemctl',
  commandLine: 'systemctl status shop',
  parent: '/bin/sh /var/lib/waagent/run-command/download/4/script.sh',
  cloud: 'azure',
})

const queued = '2026-03-02T14:00:00.000Z'
const commandId = story.send(queued, deploy, { instances: [instance(1)] })
story.guest(later(queued, 3_600), instance(1), commandId, '/usr/bin/systemctl', 'systemctl status shop')

const CONFIRMED = { 'run-command-confirmed': 'informational' }
const NEW_TARGET = { 'first-seen-caller-on-target': 'low' }

describe('seed 004: a run command and the process it starts', () => {
  it('meet within 120 seconds by machine on Azure, by command id on AWS, and raise the alert by one step', async () => {
    const { findings, alerts } = await scanStory(story, { RUNWARDEN_MIN_SEVERITY: 'low' })
    expect(findings).toEqual({
      [`02 10:01:59 ${RUN.toLowerCase()}`]: { 'first-seen-caller': 'medium', ...NEW_TARGET, ...CONFIRMED },
      [`02 11:00:00 ${RUN.toLowerCase()}`]: { ...NEW_TARGET, ...CONFIRMED },
      [`02 12:00:00 ${MANAGED.toLowerCase()}`]: { ...NEW_TARGET, ...CONFIRMED },
      [`02 13:00:00 ${RUN.toLowerCase()}`]: NEW_TARGET,
      '02 13:02:01 process:start': { 'unexpected-agent-child': 'medium' },
      '02 14:00:00 ssm:SendCommand': { 'first-seen-caller': 'medium', ...NEW_TARGET, ...CONFIRMED },
    })
    expect(alerts.map(({ time, severity }) => [time.slice(11, 19), severity])).toEqual([
      ['10:01:59', 'high'],
      ['11:00:00', 'medium'],
      ['12:00:00', 'medium'],
      ['13:00:00', 'low'],
      ['13:02:01', 'medium'],
      ['14:00:00', 'high'],
    ])
    expectGolden('seed-004', mailAbout(alerts, 'run-command-confirmed'))
  })
})
