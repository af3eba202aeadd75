import type { TableServiceClientOptions } from '@azure/data-tables'
import { SECOND } from '../../shared/model/time'

type Policy = NonNullable<TableServiceClientOptions['additionalPolicies']>[number]

/** Time for one try; point reads and writes take milliseconds. */
const TRY_MS = 3 * SECOND

/**
 * Ends a try that gets no answer and lets the client try again: by itself it waits for ever, and takes an end by
 * time for the caller's own wish.
 */
export const timeoutPolicy: Policy = {
  position: 'perRetry',
  policy: {
    name: 'runwardenTimeout',
    sendRequest: async (request, next) => {
      request.timeout = TRY_MS
      try {
        return await next(request)
      } catch (cause) {
        const isOurs = cause instanceof Error && cause.name === 'AbortError' && request.abortSignal?.aborted !== true
        throw isOurs
          ? Object.assign(new Error(`no answer within ${TRY_MS} ms`), { name: 'RestError', code: 'ETIMEDOUT' })
          : cause
      }
    },
  },
}
