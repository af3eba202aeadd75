import { deniedResource } from '../../../../shared/providers/aws/denied-resource'

const message = (resource: string): string =>
  'User: arn:aws:sts::123456789012:assumed-role/Example-Web/i-0123456789abcdef2 is not authorized to perform: ' +
  `ssm:SendCommand on resource: ${resource}`

describe('deniedResource', () => {
  it.each([
    [
      'at the end of the message',
      message('arn:aws:ssm:eu-west-1::document/AWS-RunShellScript'),
      'arn:aws:ssm:eu-west-1::document/AWS-RunShellScript',
    ],
    [
      'before the reason',
      `${message('arn:aws:ec2:eu-west-1:123456789012:instance/i-0123456789abcdef0')} because no identity-based ` +
        'policy allows it',
      'arn:aws:ec2:eu-west-1:123456789012:instance/i-0123456789abcdef0',
    ],
    [
      'with its id in quotation marks',
      message('arn:aws:ssm:eu-west-1:123456789012:managed-instance/"mi-0123456789abcdef0"'),
      'arn:aws:ssm:eu-west-1:123456789012:managed-instance/mi-0123456789abcdef0',
    ],
    [
      'before a full stop',
      message('arn:aws:ecs:eu-west-1:123456789012:task/example/0123.'),
      'arn:aws:ecs:eu-west-1:123456789012:task/example/0123',
    ],
    ['not the caller, when the resource is a star', message('*'), null],
    ['nothing in another message', 'Instances [[i-0123456789abcdef0]] not in a valid state', null],
    ['nothing without a message', null, null],
  ])('finds the resource %s', (_name, text, expected) => {
    expect(deniedResource(text)).toBe(expected)
  })
})
