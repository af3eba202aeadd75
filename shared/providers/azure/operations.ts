import { PREPARING_OPERATIONS } from './operations/preparing'
import { PROTECTING_OPERATIONS } from './operations/protecting'
import type { AzureOperation } from './operations/row'
import { RUNNING_OPERATIONS } from './operations/running'
import { WRITING_OPERATIONS } from './operations/writing'

/**
 * Every Activity Log operation that Runwarden looks at, by its lower-cased name. A scale set's own extensions act on a
 * `cluster`: one named thing with machines behind it that the id does not name, so that it never counts as a machine.
 * Names: https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations
 */
export const AZURE_OPERATIONS: readonly AzureOperation[] = [
  ...RUNNING_OPERATIONS,
  ...WRITING_OPERATIONS,
  ...PREPARING_OPERATIONS,
  ...PROTECTING_OPERATIONS,
]

const BY_NAME = new Map(AZURE_OPERATIONS.map((spec) => [spec.name, spec]))

/** The row of an operation, written in any case; null when Runwarden does not look at it. */
export const azureOperation = (name: string): AzureOperation | null => BY_NAME.get(name.toLowerCase()) ?? null
