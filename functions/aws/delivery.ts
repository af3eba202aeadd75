import { sha256 } from '../../shared/model/hash'

export interface SqsMessage {
  readonly id: string
  readonly body: string
}

/** What an invocation brings. */
export type Delivery =
  | { readonly kind: 'values'; readonly values: readonly unknown[] }
  | { readonly kind: 'messages'; readonly messages: readonly SqsMessage[] }
  | { readonly kind: 'heartbeat' }
  | { readonly kind: 'selftest'; readonly mark: string }

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)

const messagesOf = (event: Readonly<Record<string, unknown>>): readonly SqsMessage[] | null => {
  const records = event['Records']
  if (!Array.isArray(records) || records.length === 0) return null
  const messages = records.filter(isObject).filter((record) => record['eventSource'] === 'aws:sqs')
  if (messages.length !== records.length) return null
  return messages.map((record) => ({ id: String(record['messageId']), body: String(record['body']) }))
}

/** Sorts an invocation's event by what it is; anything else is a value for the providers, which know what they know. */
export const deliveryOf = (event: unknown): Delivery => {
  if (!isObject(event)) return { kind: 'values', values: [event] }
  const messages = messagesOf(event)
  if (messages !== null) return { kind: 'messages', messages }
  switch (event['source']) {
    case 'runwarden.heartbeat':
      return { kind: 'heartbeat' }
    case 'runwarden.selftest':
      return { kind: 'selftest', mark: isObject(event['detail']) && typeof event['detail']['mark'] === 'string' ? event['detail']['mark'] : sha256('selftest').slice(0, 32) }
    case 'runwarden.endpoint':
      return { kind: 'values', values: [event['detail']] }
    default:
      return { kind: 'values', values: [event] }
  }
}
