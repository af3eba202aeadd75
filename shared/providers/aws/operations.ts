import { PREPARING_OPERATIONS } from './operations/preparing'
import { PROTECTING_OPERATIONS } from './operations/protecting'
import type { AwsOperation } from './operations/row'
import { RUNNING_OPERATIONS } from './operations/running'
import { WRITING_OPERATIONS } from './operations/writing'

/**
 * Every AWS operation that becomes an activity (semantics.md, "Operations and families"). Event names are CloudTrail's
 * own; where the text can be read follows the parameters that the service models mark sensitive, because CloudTrail
 * hides exactly those.
 */
export const AWS_OPERATIONS: readonly AwsOperation[] = [
  ...RUNNING_OPERATIONS,
  ...WRITING_OPERATIONS,
  ...PREPARING_OPERATIONS,
  ...PROTECTING_OPERATIONS,
]

/** What can hurt Runwarden itself; those of family protection come first, as in templates deployed before. */
export const TAMPERING_OPERATIONS: readonly AwsOperation[] = [
  ...PROTECTING_OPERATIONS,
  ...AWS_OPERATIONS.filter(({ canTamper, family }) => canTamper && family !== 'protection'),
]

const BY_NAME: ReadonlyMap<string, AwsOperation> = new Map(
  AWS_OPERATIONS.map((operation) => [operation.name, operation]),
)

/**
 * Lambda's event names end with a date and a version, `UpdateFunctionCode20150331v2`; the table has them without.
 * https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html
 */
const API_VERSION = /\d{8}(?:v\d+)?$/

/** `eventSource` up to the first dot, a colon, `eventName`: the name of an operation in the table. */
export const operationName = (eventSource: string, eventName: string): string => {
  const dot = eventSource.indexOf('.')
  const service = dot === -1 ? eventSource : eventSource.slice(0, dot)
  return `${service}:${service === 'lambda' ? eventName.replace(API_VERSION, '') : eventName}`
}

/** The row of an operation, or undefined when it does not concern us. */
export const findOperation = (name: string): AwsOperation | undefined => BY_NAME.get(name)
