import type { Targets } from '../../../../shared/model/activity'
import { activityOf, call, normalizeBody, readFixture, type Body } from './fixture'

const touched = (operation: string, request: unknown, over: Body = {}): Targets =>
  activityOf(normalizeBody(call(operation, request, over))).targets

describe('operations that can hurt Runwarden', () => {
  it('lists the ARNs that the record lists beside the parameters', () => {
    expect(activityOf(normalizeBody(readFixture('table-write'))).targets).toEqual({
      kind: 'listed',
      ids: ['Runwarden-State', 'arn:aws:dynamodb:eu-west-1:123456789012:table/Runwarden-State'],
    })
    expect(activityOf(normalizeBody(readFixture('update-function-code'))).targets).toEqual({
      kind: 'listed',
      ids: ['Runwarden-Detector', 'arn:aws:lambda:eu-west-1:123456789012:function:Runwarden-Detector'],
    })
  })

  it('names what a denied call was aimed at', () => {
    const message =
      'User: x is not authorized to perform: events:DisableRule on resource: ' +
      'arn:aws:events:eu-west-1:123456789012:rule/Runwarden-ssm because of y'
    expect(touched('events:DisableRule', null, { errorCode: 'AccessDenied', errorMessage: message })).toEqual({
      kind: 'listed',
      ids: ['arn:aws:events:eu-west-1:123456789012:rule/Runwarden-ssm'],
    })
  })

  it('names the role even when its new policy is about Systems Manager', () => {
    const policyDocument = '{"Statement":[{"Effect":"Deny","Action":["sns:*","ssm:*"],"Resource":"*"}]}'
    expect(
      activityOf(
        normalizeBody(call('iam:PutRolePolicy', { roleName: 'Runwarden-Detector', policyName: 'x', policyDocument })),
      ),
    ).toMatchObject({ family: 'identity', targets: { kind: 'listed', ids: ['Runwarden-Detector'] } })
  })
})
