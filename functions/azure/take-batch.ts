import type { Provider } from '../../shared/model/provider'
import type { Detector } from '../../shared/pipeline/detector'
import { processBatch, type Unprocessed } from '../../shared/pipeline/process-batch'
import { sampleAlert } from '../../shared/pipeline/sample-alert'
import { sendToSinks } from '../../shared/pipeline/send-to-sinks'
import { azureProvider } from '../../shared/providers/azure'
import { endpointProvider } from '../../shared/providers/endpoint'
import { readMessages } from './messages'

/** What the hubs deliver: the Activity Log, and process events of guests. */
const HUB_PROVIDERS: readonly Provider[] = [azureProvider, endpointProvider]

/** Not all of a batch could be processed: it must come again. What is done is recognised then. @internal */
export class BatchUnfinished extends Error {
  override readonly name = 'BatchUnfinished'
}

/**
 * Takes a batch of messages through the detector, each record on its own. Rejects with BatchUnfinished while the
 * batch may come again. On the last attempt nothing relies on throwing, because the trigger goes on past a failed
 * batch: what could not be processed goes to quarantine, from which it is replayed. Rejects then only when the
 * quarantine itself is out of reach.
 */
export const takeBatch = async (
  detector: Detector,
  messages: readonly unknown[],
  isLastAttempt: boolean,
): Promise<void> => {
  const { values, selftests } = readMessages(messages)
  const unprocessed = await processBatch(detector, values, HUB_PROVIDERS)
  for (const mark of selftests)
    await sendToSinks(detector, { ...sampleAlert(detector.ports.clock.now(), 'test'), id: mark })
  if (unprocessed.length === 0) return
  const left = isLastAttempt ? await quarantineAll(detector, unprocessed) : unprocessed
  const first = left[0]
  if (first !== undefined)
    throw new BatchUnfinished(
      `${left.length} records were not processed; the first: ${first.error.name}: ${first.error.message}`,
    )
}

/** Resolves to what could not be quarantined either. */
const quarantineAll = async (
  { ports }: Detector,
  unprocessed: readonly Unprocessed[],
): Promise<readonly Unprocessed[]> => {
  const left: Unprocessed[] = []
  for (const entry of unprocessed) {
    try {
      await ports.quarantine.put({
        reason: `not processed in any attempt: ${entry.error.name}: ${entry.error.message}`,
        format: entry.raw.format,
        body: entry.raw.body,
        at: ports.clock.now(),
      })
      ports.metrics.count('RecordsQuarantined')
    } catch {
      left.push(entry)
    }
  }
  return left
}
