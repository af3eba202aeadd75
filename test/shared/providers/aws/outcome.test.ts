import { readOutcome } from '../../../../shared/providers/aws/outcome'

describe('readOutcome', () => {
  it.each([
    ['succeeded', null],
    ['denied', 'AccessDenied'],
    ['denied', 'AccessDeniedException'],
    ['denied', 'Client.UnauthorizedOperation'],
    ['denied', 'UnauthorizedOperation'],
    ['denied', 'Forbidden'],
    ['denied', 'Unauthorized'],
    ['denied', 'UnauthorizedException'],
    ['denied', 'NotAuthorized'],
    ['denied', 'NotAuthorizedException'],
    ['failed', 'ForbiddenException'],
    ['failed', 'accessdenied'],
    ['failed', 'KMSAccessDenied'],
    ['failed', 'InvalidInstanceId'],
    ['failed', 'ThrottlingException'],
    ['failed', 'Client.DryRunOperation'],
    ['failed', 'TargetNotConnected'],
  ] as const)('is %s for the code %s', (outcome, errorCode) => {
    expect(readOutcome({ errorCode, errorMessage: null })).toBe(outcome)
  })

  it('is failed for a message without a code', () => {
    expect(readOutcome({ errorCode: null, errorMessage: 'it did not work' })).toBe('failed')
  })
})
