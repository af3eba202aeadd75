import type { RawRecord } from '../../model/provider'
import { asObject, type JsonObject } from '../json'
import { eventField } from './event-fields'

/**
 * Events of a parsed JSON value: one ECS event, a list of them, a search hit (`_source`) or an answer full of hits.
 * Null for anything else, also for cloud logs that carry `@timestamp`.
 */
export const unwrapEndpoint = (value: unknown): readonly RawRecord[] | null => {
  if (Array.isArray(value)) return unwrapList(value)
  const object = asObject(value)
  if (object === null) return null
  const hits = eventField(object, 'hits.hits')
  if (Array.isArray(hits)) return unwrapList(hits)
  const event = asObject(object['_source']) ?? object
  return isEvent(event) ? [rawOf(event)] : null
}

/** A list is ours when one element is an event; the others come along, to be ignored or rejected one by one. */
const unwrapList = (list: readonly unknown[]): readonly RawRecord[] | null => {
  const events = list.map((element) => asObject(asObject(element)?.['_source']) ?? element)
  return events.some((event) => isEvent(asObject(event))) ? events.map(rawOf) : null
}

const rawOf = (event: unknown): RawRecord => ({
  format:
    eventField(event, 'winlog') === undefined && eventField(event, 'winlog.event_data') === undefined
      ? 'ecs'
      : 'winlogbeat',
  body: event,
  account: null,
})

const EVENT_MEMBERS = [
  'process',
  'process.executable',
  'process.name',
  'process.pid',
  'winlog',
  'winlog.event_id',
  'winlog.event_data',
  'event.category',
  'event.kind',
  'ecs.version',
] as const

const isEvent = (event: JsonObject | null): boolean => {
  if (event === null || !Object.hasOwn(event, '@timestamp')) return false
  if (Object.hasOwn(event, 'eventSource') || Object.hasOwn(event, 'operationName')) return false
  return EVENT_MEMBERS.some((name) => eventField(event, name) !== undefined)
}
