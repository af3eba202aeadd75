import type { Alert } from '../model/alert'
import { chatNotification } from './chat'
import type { RenderContext } from './context'
import { alertJson } from './json'
import { jsonText } from './json-text'
import { alertSubject } from './subject'
import { alertText } from './text'

/**
 * Most bytes of a message body. SNS's limit of 262,144 counts body and attributes
 * (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html).
 */
const BODY_MAX = 250_000

export interface MessageAttribute {
  readonly DataType: 'String' | 'String.Array'
  readonly StringValue: string
}

/** What a topic is given. The attributes are for filter policies: severity, cloud, account, kind, and the rules as a list. */
export interface TopicMessage {
  readonly subject: string | null
  readonly body: string
  readonly attributes: Readonly<Record<string, MessageAttribute>>
}

/** The alert as a mail. */
export const mailMessage = (alert: Alert, context: RenderContext): TopicMessage => ({
  subject: alertSubject(alert, context),
  body: alertText(alert, context, { maxBytes: BODY_MAX }),
  attributes: attributesOf(alert),
})

/** The alert as JSON; one that is too large goes without its command text, which is kept under its id. */
export const jsonMessage = (alert: Alert): TopicMessage => {
  const whole = jsonText(alertJson(alert))
  const fits = new TextEncoder().encode(whole).length <= BODY_MAX
  const body = fits ? whole : jsonText(alertJson({ ...alert, command: { ...alert.command, text: null, hidden: 'left out for its size; the whole alert is kept under its id' } }))
  return { subject: null, body, attributes: attributesOf(alert) }
}

/** The alert as a custom notification of Amazon Q Developer in chat applications. */
export const chatMessage = (alert: Alert, context: RenderContext): TopicMessage => ({ subject: null, body: jsonText(chatNotification(alert, context)), attributes: attributesOf(alert) })

const text = (value: string): MessageAttribute => ({ DataType: 'String', StringValue: value })

const attributesOf = ({ severity, cloud, account, kind, findings }: Alert): Readonly<Record<string, MessageAttribute>> => ({
  severity: text(severity),
  cloud: text(cloud),
  account: text(account ?? 'unknown'),
  kind: text(kind),
  rule: { DataType: 'String.Array', StringValue: JSON.stringify([...new Set(findings.map(({ rule }) => rule))]) },
})
