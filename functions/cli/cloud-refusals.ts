import { UsageError } from './io'

/** What the clients of both clouds throw, as far as it is looked at here. */
interface ClientError extends Error {
  readonly code?: unknown
  /** Of the Azure clients: the status of the answer, when there was one. */
  readonly statusCode?: unknown
  /** Of the AWS clients: every answer of a service has it. */
  readonly $metadata?: unknown
  readonly $fault?: unknown
}

const UNREACHABLE = [
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ServiceUnavailableError',
  'ServiceCommunicationError',
]

/** Errors that the AWS clients throw before they have called anything. */
const WITHOUT_A_CALL = ['CredentialsProviderError', 'TimeoutError']

/**
 * Says what a cloud's answer means to the person who typed the command; null for what no cloud has answered,
 * which is a fault of this program.
 * @internal
 */
export const refusalOf = (cause: unknown): string | null => {
  if (!(cause instanceof Error)) return null
  const error: ClientError = cause
  const line = error.message.trim().split('\n')[0] ?? ''
  const got = `${error.name}: ${line}`
  if (typeof error.code === 'string' && UNREACHABLE.includes(error.code))
    return (
      `the installation cannot be reached: got ${error.code}: ${line}, expected an answer; check the names and ` +
      'the Region given, and at the network of this machine'
    )
  if (error.$metadata !== undefined || error.$fault !== undefined || WITHOUT_A_CALL.includes(error.name))
    return (
      `AWS did not do it: got ${got}, expected credentials that may use this installation and names that exist; ` +
      'run: aws sts get-caller-identity'
    )
  if (error.name === 'RestError' || error.name === 'MessagingError') {
    const what = [error.statusCode, error.code]
      .filter((part) => typeof part === 'number' || typeof part === 'string')
      .join(' ')
    return (
      `Azure did not do it: got ${what || got}, expected an identity with the roles of an operator and names that ` +
      'exist; run: az account show, and see "Operators" in docs/guide/deploy-azure.md'
    )
  }
  return null
}

/** A verb whose refusals by a cloud are reported without a stack. */
export const reportingRefusals =
  <A extends readonly unknown[]>(verb: (...args: A) => Promise<number>) =>
  async (...args: A): Promise<number> => {
    try {
      return await verb(...args)
    } catch (cause) {
      const refusal = refusalOf(cause)
      throw refusal === null ? cause : new UsageError(refusal)
    }
  }
