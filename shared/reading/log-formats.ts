import type { Provider } from '../model/provider'
import { awsProvider } from '../providers/aws'
import { isWatchedEvent } from '../providers/aws/prefilter-fields'
import { azureProvider } from '../providers/azure'
import { azureOperation } from '../providers/azure/operations'
import { PROVIDERS } from '../providers/unwrap'
import type { IgnoreRule } from './prefilter'

/** Who reads records, and which records need not be parsed to know what would become of them. */
export interface LogFormats {
  /** In the order in which a value is offered to them. */
  readonly providers: readonly Provider[]
  readonly rules: readonly IgnoreRule[]
}

/** CloudTrail records of operations that are not watched: all but a few in a thousand of an ordinary trail. */
const cloudTrail: IgnoreRule = {
  provider: awsProvider,
  lists: ['Records', null],
  operation: ['eventSource', 'eventName'],
  time: 'eventTime',
  // An EventBridge event, and an object that is itself a container.
  unless: ['detail-type', 'records', 'value'],
  mayConcern: isWatchedEvent,
}

/** Exported Activity Log records of operations that are not watched. */
const activityLog: IgnoreRule = {
  provider: azureProvider,
  lists: ['records', null],
  operation: ['operationName'],
  time: 'time',
  // Another name of the operation, an object that is itself a container, and what makes the record one of AWS.
  unless: ['OperationNameValue', 'records', 'value', 'tables', 'eventSource', 'eventVersion', 'detail-type'],
  mayConcern: (operation) => azureOperation(operation.trim()) !== null,
}

/** Everything Runwarden reads. */
export const LOG_FORMATS: LogFormats = { providers: PROVIDERS, rules: [cloudTrail, activityLog] }
