import { awsProvider } from '../providers/aws'
import { isWatchedEvent } from '../providers/aws/prefilter-fields'
import type { IgnoreRule } from './ignore-rule'

/** CloudTrail records of operations that are not watched: all but a few in a thousand of an ordinary trail. */
export const cloudTrailRule: IgnoreRule = {
  provider: awsProvider,
  lists: ['Records', null],
  operation: ['eventSource', 'eventName'],
  time: 'eventTime',
  // An EventBridge event, and an object that is itself a container.
  unless: ['detail-type', 'records', 'value'],
  mayConcern: isWatchedEvent,
}
