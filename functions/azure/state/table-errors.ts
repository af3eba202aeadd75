/**
 * Reads the service's error code from an error of the table client; its class differs
 * between builds, its shape does not.
 */
const codeOf = (cause: unknown): string | null => {
  if (typeof cause !== 'object' || cause === null || !('details' in cause)) return null
  const { details } = cause
  if (typeof details !== 'object' || details === null || !('odataError' in details)) return null
  const { odataError } = details
  return typeof odataError === 'object' &&
    odataError !== null &&
    'code' in odataError &&
    typeof odataError.code === 'string'
    ? odataError.code
    : null
}

/** The entity does not exist. A table that does not exist is a fault, not an answer: everything would seem new. */
export const isMissing = (cause: unknown): boolean =>
  codeOf(cause) === 'ResourceNotFound' || codeOf(cause) === 'EntityDoesNotExist'

/** Somebody wrote in between. https://learn.microsoft.com/rest/api/storageservices/table-service-error-codes */
export const isConflict = (cause: unknown): boolean =>
  codeOf(cause) === 'EntityAlreadyExists' || codeOf(cause) === 'UpdateConditionNotSatisfied'

/**
 * The service never takes such an entity: too large, with a property that is, or not well formed
 * (https://learn.microsoft.com/rest/api/storageservices/table-service-error-codes).
 */
export const isRefusal = (cause: unknown): boolean =>
  ['EntityTooLarge', 'PropertyValueTooLarge', 'KeyValueTooLarge', 'RequestBodyTooLarge', 'InvalidInput'].includes(
    codeOf(cause) ?? '',
  )
