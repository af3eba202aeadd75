import type { SNSClient } from '@aws-sdk/client-sns'
import type { RedactedAlert } from '../../../shared/model/redacted-alert'
import { describeError } from '../../../shared/model/errors'
import type { Sink } from '../../../shared/pipeline/ports'
import type { TopicMessage } from '../../../shared/render/topic-message'
import { publishInput } from '../../adapters/sns-input'
import type { Log } from '../log'

/** Publishes to the topics of one AWS account. */
export interface Publisher {
  /** The client, with credentials that renew themselves; rejects when no role or audience is configured. */
  readonly client: () => Promise<SNSClient>
  readonly guard: <T>(call: () => Promise<T>) => Promise<T>
}

/**
 * Publishes each alert to one topic in the form that topic wants. A failure is a log line of its own, on which an alert
 * rule stands, and rejects: the pipeline remembers the alert for this way out and tries it again for 24 hours.
 */
export const snsSink = (
  name: string,
  { client, guard }: Publisher,
  topicArn: string | null,
  form: (alert: RedactedAlert) => TopicMessage,
  log: Log,
): Sink => ({
  name,
  send: async (alert) => {
    try {
      if (topicArn === null)
        throw new Error(
          'no topic is configured: got no RUNWARDEN_TOPIC_ARN, expected the topic of the AWS half; connect it ' +
            'and deploy again',
        )
      const { PublishCommand } = await import('@aws-sdk/client-sns')
      const command = new PublishCommand(publishInput(topicArn, form(alert)))
      await guard(async () => (await client()).send(command))
    } catch (cause) {
      log('error', {
        event: 'RunwardenDeliveryFailed',
        sink: name,
        alert: alert.id,
        severity: alert.severity,
        error: describeError(cause),
      })
      throw cause
    }
  },
})
