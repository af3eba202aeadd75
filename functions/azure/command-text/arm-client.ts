import type { Clock } from '../../../shared/model/clock'
import { errorMessage } from '../../../shared/model/errors'
import { SECOND } from '../../../shared/model/time'
import { retry, type Retries } from '../../../shared/state/update'
import type { TokenSource } from '../identity/managed-identity'

/**
 * One try, and all tries with the pauses between them. Text that takes longer is not worth holding an alert back for.
 */
const TRY_MS = 4 * SECOND
const ALL_TRIES_MS = 10 * SECOND
const RETRIES: Retries = { tries: 3, baseMs: 600 }

/**
 * Versions of the resource providers' interfaces: stable ones in which each path below exists
 * (https://github.com/Azure/azure-rest-api-specs: compute, hybridcompute, automation).
 */
const API_VERSIONS: Readonly<Record<string, string>> = {
  'microsoft.compute': '2024-07-01',
  'microsoft.hybridcompute': '2025-01-13',
  'microsoft.automation': '2023-11-01',
}

/** Why nothing could be read, in words that fit into "text not available: ...". */
export class TextUnavailable extends Error {
  override readonly name = 'TextUnavailable'
  constructor(
    message: string,
    readonly status: number | null,
  ) {
    super(message)
  }
}

/** Reads from Azure Resource Manager. */
export interface ArmClient {
  /** Body of a GET, as text. `path` is a resource id with what lies beneath it; rejects with TextUnavailable. */
  readonly get: (path: string, expand?: string) => Promise<string>
}

export interface ArmEndpoint {
  /**
   * `https://management.azure.com`, or that of a sovereign cloud:
   * https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure
   */
  readonly endpoint: string
  readonly tokens: TokenSource
}

/** GETs with a token of the app's identity, bounded in time; throttling is waited out where the time allows. */
export const armClient = ({ endpoint, tokens }: ArmEndpoint, clock: Clock): ArmClient => ({
  get: async (path, expand) => {
    const url = urlOf(endpoint, path, expand)
    const until = clock.now() + ALL_TRIES_MS
    let failure = new TextUnavailable('it was not asked for', null)
    let askedToWaitMs: number | null = null
    const answer = await retry(
      clock,
      async () => {
        if (askedToWaitMs !== null) await clock.sleep(askedToWaitMs)
        const { body, problem, waitMs } = await tryOnce(url, endpoint, tokens)
        if (problem === null) return { body }
        failure = problem
        const isFinal = waitMs === null && problem.status !== null && problem.status < 500 && problem.status !== 429
        if (isFinal || clock.now() + (waitMs ?? 0) > until) throw problem
        askedToWaitMs = waitMs
        return null
      },
      RETRIES,
    )
    if (answer === null) throw failure
    return answer.body
  },
})

/**
 * Names come from records, so from anybody: each stays one segment, and nothing but resources of
 * the known providers is asked for.
 */
const urlOf = (endpoint: string, path: string, expand: string | undefined): URL => {
  const segments = path.split('/')
  const version = API_VERSIONS[/\/providers\/([^/]+)\//i.exec(path)?.[1]?.toLowerCase() ?? '']
  if (version === undefined || !path.isWellFormed() || segments.some((segment) => /^\.+$/.test(segment)))
    throw new TextUnavailable('the record names no resource that can be read', null)
  const url = new URL(segments.map(encodeURIComponent).join('/'), endpoint)
  url.searchParams.set('api-version', version)
  if (expand !== undefined) url.searchParams.set('$expand', expand)
  return url
}

interface Outcome {
  readonly body: string
  readonly problem: TextUnavailable | null
  /** What the service asks to wait, when it does. */
  readonly waitMs: number | null
}

const tryOnce = async (url: URL, endpoint: string, tokens: TokenSource): Promise<Outcome> => {
  try {
    const { token } = await tokens.getToken(`${endpoint.replace(/\/$/, '')}/.default`)
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'error',
      signal: AbortSignal.timeout(TRY_MS),
    })
    const body = await response.text()
    return response.ok
      ? { body, problem: null, waitMs: null }
      : {
          body,
          problem: new TextUnavailable(meaningOf(response.status), response.status),
          waitMs: retryAfter(response),
        }
  } catch (cause) {
    return {
      body: '',
      problem: new TextUnavailable(errorMessage(cause), null),
      waitMs: null,
    }
  }
}

const meaningOf = (status: number): string => {
  switch (status) {
    case 401:
    case 403:
      return 'the identity of the app may not read it: the role "Runwarden command reader" is missing there'
    case 404:
      return 'it is deleted already'
    case 429:
      return 'Azure Resource Manager is asked too much'
    default:
      return `Azure Resource Manager answered ${status}`
  }
}

/** https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling */
const retryAfter = (response: Response): number | null => {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return response.status === 429 && Number.isFinite(seconds) ? seconds * SECOND : null
}
