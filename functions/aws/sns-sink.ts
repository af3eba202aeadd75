import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns'
import type { Alert } from '../../shared/model/alert'
import type { Sink } from '../../shared/pipeline/ports'
import type { TopicMessage } from '../../shared/render/topic-message'

/** Publishes each alert to one topic in the form that topic wants. */
export const snsSink = (
  name: string,
  client: SNSClient,
  topicArn: string,
  form: (alert: Alert) => TopicMessage,
): Sink => ({
  name,
  send: async (alert) => {
    const { subject, body, attributes } = form(alert)
    await client.send(
      new PublishCommand({
        TopicArn: topicArn,
        Message: body,
        MessageAttributes: { ...attributes },
        ...(subject === null ? {} : { Subject: subject }),
      }),
    )
  },
})
