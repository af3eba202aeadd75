import type { RedactedAlert } from '../model/redacted-alert'
import { chatNotification } from './chat'
import type { RenderContext } from './context'
import { fittingJson } from './fitting-json'
import { jsonText } from './json-text'
import { plain } from './neutralize'
import { alertSubject } from './mail-subject'
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

/**
 * What a topic is given. The attributes are for filter policies: severity, cloud, account,
 * kind, and the rules as a list.
 */
export interface TopicMessage {
  readonly subject: string | null
  readonly body: string
  readonly attributes: Readonly<Record<string, MessageAttribute>>
}

/** The alert as a mail. */
export const mailMessage = (alert: RedactedAlert, context: RenderContext): TopicMessage => ({
  subject: alertSubject(alert, context),
  body: alertText(alert, context, { maxBytes: BODY_MAX }),
  attributes: attributesOf(alert),
})

/** The alert as JSON; one that is too large is shortened. */
export const jsonMessage = (alert: RedactedAlert): TopicMessage => ({
  subject: null,
  body: fittingJson(alert, BODY_MAX),
  attributes: attributesOf(alert),
})

/** The alert as a custom notification of Amazon Q Developer in chat applications. */
export const chatMessage = (alert: RedactedAlert, context: RenderContext): TopicMessage => ({
  subject: null,
  body: jsonText(chatNotification(alert, context)),
  attributes: attributesOf(alert),
})

/** Longer than any account or subscription; a record may say anything, and a topic takes no empty value. */
const ACCOUNT_MAX = 64

const text = (value: string): MessageAttribute => ({ DataType: 'String', StringValue: value })

const attributesOf = ({
  severity,
  cloud,
  account,
  kind,
  findings,
}: RedactedAlert): Readonly<Record<string, MessageAttribute>> => ({
  severity: text(severity),
  cloud: text(cloud),
  account: text(plain(account ?? '', ACCOUNT_MAX).trim() || 'unknown'),
  kind: text(kind),
  rule: { DataType: 'String.Array', StringValue: JSON.stringify([...new Set(findings.map(({ rule }) => rule))]) },
})
