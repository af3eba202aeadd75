import type { RawRecord } from '../../model/provider'
import { parseJson } from '../../model/parse-json'
import { asObject, asText, type JsonObject } from '../json'

/**
 * Records of a parsed JSON value in any container the Activity Log is kept or sent in: an Event Hub message
 * (`{"records": [...]}`) or a list of them, a page or a list of the REST API and of `az monitor activity-log list`,
 * rows of Log Analytics or the answer of its query API, a line of a storage export. Null for anything else; other logs
 * that share an event hub are taken along, so that they are counted as ignored.
 */
export const unwrapAzure = (value: unknown): readonly RawRecord[] | null => unwrapAt(value, 0)

/** Most containers within each other: a list of messages, each text, each with records that are text. */
const MAX_NESTING = 4

const unwrapAt = (value: unknown, depth: number): readonly RawRecord[] | null => {
  if (depth > MAX_NESTING) return null
  if (Array.isArray(value)) return unwrapList(value, depth)
  const object = asObject(value)
  if (object === null) return null
  const { records, value: page, tables } = object
  if (Array.isArray(records)) return unwrapMessage(records.map(elementOf))
  if (Array.isArray(page) && (page.length === 0 || page.some(isActivityLog)))
    return page.map((record: unknown) => rawOf('activity-log-list', record))
  if (Array.isArray(tables)) return unwrapTables(tables)
  return isActivityLog(object) ? [rawOf(formatOf(object), object)] : null
}

/**
 * Any log may share the hub, so one record that is ours is enough; a message full of another
 * provider's records is not ours.
 */
const unwrapMessage = (records: readonly unknown[]): readonly RawRecord[] | null =>
  records.some(isForeign) && !records.some(isActivityLog) ? null : records.map((record) => rawOf('event-hub', record))

/** A list is ours when one element is; the others come along, to be ignored or rejected one by one. */
const unwrapList = (list: readonly unknown[], depth: number): readonly RawRecord[] | null => {
  const unwrapped = list.map((element) => unwrapAt(elementOf(element), depth + 1))
  if (unwrapped.every((records) => records === null)) return null
  return unwrapped.flatMap((records, index) => records ?? [rawOf('activity-log-list', elementOf(list[index]))])
}

/** https://learn.microsoft.com/azure/azure-monitor/logs/api/response-format */
const unwrapTables = (tables: readonly unknown[]): readonly RawRecord[] | null => {
  const unwrapped = tables.map((table) => {
    const { columns, rows } = asObject(table) ?? {}
    if (!Array.isArray(columns) || !Array.isArray(rows)) return null
    const names = columns.map((column: unknown) => asText(asObject(column)?.['name']) ?? '')
    if (!names.includes(ROW_OPERATION)) return null
    return rows.map((row: unknown) =>
      rawOf(
        'log-analytics',
        Array.isArray(row) ? Object.fromEntries(names.map((name, index) => [name, row[index] as unknown])) : row,
      ),
    )
  })
  return unwrapped.every((records) => records === null) ? null : unwrapped.flatMap((records) => records ?? [])
}

const ROW_OPERATION = 'OperationNameValue'

const rawOf = (format: string, body: unknown): RawRecord => ({ format, body, account: null })

/** Messages and records may be JSON text themselves. */
const elementOf = (element: unknown): unknown =>
  typeof element === 'string' ? (parseJson(element) ?? element) : element

const formatOf = (record: JsonObject): string => {
  if (ROW_OPERATION in record) return 'log-analytics'
  return 'eventTimestamp' in record ? 'activity-log-list' : 'activity-log-export'
}

/** Members of every Azure Monitor record beside its time: at least one distinguishes it from other JSON with a time. */
const AZURE_MEMBERS = ['operationName', 'resourceId', 'category', 'metricName', 'correlationId'] as const

const isActivityLog = (value: unknown): boolean => {
  const record = asObject(value)
  if (record === null || isForeign(record)) return false
  if (ROW_OPERATION in record) return true
  const named = AZURE_MEMBERS.filter((name) => name in record).length
  return 'operationName' in record
    ? 'eventTimestamp' in record || 'time' in record || named > 1
    : 'time' in record && 'resourceId' in record
}

/**
 * CloudTrail names its source and event in plain text (the REST shape has objects there);
 * ECS events carry `@timestamp`.
 */
const isForeign = (value: unknown): boolean => {
  const record = asObject(value)
  if (record === null) return false
  return (
    (typeof record['eventSource'] === 'string' && typeof record['eventName'] === 'string') ||
    ('@timestamp' in record && !('operationName' in record))
  )
}
