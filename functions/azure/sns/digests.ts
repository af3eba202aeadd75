import type { Activity } from '../../../shared/model/activity'
import type { Publisher } from './sns-sink'

/** What the AWS half is told of each activity, so that it can see one person at work in both clouds. */
interface Digest {
  readonly schema: 'runwarden.digest/1'
  readonly id: string
  readonly at: number
  readonly human: string | null
  readonly address: string | null
  readonly asn: number | null
  readonly family: string
}

/** Messages of one call (https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html). */
const BATCH = 10

/** Digests that wait; beyond it the newest are dropped. */
const MAX_WAITING = 1_000

export interface Digests {
  /** Takes a digest along; returns at once and never fails. */
  readonly offer: (activity: Activity, asn: number | null) => void
  /** Digests that were dropped or not published since the last question. */
  readonly lost: () => number
}

/**
 * Publishes digests of judged activities to their own topic. Nothing ever waits for them: they go out beside the work, ten at a time,
 * and what cannot be published is counted and forgotten.
 */
export const snsDigests = ({ client, guard }: Publisher, topicArn: string | null): Digests => {
  const waiting: Digest[] = []
  let lost = 0
  let busy = false

  const drain = async (): Promise<void> => {
    busy = true
    for (let batch = waiting.splice(0, BATCH); batch.length > 0; batch = waiting.splice(0, BATCH))
      lost += await publish(batch)
    busy = false
  }
  const publish = async (batch: readonly Digest[]): Promise<number> => {
    try {
      const { PublishBatchCommand } = await import('@aws-sdk/client-sns')
      const entries = batch.map((digest, index) => ({ Id: String(index), Message: JSON.stringify(digest) }))
      const { Failed } = await guard(async () =>
        (await client()).send(
          new PublishBatchCommand({ TopicArn: topicArn ?? '', PublishBatchRequestEntries: entries }),
        ),
      )
      return Failed?.length ?? 0
    } catch {
      return batch.length
    }
  }

  return {
    offer: (activity, asn) => {
      const digest = digestOf(activity, asn)
      if (topicArn === null || digest === null) return
      if (waiting.length >= MAX_WAITING) lost++
      else waiting.push(digest)
      if (!busy) void drain()
    },
    lost: () => {
      const count = lost
      lost = 0
      return count
    },
  }
}

/** Null where nothing could be recognised in the other cloud: no address and no name people sign in with. */
const digestOf = ({ id, at, actor, source, family }: Activity, asn: number | null): Digest | null => {
  const human = actor.human === true ? actor.display : null
  const address = source.kind === 'address' ? source.ip : null
  return human === null && address === null
    ? null
    : { schema: 'runwarden.digest/1', id, at, human, address, asn, family }
}
