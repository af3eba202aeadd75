import type { Provider } from '../../shared/model/provider'
import { sha256 } from '../../shared/model/hash'
import { asObject, parseJson, type JsonObject } from '../../shared/providers/json'
import { DIGEST_SCHEMA } from './digest'
import { BUS_PROVIDERS, providersFor } from './endpoint-events'
import { isQuarantined, recordOf } from './quarantined'

export interface SqsMessage {
  readonly id: string
  readonly body: string
}

/** One thing to be done. */
export type Task =
  | { readonly kind: 'event'; readonly value: unknown; readonly providers: readonly Provider[] }
  | { readonly kind: 'digest'; readonly digest: unknown }
  | { readonly kind: 'selftest'; readonly mark: string }

interface Heartbeat {
  readonly kind: 'heartbeat'
}

/** What an invocation brings. */
export type Delivery = Task | Heartbeat | { readonly kind: 'messages'; readonly messages: readonly SqsMessage[] }

/** Sorts an invocation's event by what it is. */
export const deliveryOf = (event: unknown): Delivery => {
  const messages = messagesOf(asObject(event))
  return messages === null ? taskOf(event) : { kind: 'messages', messages }
}

const messagesOf = (event: JsonObject | null): readonly SqsMessage[] | null => {
  const records = event?.['Records']
  if (!Array.isArray(records) || records.length === 0) return null
  const messages = records.map(asObject).filter((record) => record?.['eventSource'] === 'aws:sqs')
  return messages.length < records.length
    ? null
    : messages.map((record) => ({ id: String(record?.['messageId']), body: String(record?.['body']) }))
}

const taskOf = (event: unknown): Task | Heartbeat => {
  const fields = asObject(event)
  switch (fields?.['source']) {
    case 'runwarden.heartbeat':
      return { kind: 'heartbeat' }
    case 'runwarden.selftest':
      return { kind: 'selftest', mark: markOf(asObject(fields['detail'])?.['mark']) }
    default:
      return { kind: 'event', value: event, providers: BUS_PROVIDERS }
  }
}

/** A mark becomes an alert's id, and looks like one whatever was sent. */
const markOf = (mark: unknown): string =>
  typeof mark === 'string' && /^[0-9a-f]{32}$/.test(mark) ? mark : sha256(`selftest/${String(mark)}`).slice(0, 32)

/**
 * What a message of a queue asks for: a digest, a record from quarantine, or an event that failed. That event stands bare in a rule's
 * dead-letter queue, and wrapped in the function's failure queue
 * (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html). Null for what is no JSON, or was too large to be kept.
 */
export const taskIn = (body: string): Task | Heartbeat | null => {
  const message = asObject(parseJson(body))
  if (message === null) return null
  if (message['schema'] === DIGEST_SCHEMA) return { kind: 'digest', digest: message }
  if (isQuarantined(message)) {
    const value = recordOf(message)
    return value === undefined ? null : { kind: 'event', value, providers: providersFor(message.format) }
  }
  return taskOf('requestPayload' in message ? message['requestPayload'] : message)
}
