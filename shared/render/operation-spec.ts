import type { OperationSpec } from '../model/operation'
import { findOperation } from '../providers/aws/operations'
import { azureOperation } from '../providers/azure/operations'

/** The row of an operation in either cloud's table, null for one that is in neither, such as `process:start`. */
export const operationSpec = (operation: string): OperationSpec | null =>
  findOperation(operation) ?? azureOperation(operation)
