import { call, normalizeBody, type Body } from './fixture'

/** Family of the activity, or why there is none. */
const familyOf = (body: Body): string => {
  const result = normalizeBody(body)
  if (result.kind === 'activity') return result.activity.family
  return result.kind === 'ignored' ? `ignored: ${result.reason}` : result.kind
}

const policyOf = (action: string): Body => ({
  roleName: 'Web',
  policyName: 'inline',
  policyDocument: JSON.stringify({ Statement: [{ Effect: 'Allow', Action: [action], Resource: '*' }] }),
})
const NO_USER_DATA = 'ignored: the call sets no user data'
const NOT_SSM = 'ignored: the call does not concern Systems Manager'
const instanceRole = {
  type: 'AssumedRole',
  arn: 'arn:aws:sts::123456789012:assumed-role/Web/i-0123456789abcdef0',
  accountId: '123456789012',
}
const agent = 'aws-sdk-go/1.55.5 amazon-ssm-agent/3.3.987.0'

describe('calls that concern us only by what they ask for', () => {
  it.each<[string, string, unknown, Body, string]>([
    ['user data', 'ec2:ModifyInstanceAttribute', { instanceId: 'i-1', userData: '<sensitiveDataRemoved>' }, {}, 'boot'],
    [
      'user data in the older form',
      'ec2:ModifyInstanceAttribute',
      { instanceId: 'i-1', attribute: 'userData' },
      {},
      'boot',
    ],
    ['user data that is emptied', 'ec2:ModifyInstanceAttribute', { instanceId: 'i-1', userData: '' }, {}, 'boot'],
    [
      'another attribute',
      'ec2:ModifyInstanceAttribute',
      { instanceId: 'i-1', disableApiTermination: { value: true } },
      {},
      NO_USER_DATA,
    ],
    [
      'an attribute in the older form',
      'ec2:ModifyInstanceAttribute',
      { instanceId: 'i-1', attribute: 'kernel', value: 'x' },
      {},
      NO_USER_DATA,
    ],
    ['parameters left out for their size', 'ec2:ModifyInstanceAttribute', { omitted: true }, {}, 'boot'],
    [
      'a launch template with user data',
      'ec2:CreateLaunchTemplate',
      { CreateLaunchTemplateRequest: { LaunchTemplateData: { UserData: 'x' } } },
      {},
      'boot',
    ],
    [
      'a launch template without',
      'ec2:CreateLaunchTemplate',
      { CreateLaunchTemplateRequest: { LaunchTemplateData: { ImageId: 'x' } } },
      {},
      NO_USER_DATA,
    ],
    [
      'a managed policy of Systems Manager',
      'iam:AttachRolePolicy',
      { roleName: 'Web', policyArn: 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore' },
      {},
      'identity',
    ],
    [
      'its older managed policy',
      'iam:AttachRolePolicy',
      { roleName: 'Web', policyArn: 'arn:aws:iam::aws:policy/service-role/AmazonEC2RoleforSSM' },
      {},
      'identity',
    ],
    [
      'another policy of a role, which may be ours',
      'iam:AttachRolePolicy',
      { roleName: 'Web', policyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
      {},
      'protection',
    ],
    [
      'another policy of a user',
      'iam:AttachUserPolicy',
      { userName: 'alice', policyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
      {},
      NOT_SSM,
    ],
    ['a policy that allows commands', 'iam:PutRolePolicy', policyOf('ssm:SendCommand'), {}, 'identity'],
    ['a policy in other case', 'iam:PutRolePolicy', policyOf('SSM:Send*'), {}, 'identity'],
    ['a policy that allows container commands', 'iam:PutRolePolicy', policyOf('ecs:ExecuteCommand'), {}, 'identity'],
    ['a policy of a service whose name only ends alike', 'iam:PutRolePolicy', policyOf('xssm:Do'), {}, 'protection'],
    [
      'a policy that allows something else',
      'iam:PutGroupPolicy',
      { ...policyOf('s3:GetObject'), groupName: 'x', roleName: undefined },
      {},
      NOT_SSM,
    ],
    ['a profile for Systems Manager', 'iam:CreateInstanceProfile', { instanceProfileName: 'SSM' }, {}, 'identity'],
    ['another profile', 'iam:CreateInstanceProfile', { instanceProfileName: 'web' }, {}, NOT_SSM],
    [
      'another role in another profile',
      'iam:AddRoleToInstanceProfile',
      { instanceProfileName: 'web', roleName: 'Web' },
      {},
      NOT_SSM,
    ],
    [
      'another policy of a group',
      'iam:AttachGroupPolicy',
      { groupName: 'x', policyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
      {},
      NOT_SSM,
    ],
    [
      'a policy of a user that allows something else',
      'iam:PutUserPolicy',
      { ...policyOf('s3:GetObject'), userName: 'alice', roleName: undefined },
      {},
      NOT_SSM,
    ],
    [
      'a launch template version without user data',
      'ec2:CreateLaunchTemplateVersion',
      { CreateLaunchTemplateVersionRequest: { LaunchTemplateId: 'lt-1', LaunchTemplateData: { ImageId: 'x' } } },
      {},
      NO_USER_DATA,
    ],
    ['a document read by a person', 'ssm:GetDocument', { name: 'x' }, {}, 'discovery'],
    [
      'a document read by the agent of a machine',
      'ssm:GetDocument',
      { name: 'x' },
      { userIdentity: instanceRole, userAgent: agent },
      'ignored: background of the Systems Manager agent',
    ],
    [
      "a document read with a machine's role by something else",
      'ssm:GetDocument',
      { name: 'x' },
      { userIdentity: instanceRole, userAgent: 'aws-cli/2' },
      'discovery',
    ],
    [
      'a document read by a person who poses as an agent',
      'ssm:GetDocument',
      { name: 'x' },
      { userAgent: agent },
      'discovery',
    ],
  ])('%s', (_name, operation, request, over, expected) => {
    expect(familyOf(call(operation, request, over))).toBe(expected)
  })
})
