import { azureProvider } from '../providers/azure'
import { azureOperation } from '../providers/azure/operations'
import type { IgnoreRule } from './ignore-rule'

/** Exported Activity Log records of operations that Runwarden does not look at. */
export const activityLogRule: IgnoreRule = {
  provider: azureProvider,
  lists: ['records', null],
  operation: ['operationName'],
  time: 'time',
  // Another name of the operation, an object that is itself a container, and what makes the record one of AWS.
  unless: ['OperationNameValue', 'records', 'value', 'tables', 'eventSource', 'eventVersion', 'detail-type'],
  mayConcern: (operation) => azureOperation(operation.trim()) !== null,
}
