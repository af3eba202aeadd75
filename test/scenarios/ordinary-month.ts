import { application, AZURE_PORTAL, person } from '../../scripts/examples/activity-log'
import { partner, role, singleSignOn, STATE_MANAGER, type AwsCaller } from '../../scripts/examples/aws-callers'
import { AUTOMATION_ACCOUNT, GROUP, instance, later, vm } from '../../scripts/examples/ids'
import type { Story } from '../../scripts/examples/story'
import { ACCESS, HOSTING } from './scenario'

const DAYS = 28

/** Monday of the first of four weeks. */
const MONDAY = Date.UTC(2026, 1, 2)

export const dateOf = (day: number): string => new Date(MONDAY + day * 86_400_000).toISOString().slice(0, 10)

/** Sizes of a fleet that scales with its load, by working day; the largest comes once a week. */
const FLEET = [5, 7, 4, 9, 6]

/** Where a laptop is: at home, behind a gateway, in an unlisted network, at the office. */
const LAPTOP = [ACCESS, '10.1.2.3', '198.18.0.7', '192.0.2.77']

/**
 * Days on which a machine is set up, the third more than a week after the second; what its
 * agents are, and who puts them there.
 */
const SETUP_DAYS: readonly number[] = [1, 6, 15, 24]
const AGENTS = [
  [0x31, 'Microsoft.Azure.Monitor', 'AzureMonitorLinuxAgent'],
  [0x32, 'Microsoft.Azure.AzureDefenderForServers', 'MDE.Linux'],
  [0x33, 'Microsoft.Azure.RecoveryServices', 'VMSnapshotLinux'],
  [0x34, 'Microsoft.GuestConfiguration', 'ConfigurationforLinux'],
] as const

const through = (name: string): AwsCaller => ({
  userIdentity: { ...role('Scheduler', 'scheduled', { ip: '' }).userIdentity, invokedBy: name },
  sourceIPAddress: name,
  userAgent: name,
})

const EVENTS = through('events.amazonaws.com')
const SCALE_SET = `${GROUP}/providers/Microsoft.Compute/virtualMachineScaleSets/web`

/** Role session names, access keys, machines and addresses differ every day; what is done and by whom does not. */
const writeDay = (story: Story, day: number): void => {
  // Nobody and no scheduler is on time to the second.
  const at = (hour: number): string =>
    `${dateOf(day)}T${String(hour).padStart(2, '0')}:${String((day * 17) % 50).padStart(2, '0')}:` +
    `${String((day * 7) % 60).padStart(2, '0')}.000Z`
  const call = (hour: number, by: AwsCaller, operation: string, request: Readonly<Record<string, unknown>>): void =>
    void story.trail.push(story.cloudTrail.call(at(hour), by, operation, request, {}))
  const isWorkingDay = day % 7 < 5
  const fleet = Array.from({ length: FLEET[day % 7] ?? 0 }, (_, place) => instance(1_000 + day * 20 + place))
  const terraform = role('Terraform', `apply-${day}`, { ip: ACCESS })

  for (const document of ['AWS-RunPatchBaselineAssociation', 'AWS-GatherSoftwareInventory'])
    story.send(at(2), STATE_MANAGER, {
      instances: ['*'],
      document,
      maxConcurrency: '100%',
      maxErrors: '100%',
      clientName: 'StateManager',
    })
  story.send(at(3), EVENTS, { targets: [{ key: 'tag:Role', values: ['web'] }] }, ['/opt/rotate-logs.sh'])
  call(5, role('Monitoring', `check-${day}`, { ip: ACCESS }), 'ssm:DescribeInstanceInformation', { maxResults: 50 })
  story.operation(
    at(4),
    application(0x22, ACCESS),
    'Microsoft.Automation/automationAccounts/jobs/write',
    `${AUTOMATION_ACCOUNT}/jobs/nightly-${day}`,
  )

  if (day % 7 === 0)
    call(8, terraform, 'ssm:UpdateAssociation', {
      associationId: 'weekly',
      name: 'AWS-RunPatchBaseline',
      targets: [{ key: 'tag:Patch', values: ['weekly'] }],
    })
  if (SETUP_DAYS.includes(day))
    for (const [number, publisher, type] of AGENTS)
      story.operation(
        at(11),
        application(number, ACCESS),
        'Microsoft.Compute/virtualMachines/extensions/write',
        `${vm(`vm-new-${day}`)}/extensions/${type}`,
        { requestBody: { properties: { publisher, type, typeHandlerVersion: '1.0' } } },
      )
  if (!isWorkingDay) return

  story.send(
    at(14),
    role('Deploy', `GitHubActions-${1_000 + day}`, { ip: HOSTING, accessKeyId: `ASIAEXAMPLEDEPLOY${day}` }),
    { instances: fleet },
    ['cd /srv/shop && git pull --ff-only', 'systemctl restart shop'],
  )
  fleet.forEach((machine, place) => {
    story.trail.push(
      story.cloudTrail.call(
        later(at(13), place * 10),
        EVENTS,
        'ssm:StartAutomationExecution',
        { documentName: 'Shop-JoinFleet', parameters: { InstanceId: [machine] } },
        {},
      ),
    )
    story.send(later(at(16), place * 20), role('Rollout', `run-${day}`, { ip: ACCESS }), {
      instances: [machine],
      document: 'Shop-Deploy',
    })
    story.operation(
      later(at(15), place * 30),
      application(0x21, ACCESS),
      'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/runCommand/action',
      `${SCALE_SET}/virtualMachines/${day * 20 + place}`,
    )
  })
  call(12, terraform, 'ssm:UpdateDocument', { name: 'Shop-Deploy', content: 'HIDDEN_DUE_TO_SECURITY_REASONS' })
  call(12, terraform, 'ec2:CreateLaunchTemplateVersion', {
    CreateLaunchTemplateVersionRequest: {
      LaunchTemplateId: 'lt-1',
      LaunchTemplateData: { UserData: '<sensitiveDataRemoved>' },
    },
  })
  const ip = LAPTOP[day % LAPTOP.length]!
  for (const machine of fleet.slice(0, 1 + (day % 3)))
    story.trail.push(story.cloudTrail.startSession(at(9), singleSignOn('OnCall', 'jane@example.com', { ip }), machine))
  story.operation(
    at(10),
    person('alice@example.com', 0x11, { ip, client: AZURE_PORTAL }),
    'Microsoft.Compute/virtualMachines/runCommand/action',
    vm(`vm-${day % 8}`),
  )

  // A central account deploys with a role of this one.
  story.trail.push(story.cloudTrail.assumeRole(at(6), partner(ACCESS), 'CentralDeploy', `ASIAEXAMPLECENTRAL${day}`))
  call(
    7,
    role('CentralDeploy', 'central', { ip: ACCESS, accessKeyId: `ASIAEXAMPLECENTRAL${day}` }),
    'lambda:UpdateFunctionCode20150331v2',
    { functionName: 'shop-api' },
  )
}

/**
 * Four weeks of work that repeats: patching, pipelines on machines that are new every day, sessions from a laptop that
 * travels, agents on new machines.
 */
export const writeOrdinaryMonth = (story: Story): void => {
  for (let day = 0; day < DAYS; day++) writeDay(story, day)
}
