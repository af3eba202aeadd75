import { findOperation, operationName } from './operations'
import { findStep } from './steps'

/** Whether a record with this source and name can concern us; every other one is ignored whatever else it holds. */
export const isWatchedEvent = (eventSource: string, eventName: string): boolean => {
  const name = operationName(eventSource, eventName)
  return findOperation(name) !== undefined || findStep(name) !== undefined
}
