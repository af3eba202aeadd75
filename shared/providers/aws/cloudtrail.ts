import type { JsonObject } from '../json'
import { childOf, childrenOf, fieldOf, isTrue, textOf } from './read-field'

/**
 * What is read of a CloudTrail record. A member of the wrong type reads as absent: published logs are often anonymised
 * or edited, and a strict reader would refuse the very records that matter.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export interface CloudTrailRecord {
  readonly eventId: string | null
  readonly region: string | null
  readonly recipientAccount: string | null
  readonly sourceAddress: string | null
  readonly userAgent: string | null
  readonly errorCode: string | null
  readonly errorMessage: string | null
  readonly identity: JsonObject | null
  readonly request: JsonObject | null
  readonly response: JsonObject | null
  /** CloudTrail left the parameters out because they were larger than 100 KB. */
  readonly omitted: boolean
  /** The record corrects or completes an earlier one with the same id. */
  readonly addendum: boolean
  /** ARNs of the resources CloudTrail says the call touched. */
  readonly resources: readonly string[]
}

/** Reads a CloudTrail record; never throws, whatever the members hold. */
export const readCloudTrail = (fields: JsonObject): CloudTrailRecord => {
  const request = childOf(fields, 'requestParameters')
  return {
    eventId: textOf(fields, 'eventID'),
    region: textOf(fields, 'awsRegion'),
    recipientAccount: textOf(fields, 'recipientAccountId'),
    sourceAddress: textOf(fields, 'sourceIPAddress'),
    userAgent: textOf(fields, 'userAgent'),
    errorCode: textOf(fields, 'errorCode'),
    errorMessage: textOf(fields, 'errorMessage'),
    identity: childOf(fields, 'userIdentity'),
    request,
    response: childOf(fields, 'responseElements'),
    omitted: isTrue(request, 'omitted'),
    addendum: childOf(fields, 'addendum') !== null,
    resources: childrenOf(fields, 'resources').flatMap((resource) => textOf(resource, 'ARN') ?? []),
  }
}

/** Time of a record as it is written: `eventTime`, or `@timestamp` in files that Logstash wrote. */
export const eventTimeOf = (fields: JsonObject): unknown =>
  fieldOf(fields, 'eventTime') ?? fieldOf(fields, '@timestamp')
