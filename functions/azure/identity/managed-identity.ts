import type { Clock } from '../../../shared/model/clock'
import { errorMessage } from '../../../shared/model/errors'
import { MINUTE, SECOND } from '../../../shared/model/time'
import { retry, type Retries } from '../../../shared/state/update'

/** A token and the time it ends, as the Azure clients want it. */
export interface AccessToken {
  readonly token: string
  readonly expiresOnTimestamp: number
}

/** Gives tokens for one scope: `https://storage.azure.com/.default`, or the id URI of an application. */
export interface TokenSource {
  readonly getToken: (scope: string | string[]) => Promise<AccessToken>
}

export interface IdentityEndpoint {
  /** `IDENTITY_ENDPOINT` and `IDENTITY_HEADER`, which the platform sets. */
  readonly endpoint: string
  readonly header: string
  /** Client id of a user-assigned identity; null for the system-assigned one. */
  readonly clientId: string | null
}

/** https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference */
const API_VERSION = '2019-08-01'

const RENEW_BEFORE_MS = 5 * MINUTE
const TIMEOUT_MS = 4 * SECOND
const RETRIES: Retries = { tries: 3, baseMs: 800 }

/**
 * Tokens of the managed identity: one GET for each resource, kept until five minutes before they end. Callers that ask
 * at the same time share the call. Rejects when the endpoint does not answer in three tries.
 */
export const managedIdentity = (where: IdentityEndpoint, clock: Clock): TokenSource => {
  const known = new Map<string, AccessToken>()
  const asked = new Map<string, Promise<AccessToken>>()
  return {
    getToken: (scope) => {
      const resource = resourceOf(scope)
      const kept = known.get(resource)
      if (kept !== undefined && kept.expiresOnTimestamp - RENEW_BEFORE_MS > clock.now()) return Promise.resolve(kept)
      const under = asked.get(resource)
      if (under !== undefined) return under
      const call = fetchToken(where, resource, clock)
        .then((token) => {
          known.set(resource, token)
          return token
        })
        .finally(() => asked.delete(resource))
      asked.set(resource, call)
      return call
    },
  }
}

/** The endpoint wants a resource where the clients name a scope. */
const resourceOf = (scope: string | string[]): string =>
  (Array.isArray(scope) ? (scope[0] ?? '') : scope).replace(/\/\.default$/, '')

const fetchToken = async (
  { endpoint, header, clientId }: IdentityEndpoint,
  resource: string,
  clock: Clock,
): Promise<AccessToken> => {
  const url = new URL(endpoint)
  url.searchParams.set('api-version', API_VERSION)
  url.searchParams.set('resource', resource)
  if (clientId !== null) url.searchParams.set('client_id', clientId)
  let problem = ''
  const token = await retry(
    clock,
    async () => {
      const outcome = await ask(url, header)
      problem = outcome.problem
      if (outcome.token === null && !outcome.again) throw new Error(`no token for ${resource}: ${problem}`)
      return outcome.token
    },
    RETRIES,
  )
  if (token === null) throw new Error(`no token for ${resource}: ${problem}`)
  return token
}

interface Outcome {
  readonly token: AccessToken | null
  readonly problem: string
  readonly again: boolean
}

const ask = async (url: URL, header: string): Promise<Outcome> => {
  try {
    const response = await fetch(url, {
      headers: { 'X-IDENTITY-HEADER': header },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (!response.ok)
      return {
        token: null,
        problem: `the identity endpoint answered ${response.status}`,
        again: response.status === 429 || response.status >= 500,
      }
    return {
      token: readToken(await response.json()),
      problem: 'the identity endpoint answered without a token',
      again: false,
    }
  } catch (cause) {
    return { token: null, problem: errorMessage(cause), again: true }
  }
}

/** `expires_on` is a text of epoch seconds. */
const readToken = (answer: unknown): AccessToken | null => {
  if (typeof answer !== 'object' || answer === null || !('access_token' in answer) || !('expires_on' in answer))
    return null
  const expires = Number(answer.expires_on)
  return typeof answer.access_token === 'string' && Number.isFinite(expires)
    ? { token: answer.access_token, expiresOnTimestamp: expires * SECOND }
    : null
}
