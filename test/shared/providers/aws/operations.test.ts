import {
  AWS_OPERATIONS,
  findOperation,
  operationName,
  TAMPERING_OPERATIONS,
} from '../../../../shared/providers/aws/operations'

describe('the table of operations', () => {
  it('names every operation once', () => {
    const names = AWS_OPERATIONS.map(({ name }) => name)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })

  it.each(AWS_OPERATIONS.map((operation) => [operation.name, operation] as const))(
    '%s reads as "it runs ..."',
    (name, { runs }) => {
      expect(name).toMatch(/^[a-z0-9-]+:[A-Z][A-Za-z]+$/)
      expect(runs).toMatch(/^[a-z][^.]+$/)
    },
  )

  it('marks what CloudTrail marks read-only: all of discovery, and one call beside it', () => {
    expect(
      AWS_OPERATIONS.filter(({ readOnly }) => readOnly === true)
        .filter(({ family }) => family !== 'discovery')
        .map(({ name }) => name),
    ).toEqual(['ssm:GetAccessToken'])
    expect(AWS_OPERATIONS.filter(({ family, readOnly }) => family === 'discovery' && readOnly !== true)).toEqual([])
  })

  it.each([
    ['ssm.amazonaws.com', 'SendCommand', 'ssm:SendCommand'],
    ['ec2-instance-connect.amazonaws.com', 'SendSSHPublicKey', 'ec2-instance-connect:SendSSHPublicKey'],
    ['lambda.amazonaws.com', 'UpdateFunctionCode20150331v2', 'lambda:UpdateFunctionCode'],
    ['lambda.amazonaws.com', 'DeleteFunction20150331', 'lambda:DeleteFunction'],
    ['lambda.amazonaws.com', 'DeleteFunctionEventInvokeConfig', 'lambda:DeleteFunctionEventInvokeConfig'],
    ['ssm.amazonaws.com', 'Odd20150331', 'ssm:Odd20150331'],
    ['ssm', 'SendCommand', 'ssm:SendCommand'],
  ])('%s and %s are %s', (source, event, name) => {
    expect(operationName(source, event)).toBe(name)
  })

  it.each([
    ['the session service of QLDB, which has a SendCommand too', 'session.qldb.amazonaws.com', 'SendCommand'],
    ['a new machine', 'ec2.amazonaws.com', 'RunInstances'],
    ['a name in other case', 'ssm.amazonaws.com', 'sendcommand'],
    ['the agent', 'ssm.amazonaws.com', 'UpdateInstanceInformation'],
    ['a member every object has', 'ssm.amazonaws.com', 'constructor'],
  ])('does not know %s', (_name, source, event) => {
    expect(findOperation(operationName(source, event))).toBeUndefined()
  })

  it('knows which operations can hurt Runwarden itself, whatever their family', () => {
    const names = TAMPERING_OPERATIONS.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['events:DisableRule', 'iam:AttachRolePolicy', 'iam:PutRolePolicy']))
    expect(names).not.toContain('iam:PutUserPolicy')
    expect(names).not.toContain('ssm:SendCommand')
  })
})
