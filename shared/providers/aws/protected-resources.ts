import type { CloudTrailRecord } from './cloudtrail'
import { deniedResource } from './denied-resource'
import { textOf, textsOf } from './read-field'

/** Members of requests that name what a protection operation acts on. */
const RESOURCE_FIELDS = [
  'name',
  'names',
  'rule',
  'eventBusName',
  'trailName',
  'functionName',
  'uUID',
  'topicArn',
  'subscriptionArn',
  'queueUrl',
  'tableName',
  'keyId',
  'logGroupName',
  'alarmName',
  'alarmNames',
  'roleName',
] as const

/** Names, ARNs and URLs of the resources a protection operation acts on, as the record writes them. */
export const protectedResources = (record: CloudTrailRecord): readonly string[] => {
  const named = RESOURCE_FIELDS.flatMap((field) => textsOf(record.request, field))
  const functionArn = textOf(record.response, 'functionArn')
  const denied = deniedResource(record.errorMessage)
  return [
    ...new Set([
      ...named,
      ...record.resources,
      ...(functionArn === null ? [] : [functionArn]),
      ...(denied === null ? [] : [denied]),
    ]),
  ]
}
