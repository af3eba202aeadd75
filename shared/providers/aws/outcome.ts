import type { Outcome } from '../../model/activity'
import type { CloudTrailRecord } from './cloudtrail'

const DENIED = /^AccessDenied|UnauthorizedOperation$|^Forbidden$|^Unauthorized|^NotAuthorized/

/**
 * Outcome of a call (semantics.md, "Outcome"). Systems Manager answers `AccessDenied`, EC2
 * `Client.UnauthorizedOperation`; every other code is a failure. A message without a code is one too: no call that went
 * through carries a message.
 */
export const readOutcome = ({
  errorCode,
  errorMessage,
}: Pick<CloudTrailRecord, 'errorCode' | 'errorMessage'>): Outcome => {
  if (errorCode === null) return errorMessage === null ? 'succeeded' : 'failed'
  return DENIED.test(errorCode) ? 'denied' : 'failed'
}
