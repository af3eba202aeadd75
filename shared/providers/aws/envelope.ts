import type { RawRecord } from '../../model/provider'
import { type JsonObject, asObject } from '../json'
import { isEventBridgeEvent } from './native'
import { fieldOf, textOf } from './read-field'

/** `via CloudTrail` ends the detail-type of every event whose detail is a CloudTrail record. */
const VIA_CLOUDTRAIL = /\bvia CloudTrail$/

/** Notifications of S3 and SQS have `Records` of the same members too, but a source such as `aws:s3`. */
const AWS_SERVICE = /\.amazonaws\.com(?:\.cn)?$/

const isCloudTrailRecord = (fields: JsonObject): boolean => {
  const source = textOf(fields, 'eventSource')
  if (source !== null) return AWS_SERVICE.test(source) && textOf(fields, 'eventName') !== null
  // Records of CloudTrail Insights name the event elsewhere.
  return textOf(fields, 'eventVersion') !== null && textOf(fields, 'eventID') !== null
}

const isOurs = (value: unknown): boolean => {
  const fields = asObject(value)
  return fields !== null && (isEventBridgeEvent(fields) || isCloudTrailRecord(fields))
}

const record = (body: unknown, format: string, account: string | null): RawRecord => ({ format, body, account })

/** Anyone may send events, but only AWS ones whose source begins with `aws.`. */
const isDeliveredByCloudTrail = (event: JsonObject): boolean =>
  VIA_CLOUDTRAIL.test(textOf(event, 'detail-type') ?? '') && (textOf(event, 'source')?.startsWith('aws.') ?? false)

const single = (value: unknown, format: string): RawRecord => {
  const fields = asObject(value)
  if (fields === null || !isEventBridgeEvent(fields)) return record(value, format, null)
  const account = textOf(fields, 'account')
  return isDeliveredByCloudTrail(fields)
    ? record(fieldOf(fields, 'detail'), 'eventbridge', account)
    : record(value, 'eventbridge-native', account)
}

const list = (values: readonly unknown[], format: string): readonly RawRecord[] | null =>
  values.some(isOurs) ? values.map((value) => single(value, format)) : null

/**
 * Records of a parsed AWS value: a delivered CloudTrail file (`Records`), a bare list, one record, or an EventBridge
 * event. Null for anything else; Azure's `records` and ECS process events are none of these.
 */
export const unwrapAws = (value: unknown): readonly RawRecord[] | null => {
  if (Array.isArray(value)) return list(value, 'cloudtrail-list')
  const fields = asObject(value)
  if (fields === null) return null
  const records = fieldOf(fields, 'Records')
  if (Array.isArray(records)) return records.length === 0 ? [] : list(records, 'cloudtrail-file')
  return isOurs(fields) ? [single(fields, 'cloudtrail-record')] : null
}
