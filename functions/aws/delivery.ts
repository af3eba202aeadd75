import { readQuarantined, type Quarantined } from '../../shared/contracts/quarantined'
import { readSelftestEvent } from '../../shared/contracts/self-test'
import { TRACE_SCHEMA } from '../../shared/contracts/trace'
import type { Provider } from '../../shared/model/provider'
import { parseJson } from '../../shared/model/parse-json'
import { DEFERRED_FORMAT } from '../../shared/pipeline/restore-work'
import { asObject, type JsonObject } from '../../shared/providers/json'
import { BUS_PROVIDERS, providersFor } from './endpoint-events'

export interface SqsMessage {
  readonly id: string
  readonly body: string
}

/** One thing to be done. */
export type Task =
  | { readonly kind: 'event'; readonly value: unknown; readonly providers: readonly Provider[] }
  | { readonly kind: 'trace'; readonly trace: unknown }
  | { readonly kind: 'deferred'; readonly entry: Quarantined }
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
  if (asObject(event)?.['source'] === 'runwarden.heartbeat') return { kind: 'heartbeat' }
  const mark = readSelftestEvent(event)
  return mark === null ? { kind: 'event', value: event, providers: BUS_PROVIDERS } : { kind: 'selftest', mark }
}

/**
 * What a message of a queue asks for: a trace, a record or deferred work from quarantine, or an event that
 * failed. That event stands bare in a rule's dead-letter queue, and wrapped in the function's failure queue
 * (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html). Null for what is no
 * JSON, or was too large to be kept.
 */
export const taskIn = (body: string): Task | Heartbeat | null => {
  const message = asObject(parseJson(body))
  if (message === null) return null
  if (message['schema'] === TRACE_SCHEMA) return { kind: 'trace', trace: message }
  const record = readQuarantined(message)
  if (record !== null && record.body === null) return null
  if (record?.format === DEFERRED_FORMAT) return { kind: 'deferred', entry: record }
  if (record !== null) return { kind: 'event', value: record.body, providers: providersFor(record.format) }
  return taskOf('requestPayload' in message ? message['requestPayload'] : message)
}
