import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns'
import type { RedactedAlert } from '../../shared/model/redacted-alert'
import type { Sink } from '../../shared/pipeline/ports'
import type { TopicMessage } from '../../shared/render/topic-message'
import { publishInput } from '../adapters/sns-input'

/** Publishes each alert to one topic in the form that topic wants. */
export const snsSink = (
  name: string,
  client: SNSClient,
  topicArn: string,
  form: (alert: RedactedAlert) => TopicMessage,
): Sink => ({
  name,
  send: async (alert) => {
    await client.send(new PublishCommand(publishInput(topicArn, form(alert))))
  },
})
