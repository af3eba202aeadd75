import { describeError } from '../../shared/model/errors'
import { composition } from './compose'
import { deliveryOf } from './delivery'
import { heartbeat } from './heartbeat'
import { runTask, type Run } from './run-task'
import { takeMessages, type BatchAnswer } from './take-messages'

/** The part of Lambda's context that is used. */
interface LambdaContext {
  readonly invokedFunctionArn: string
  readonly awsRequestId: string
  readonly getRemainingTimeInMillis: () => number
}

/**
 * Everything the function is called for: events of the bus, the heartbeat, messages of its queues, self
 * tests. Rejects when an event must come again, so that the service's own retries and the failure queue take
 * over. Writes one log line a run.
 */
export const handler = async (event: unknown, context: LambdaContext): Promise<BatchAnswer | undefined> => {
  const startedAt = performance.now()
  const parts = await composition(context.invokedFunctionArn)
  const run: Run = { parts, remainingMs: () => context.getRemainingTimeInMillis() }
  const delivery = deliveryOf(event)
  let error: string | null = null
  try {
    if (delivery.kind === 'messages') return await takeMessages(run, delivery.messages)
    if (delivery.kind === 'heartbeat') await heartbeat(run)
    else await runTask(parts, delivery)
    return undefined
  } catch (cause) {
    error = describeError(cause)
    throw cause
  } finally {
    const fields = {
      requestId: context.awsRequestId,
      kind: delivery.kind,
      durationMs: Math.round(performance.now() - startedAt),
      ...(error === null ? {} : { error }),
    }
    parts.log(error === null ? 'INFO' : 'ERROR', 'run', { ...fields, ...parts.metrics.take() })
  }
}
