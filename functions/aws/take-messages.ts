import { describeError } from '../../shared/model/errors'
import type { Composition } from './compose'
import { taskIn, type SqsMessage } from './delivery'
import { runTask, type Run } from './run-task'

/**
 * Which messages of a batch must come again
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html).
 */
export interface BatchAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[]
}

/** What a message may need at most; with less time left it is not begun, because the whole batch would come again. */
const TIME_FOR_ONE_MS = 10_000

/** Takes each message on its own: what fails comes again, the others do not. */
export const takeMessages = async (run: Run, messages: readonly SqsMessage[]): Promise<BatchAnswer> => {
  const failed: string[] = []
  for (const { id, body } of messages) {
    if (run.remainingMs() < TIME_FOR_ONE_MS || !(await takeMessage(run.parts, body, 'traces'))) failed.push(id)
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) }
}

/**
 * Resolves to whether the message is done with. One that nobody can read is put aside. A
 * heartbeat from a queue is over.
 */
export const takeMessage = async (parts: Composition, body: string, queue: 'traces' | 'failures'): Promise<boolean> => {
  try {
    const task = taskIn(body)
    if (task === null) await putAside(parts, 'message of no known format', body)
    // The right to publish traces is no right to have mails sent or work replaced.
    else if (task.kind === 'deferred' && queue === 'traces') await putAside(parts, 'deferred work among traces', body)
    else if (task.kind !== 'heartbeat') await runTask(parts, task)
    return true
  } catch (cause) {
    parts.log('ERROR', 'message not taken', { error: describeError(cause) })
    return false
  }
}

const putAside = async ({ detector: { ports } }: Composition, reason: string, body: unknown): Promise<void> => {
  await ports.quarantine.put({ reason, format: 'message', body, at: ports.clock.now() })
  ports.metrics.count('RecordsQuarantined')
}
