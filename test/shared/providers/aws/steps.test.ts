import type { Normalized } from '../../../../shared/model/normalized'
import { MACHINE, normalizeBody, normalizeFixture, readFixture, type Body } from './fixture'

const summary = (result: Normalized): unknown =>
  result.kind === 'step'
    ? [result.step.operation, ...result.step.subjects]
    : result.kind === 'ignored'
      ? result.reason
      : result.kind

const changed = (name: string, over: Body): Body => ({ ...readFixture(name), ...over })

const sameAccount = {
  type: 'AssumedRole',
  arn: 'arn:aws:sts::123456789012:assumed-role/Deploy/x',
  accountId: '123456789012',
}

describe('steps of a sequence', () => {
  it.each<[string, Body, unknown]>([
    ['a stop', readFixture('stop-instances'), ['ec2:StopInstances', MACHINE]],
    ['a start', readFixture('start-instances'), ['ec2:StartInstances', MACHINE]],
    [
      'a denied stop',
      changed('stop-instances', { errorCode: 'Client.UnauthorizedOperation' }),
      'the call did not succeed',
    ],
    ['a stop of nothing', changed('stop-instances', { requestParameters: null }), 'the call names no instance'],
    [
      'a role assumed from another account',
      readFixture('assume-role-foreign'),
      ['sts:AssumeRole', 'ASIAIOSFODNN7FOREIGN'],
    ],
    [
      'a role another account was refused',
      changed('assume-role-foreign', { errorCode: 'AccessDenied', responseElements: null }),
      'the call did not succeed',
    ],
    [
      'a role for which no key was issued',
      changed('assume-role-foreign', { responseElements: null }),
      'the call issued no access key',
    ],
    [
      'a role assumed inside its account',
      changed('assume-role-foreign', { userIdentity: sameAccount }),
      'the role was assumed inside its account',
    ],
    ['a role assumed by a service', readFixture('assume-role-by-service'), 'a service assumed its role'],
    [
      'a role assumed by nobody known',
      changed('assume-role-foreign', { userIdentity: null }),
      'the role was assumed inside its account',
    ],
  ])('reads %s', (_name, body, expected) => {
    expect(summary(normalizeBody(body))).toEqual(expected)
  })

  it('keeps who called, in which account, and when', () => {
    const result = normalizeFixture('assume-role-foreign')
    expect(result).toMatchObject({
      kind: 'step',
      step: {
        id: readFixture('assume-role-foreign')['eventID'],
        at: Date.UTC(2026, 0, 10, 3, 14),
        account: '123456789012',
        actor: { key: 'aws:111122223333:account', homeAccount: '111122223333' },
      },
    })
  })

  it('gives a step without an eventID the hash of its record', () => {
    const { eventID: _, ...body } = readFixture('stop-instances')
    expect(normalizeBody(body)).toMatchObject({ kind: 'step', step: { id: expect.stringMatching(/^[0-9a-f]{64}$/) } })
  })
})
