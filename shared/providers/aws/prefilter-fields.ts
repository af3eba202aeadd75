import { AWS_OPERATIONS, findOperation, operationName } from './operations'
import { findStep, STEP_OPERATIONS } from './steps'

const sourceOf = (name: string): string => `${name.slice(0, name.indexOf(':'))}.amazonaws.com`

/** Every `eventSource` from which a record can concern us. */
export const AWS_EVENT_SOURCES: ReadonlySet<string> = new Set(
  [...AWS_OPERATIONS.map(({ name }) => name), ...STEP_OPERATIONS].map(sourceOf),
)

/** Whether a record with this source and name can concern us; every other one is ignored whatever else it holds. */
export const isWatchedEvent = (eventSource: string, eventName: string): boolean => {
  const name = operationName(eventSource, eventName)
  return findOperation(name) !== undefined || findStep(name) !== undefined
}
