import { createFaultPlan, serveUnderPlan, type FaultPlan } from './fault-plan'
import { unsignedJwt, type Claims } from './jwt'
import { startLoopbackServer } from './loopback-server'
import type { WireAnswer } from './wire-answer'

export interface ManagedIdentityOptions {
  /** The client id of a user-assigned identity; without it the identity is the system-assigned one. */
  readonly clientId?: string
  /** Claims that replace the usual ones of an app token. */
  readonly claims?: Claims
  /** Seconds until a token expires; a day when not given. */
  readonly lifetimeSeconds?: number
  /** Its one operation is `identity:GetToken`. */
  readonly faults?: FaultPlan
}

export interface ManagedIdentity {
  /** `IDENTITY_ENDPOINT` and `IDENTITY_HEADER`, for the environment of the app. */
  readonly env: Readonly<{ IDENTITY_ENDPOINT: string; IDENTITY_HEADER: string }>
  /** The resource of each token handed out, in order. */
  readonly issued: readonly string[]
  stop(): Promise<void>
}

export const TENANT_ID = '00000000-0000-0000-0000-00000000000a'
export const IDENTITY_OBJECT_ID = '00000000-0000-0000-0000-00000000000b'

const API_VERSION = '2019-08-01'
const HEADER = '00000000-0000-0000-0000-00000000000c'
const DAY_SECONDS = 86_400

/**
 * The token endpoint of App Service and Functions for managed identities; see REST endpoint reference in
 * https://learn.microsoft.com/azure/app-service/overview-managed-identity.
 */
export async function startManagedIdentity(options: ManagedIdentityOptions = {}): Promise<ManagedIdentity> {
  const { faults = createFaultPlan() } = options
  const issued: string[] = []
  const server = await startLoopbackServer((request, _body, response) =>
    serveUnderPlan(faults, { service: 'unknown', operation: 'identity:GetToken' }, response, () => {
      const { searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
      const resource = searchParams.get('resource')
      if (request.headers['x-identity-header'] !== HEADER)
        return refusal(401, 'the X-IDENTITY-HEADER header is missing or wrong')
      if (searchParams.get('api-version') !== API_VERSION) return refusal(400, `api-version must be ${API_VERSION}`)
      if (resource === null) return refusal(400, 'the resource parameter is missing')
      if ((searchParams.get('client_id') ?? undefined) !== options.clientId)
        return refusal(400, 'no identity has this client_id')
      issued.push(resource)
      return token(resource, options)
    }),
  )
  return {
    env: { IDENTITY_ENDPOINT: `${server.endpoint}/msi/token`, IDENTITY_HEADER: HEADER },
    issued,
    stop: () => server.stop(),
  }
}

function token(
  resource: string,
  { clientId, claims, lifetimeSeconds = DAY_SECONDS }: ManagedIdentityOptions,
): WireAnswer {
  const now = Math.floor(Date.now() / 1000)
  const access_token = unsignedJwt({
    aud: resource,
    iss: `https://sts.windows.net/${TENANT_ID}/`,
    iat: now,
    nbf: now,
    exp: now + lifetimeSeconds,
    appid: clientId,
    idtyp: 'app',
    oid: IDENTITY_OBJECT_ID,
    sub: IDENTITY_OBJECT_ID,
    tid: TENANT_ID,
    ...claims,
  })
  return answer(200, {
    access_token,
    expires_on: String(now + lifetimeSeconds),
    resource,
    token_type: 'Bearer',
    client_id: clientId,
  })
}

function refusal(statusCode: number, message: string): WireAnswer {
  return answer(statusCode, { statusCode, message })
}

function answer(status: number, body: unknown): WireAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}
