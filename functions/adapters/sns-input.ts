import type { PublishBatchCommandInput, PublishCommandInput } from '@aws-sdk/client-sns'
import type { TopicMessage } from '../../shared/render/topic-message'

/** Most messages of one batch (https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html). */
export const BATCH_MAX = 10

/**
 * Input of a Publish. The client stays with the host: the Lambda begins with it, the function app
 * loads it with the first alert.
 */
export const publishInput = (topicArn: string, { subject, body, attributes }: TopicMessage): PublishCommandInput => ({
  TopicArn: topicArn,
  Message: body,
  ...(Object.keys(attributes).length === 0 ? {} : { MessageAttributes: { ...attributes } }),
  ...(subject === null ? {} : { Subject: subject }),
})

/** Input of a PublishBatch of at most BATCH_MAX bodies, which have neither subject nor attributes. */
export const batchInput = (topicArn: string, bodies: readonly string[]): PublishBatchCommandInput => ({
  TopicArn: topicArn,
  PublishBatchRequestEntries: bodies.map((body, place) => ({ Id: String(place), Message: body })),
})
