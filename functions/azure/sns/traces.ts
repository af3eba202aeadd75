import { encodeTrace, type Trace } from '../../../shared/contracts/trace'
import type { TracePort } from '../../../shared/pipeline/ports'
import { BATCH_MAX, batchInput } from '../../adapters/sns-input'
import type { Publisher } from './sns-sink'

/** Traces that wait; beyond it the newest are dropped. */
const MAX_WAITING = 1_000

export interface TracePublisher extends TracePort {
  /** Traces that were dropped or not published since the last question. */
  readonly lost: () => number
}

/**
 * Publishes traces to their own topic. Nothing ever waits for them: they go out beside the work, ten at a time, and
 * what cannot be published is counted and forgotten.
 */
export const tracePublisher = ({ client, guard }: Publisher, topicArn: string | null): TracePublisher => {
  const waiting: Trace[] = []
  let lost = 0
  let busy = false

  const drain = async (topic: string): Promise<void> => {
    busy = true
    for (let batch = waiting.splice(0, BATCH_MAX); batch.length > 0; batch = waiting.splice(0, BATCH_MAX))
      lost += await publish(topic, batch)
    busy = false
  }
  const publish = async (topic: string, batch: readonly Trace[]): Promise<number> => {
    try {
      const { PublishBatchCommand } = await import('@aws-sdk/client-sns')
      const command = new PublishBatchCommand(batchInput(topic, batch.map(encodeTrace)))
      const { Failed } = await guard(async () => (await client()).send(command))
      return Failed?.length ?? 0
    } catch {
      return batch.length
    }
  }

  return {
    offer: async (trace) => {
      if (topicArn === null) return
      if (waiting.length >= MAX_WAITING) lost++
      else waiting.push(trace)
      if (!busy) void drain(topicArn)
    },
    lost: () => {
      const count = lost
      lost = 0
      return count
    },
  }
}
