import { activityOf, call, normalizeBody, readFixture, type Body } from './fixture'

const isAutomatic = (body: Body): boolean => activityOf(normalizeBody(body)).automatic

const bySystemsManager: Body = { sourceIPAddress: 'ssm.amazonaws.com', userAgent: 'ssm.amazonaws.com' }

const role = (name: string, session: string, over: Body = {}): Body => ({
  userIdentity: {
    type: 'AssumedRole',
    arn: `arn:aws:sts::123456789012:assumed-role/${name}/${session}`,
    accountId: '123456789012',
    ...over,
  },
})

const send = (over: Body, request: Body = {}): Body =>
  call(
    'ssm:SendCommand',
    { instanceIds: ['i-0123456789abcdef0'], documentName: 'AWS-RunShellScript', ...request },
    over,
  )

describe('calls that Systems Manager makes itself', () => {
  it.each([
    ['State Manager, for an association', readFixture('send-command-star-state-manager')],
    ['an automation, with the role it was given', readFixture('send-command-by-automation')],
    [
      'a maintenance window, by its client name',
      send({ ...role('Example-Windows', 'x'), ...bySystemsManager }, { clientName: 'MaintenanceWindow' }),
    ],
    ['the service itself', send({ userIdentity: { type: 'AWSService', invokedBy: 'ssm.amazonaws.com' } })],
    [
      'its service-linked role under any session',
      send({ ...role('AWSServiceRoleForAmazonSSM', 'other'), ...bySystemsManager }),
    ],
  ])('are automatic: %s', (_name, body) => {
    expect(isAutomatic(body)).toBe(true)
  })

  it.each([
    [
      'a person who calls a session like an automation',
      send(role('Example-Admin', 'Automation-00000000-0000-0000-0000-000000000001')),
    ],
    ['a person who names State Manager as client', send(role('Example-Admin', 'x'), { clientName: 'StateManager' })],
    ['an event rule', readFixture('start-automation-by-event-rule')],
    [
      'Fleet Manager',
      send({ ...role('Example-Admin', 'Automation-x'), sourceIPAddress: 'ssm-guiconnect.amazonaws.com' }),
    ],
    [
      'Inspector',
      send({
        ...role('AWSServiceRoleForAmazonInspector2', 'x', { invokedBy: 'inspector2.amazonaws.com' }),
        sourceIPAddress: 'inspector2.amazonaws.com',
      }),
    ],
    [
      'Systems Manager for a caller, without a mark of association, window or automation',
      send({ ...role('Example-Admin', 'alice'), ...bySystemsManager }),
    ],
    ['an ordinary call', readFixture('send-command')],
  ])('are not: %s', (_name, body) => {
    expect(isAutomatic(body)).toBe(false)
  })
})
