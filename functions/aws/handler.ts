import { NATIVE, judgeAlone } from '../../shared/pipeline/process-native'
import { processBatch } from '../../shared/pipeline/process-batch'
import { sampleAlert } from '../../shared/pipeline/sample-alert'
import { sendToSinks } from '../../shared/pipeline/send'
import { sweep } from '../../shared/pipeline/sweep'
import { compose, type Composition } from './compose'
import { deliveryOf, type SqsMessage } from './delivery'
import { rememberDigest } from './digest'
import { redrive } from './redrive'
import { checkTrail } from './trail'

let composed: Promise<Composition> | undefined

/** One composition for each container; a failed one is tried anew with the next event. */
const composition = (): Promise<Composition> => {
  composed ??= compose().catch((cause: unknown) => {
    composed = undefined
    throw cause
  })
  return composed
}

interface SqsAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[]
}

/**
 * Everything the function is called for: events of the bus, the heartbeat, messages of its queues, self tests. Rejects when a record
 * must come again, so that the service's own retries and the failure queue take over.
 */
export const handler = async (event: unknown): Promise<SqsAnswer | undefined> => {
  const parts = await composition()
  const delivery = deliveryOf(event)
  try {
    switch (delivery.kind) {
      case 'heartbeat':
        await heartbeat(parts)
        return undefined
      case 'selftest':
        await sendToSinks(parts.detector, { ...sampleAlert(parts.detector.ports.clock.now(), 'test'), id: delivery.mark })
        return undefined
      case 'messages':
        return { batchItemFailures: await takeMessages(parts, delivery.messages) }
      case 'values':
        await take(parts, delivery.values)
        return undefined
    }
  } finally {
    parts.print(parts.metrics.line({ kind: delivery.kind }))
  }
}

const take = async ({ detector }: Composition, values: readonly unknown[]): Promise<void> => {
  const unprocessed = await processBatch(detector, values)
  const first = unprocessed[0]
  if (first !== undefined) throw first.error
}

/** Each message on its own: what fails comes again, the others do not. */
const takeMessages = async (parts: Composition, messages: readonly SqsMessage[]): Promise<readonly { readonly itemIdentifier: string }[]> => {
  const failed: { readonly itemIdentifier: string }[] = []
  for (const { id, body } of messages) {
    try {
      await rememberDigest(parts.detector, body)
    } catch (cause) {
      console.error(JSON.stringify({ level: 'ERROR', service: 'runwarden', message: 'message not taken', error: cause instanceof Error ? cause.message : String(cause) }))
      failed.push({ itemIdentifier: id })
    }
  }
  return failed
}

/** Every five minutes: what is due, what failed before, and whether the trail still logs. One part's failure never stops the others. */
const heartbeat = async (parts: Composition): Promise<void> => {
  const { detector } = parts
  const outcomes = await Promise.allSettled([sweep(detector, { [NATIVE]: judgeAlone }), redrive(parts, (values) => take(parts, values)), checkTrail(parts)])
  if (outcomes[0].status === 'fulfilled') parts.metrics.count('Heartbeats')
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') {
      const detail = outcome.reason instanceof Error ? `${outcome.reason.name}: ${outcome.reason.message}` : String(outcome.reason)
      await detector.ports.health.notice('Part of the heartbeat failed', detail)
    }
  }
}
