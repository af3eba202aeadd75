import { PublishCommand, type MessageAttributeValue, type SNSClient } from '@aws-sdk/client-sns'
import type { Alert } from '../../shared/model/alert'
import type { Sink } from '../../shared/pipeline/ports'

/**
 * Most bytes of a message body. The limit of 262,144 counts body and attributes
 * (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html).
 */
export const SNS_BODY_MAX = 250_000

/** How one topic wants an alert: its subject, if it has one, and its body within a number of bytes. */
export interface Message {
  readonly subject: string | null
  readonly body: string
}

const text = (value: string): MessageAttributeValue => ({ DataType: 'String', StringValue: value })

/** Attributes for filter policies: severity, cloud, account, kind, and the rules as a list. */
const attributesOf = ({ severity, cloud, account, kind, findings }: Alert): Record<string, MessageAttributeValue> => ({
  severity: text(severity),
  cloud: text(cloud),
  account: text(account ?? 'unknown'),
  kind: text(kind),
  rule: { DataType: 'String.Array', StringValue: JSON.stringify([...new Set(findings.map(({ rule }) => rule))]) },
})

/** Publishes each alert to one topic in the form that topic wants. */
export const snsSink = (name: string, client: SNSClient, topicArn: string, form: (alert: Alert) => Message): Sink => ({
  name,
  send: async (alert) => {
    const { subject, body } = form(alert)
    await client.send(new PublishCommand({ TopicArn: topicArn, Message: body, MessageAttributes: attributesOf(alert), ...(subject === null ? {} : { Subject: subject }) }))
  },
})
