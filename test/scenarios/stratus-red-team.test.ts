import { person } from '../../scripts/examples/activity-log'
import { user } from '../../scripts/examples/aws-callers'
import { instance, vm } from '../../scripts/examples/ids'
import { newStory, type Story } from '../../scripts/examples/story'
import { ACCESS, expectGolden, mailAbout, scanStory, type Findings } from './scenario'

const detonator = user('detonator', { ip: ACCESS, userAgent: 'stratus-red-team_00000000-0000-0000-0000-000000000001' })
const azure = person('detonator@example.com', 0x51, { ip: ACCESS })
const targets = [1, 2, 3].map(instance)

const NEW = { 'first-seen-caller': 'medium', 'first-seen-caller-on-target': 'low' }
const NEW_TARGET = { 'first-seen-caller-on-target': 'low' }

/** The techniques that run something on machines, each with the polling it does. */
const TECHNIQUES: readonly {
  readonly technique: string
  readonly write: (story: Story) => void
  readonly expected: Findings
}[] = [
  {
    technique: 'aws.execution.ssm-send-command',
    write: (story) => {
      for (const second of ['00', '05', '10'])
        story.trail.push(
          story.cloudTrail.call(`2026-03-02T10:00:${second}.000Z`, detonator, 'ssm:DescribeInstanceInformation', {
            maxResults: 50,
          }),
        )
      const commandId = story.send('2026-03-02T10:01:00.000Z', detonator, { instances: targets }, [
        'echo "id=$(id), hostname=$(hostname)"',
      ])
      for (const target of targets)
        story.trail.push(
          story.cloudTrail.call('2026-03-02T10:01:05.000Z', detonator, 'ssm:GetCommandInvocation', {
            commandId,
            instanceId: target,
          }),
        )
    },
    expected: { '02 10:01:00 ssm:SendCommand': { ...NEW, 'suspicious-command': 'low' } },
  },
  {
    technique: 'aws.execution.ssm-start-session',
    write: (story) => {
      for (const [place, target] of targets.entries()) {
        story.trail.push(story.cloudTrail.startSession(`2026-03-02T11:00:0${place}.000Z`, detonator, target))
        story.trail.push(
          story.cloudTrail.call(`2026-03-02T11:00:1${place}.000Z`, detonator, 'ssm:TerminateSession', {
            sessionId: 'session-1',
          }),
        )
      }
    },
    expected: {
      '02 11:00:00 ssm:StartSession': NEW,
      '02 11:00:01 ssm:StartSession': NEW_TARGET,
      '02 11:00:02 ssm:StartSession': NEW_TARGET,
    },
  },
  {
    technique: 'aws.lateral-movement.ec2-instance-connect',
    write: (story) => {
      for (const [place, target] of targets.entries())
        story.trail.push(
          story.cloudTrail.call(
            `2026-03-02T12:00:0${place}.000Z`,
            detonator,
            'ec2-instance-connect:SendSSHPublicKey',
            { instanceId: target, instanceOSUser: 'ec2-user', sSHPublicKey: 'ssh-ed25519 AAAAEXAMPLE' },
            { success: true },
          ),
        )
    },
    expected: {
      '02 12:00:00 ec2-instance-connect:SendSSHPublicKey': NEW,
      '02 12:00:01 ec2-instance-connect:SendSSHPublicKey': NEW_TARGET,
      '02 12:00:02 ec2-instance-connect:SendSSHPublicKey': NEW_TARGET,
    },
  },
  {
    technique: 'aws.lateral-movement.ec2-serial-console-send-ssh-public-key',
    write: (story) => {
      story.trail.push(
        story.cloudTrail.call('2026-03-02T12:30:00.000Z', detonator, 'ec2:EnableSerialConsoleAccess', {
          EnableSerialConsoleAccessRequest: '',
        }),
      )
      story.trail.push(
        story.cloudTrail.call(
          '2026-03-02T12:30:10.000Z',
          detonator,
          'ec2-instance-connect:SendSerialConsoleSSHPublicKey',
          { instanceId: targets[0], serialPort: 0, monitorMode: false, sSHPublicKey: 'ssh-ed25519 AAAAEXAMPLE' },
          { success: true },
        ),
      )
    },
    expected: {
      '02 12:30:00 ec2:EnableSerialConsoleAccess': { 'access-settings-changed': 'low' },
      '02 12:30:10 ec2-instance-connect:SendSerialConsoleSSHPublicKey': NEW,
    },
  },
  {
    technique: 'aws.execution.ec2-user-data',
    write: (story) =>
      void story.trail.push(
        ...story.cloudTrail.changeUserData(
          ['2026-03-02T13:00:00.000Z', '2026-03-02T13:00:40.000Z', '2026-03-02T13:01:00.000Z'],
          detonator,
          instance(1),
        ),
      ),
    expected: { '02 13:00:40 ec2:ModifyInstanceAttribute': NEW },
  },
  {
    technique: 'azure.execution.vm-run-command',
    write: (story) =>
      story.operation(
        '2026-03-02T14:00:00.000Z',
        azure,
        'Microsoft.Compute/virtualMachines/runCommand/action',
        vm('vm-stratus'),
      ),
    expected: { '02 14:00:00 microsoft.compute/virtualmachines/runcommand/action': NEW },
  },
  {
    technique: 'azure.execution.vm-custom-script-extension',
    write: (story) =>
      story.operation(
        '2026-03-02T15:00:00.000Z',
        azure,
        'Microsoft.Compute/virtualMachines/extensions/write',
        `${vm('vm-stratus')}/extensions/CustomScriptExtension-Stratus-Example`,
      ),
    expected: {
      '02 15:00:00 microsoft.compute/virtualmachines/extensions/write': { ...NEW, 'extension-deployment': 'medium' },
    },
  },
]

describe('Stratus Red Team', () => {
  it.each(TECHNIQUES)('is seen with $technique, and not while it polls', async ({ technique, write, expected }) => {
    const story = newStory()
    write(story)
    const { findings, alerts } = await scanStory(story)
    expect(findings).toEqual(expected)
    if (technique === 'aws.execution.ssm-send-command')
      expectGolden('stratus-red-team', mailAbout(alerts, 'suspicious-command'))
  })
})
