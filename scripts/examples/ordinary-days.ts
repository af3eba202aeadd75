import { application, AZURE_PORTAL, person } from './activity-log'
import { role, singleSignOn, STATE_MANAGER } from './aws-callers'
import { AUTOMATION_ACCOUNT, instance, later, vm } from './ids'
import { runCommandScript } from './processes'
import type { Story } from './story'

const DEPLOY = role('Deploy', 'ci-1042', { ip: '198.51.100.20' })
const MONITORING = role('Monitoring', 'health', { ip: '198.51.100.21' })
const ON_CALL = singleSignOn('OnCall', 'jane@example.com', {
  ip: '192.0.2.44',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64)',
})
const ALICE = person('alice@example.com', 0x11, { ip: '192.0.2.45', client: AZURE_PORTAL })
const PIPELINE = application(0x21, '198.51.100.22')
const SCHEDULER = application(0x22, '198.51.100.23')

const WEB = [instance(1), instance(2)]

/** Days, counted from 0, on which people have something to do by hand. */
const ON_CALL_DAYS: readonly number[] = [1, 3, 6, 8]
const RUN_COMMAND_DAYS: readonly number[] = [0, 2, 4, 7]

/**
 * One ordinary day: patching by State Manager, a deployment by the pipeline, health checks, and by hand a
 * session now and then. On Azure the three things that attackers abuse and administrators do too: a run
 * command, a runbook job, an extension.
 */
export const writeOrdinaryDay = (story: Story, date: string, day: number): void => {
  const at = (time: string): string => `${date}T${time}.000Z`
  story.send(at('02:00:05'), STATE_MANAGER, {
    instances: ['*'],
    document: 'AWS-RunPatchBaselineAssociation',
    maxConcurrency: '10%',
    clientName: 'StateManager',
  })
  story.operation(
    at('03:00:00'),
    SCHEDULER,
    'Microsoft.Automation/automationAccounts/jobs/write',
    `${AUTOMATION_ACCOUNT}/jobs/nightly-${date}`,
  )

  story.trail.push(
    story.cloudTrail.call(at('05:30:00'), MONITORING, 'ssm:DescribeInstanceInformation', { maxResults: 50 }),
  )
  story.trail.push(story.cloudTrail.call(at('05:30:02'), MONITORING, 'ec2:DescribeInstances', { instancesSet: {} }))

  const commandId = story.send(at('06:10:00'), DEPLOY, { instances: WEB }, [
    'cd /srv/shop && git pull --ff-only',
    'systemctl restart shop',
    'curl -fsS http://localhost:8080/health',
  ])
  story.guest(at('06:10:02'), WEB[0]!, commandId, '/usr/bin/git', 'git pull --ff-only')
  story.start(at('06:30:00'), {
    host: 'ip-10-0-0-1',
    executable: '/usr/bin/lscpu',
    commandLine: 'lscpu',
    parent: '/usr/bin/ssm-document-worker inventory',
    cloud: 'aws',
    instance: WEB[0]!,
  })

  story.operation(
    at('07:00:00'),
    PIPELINE,
    'Microsoft.Compute/virtualMachines/extensions/write',
    `${vm('vm-web-01')}/extensions/CustomScriptExtension`,
    {
      ends: [
        ['Accept', 2],
        ['Success', 65],
      ],
    },
  )
  story.operation(
    at('07:05:00'),
    PIPELINE,
    'Microsoft.Storage/storageAccounts/write',
    `${vm('vm-web-01').replace(/\/providers\/.*/, '')}/providers/Microsoft.Storage/storageAccounts/stshop`,
  )

  if (ON_CALL_DAYS.includes(day)) story.trail.push(story.cloudTrail.startSession(at('10:00:00'), ON_CALL, WEB[0]!))
  if (RUN_COMMAND_DAYS.includes(day)) {
    const start = at('09:15:00')
    story.operation(start, ALICE, 'Microsoft.Compute/virtualMachines/runCommand/action', vm('vm-web-01'), {
      ends: [
        ['Accept', 1],
        ['Success', 35],
      ],
    })
    story.start(later(start, 6), {
      host: 'VM-WEB-01',
      executable: 'C:\\Windows\\System32\\iisreset.exe',
      commandLine: 'iisreset /status',
      parent: runCommandScript(day),
      cloud: 'azure',
    })
  }
}
