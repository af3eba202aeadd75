import type { Clock } from '../../../shared/model/clock'
import { describeError } from '../../../shared/model/errors'
import { SECOND } from '../../../shared/model/time'

/** How long AWS is left alone after it could not be reached. */
const PAUSE_MS = 30 * SECOND

/**
 * What SNS says of one message, not of itself
 * (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html#API_Publish_Errors).
 */
const isAboutMessage = (cause: unknown): boolean => cause instanceof Error && cause.name.startsWith('InvalidParameter')

/** AWS could not be reached a moment ago: the alert waits in the retry store. @internal */
export class NotReachable extends Error {
  override readonly name = 'NotReachable'
}

/**
 * Lets calls through until one fails, then rejects all for half a minute: with AWS down, every alert would else wait
 * for all tries to time out, and so would the partition behind it and the heartbeat that tries the waiting ones again.
 */
export const failingFast = (clock: Clock): (<T>(call: () => Promise<T>) => Promise<T>) => {
  let closedUntil = 0
  let because = ''
  return async (call) => {
    if (clock.now() < closedUntil) throw new NotReachable(`not tried: a moment ago AWS answered ${because}`)
    try {
      return await call()
    } catch (cause) {
      if (!isAboutMessage(cause)) {
        closedUntil = clock.now() + PAUSE_MS
        because = describeError(cause)
      }
      throw cause
    }
  }
}
