import { createFaultPlan, serveUnderPlan, type FaultPlan } from './fault-plan'
import { readJwt } from './jwt'
import { startLoopbackServer } from './loopback-server'
import { recognizeCall } from './service-call'
import { escapeXml, queryError, queryResult, type WireAnswer } from './wire-answer'

/** The conditions of a trust policy on a token's claims; all must hold. */
interface WebIdentityTrust {
  /** With its trailing slash, as in the token: `https://sts.windows.net/<tenant>/`. */
  readonly issuer: string
  readonly audience: string
  readonly subject: string
}

/**
 * A role that a token opens when `webIdentity` is given, else any signed caller who names
 * the external id, if there is one.
 */
export interface StubRole {
  readonly arn: string
  readonly externalId?: string
  readonly webIdentity?: WebIdentityTrust
  /** One hour when not given. */
  readonly maxSessionSeconds?: number
}

export interface StsStub {
  readonly endpoint: string
  /** `sts:AssumeRole` and the like with the role, in order, refused ones too. */
  readonly calls: readonly { readonly operation: string; readonly roleArn: string | undefined }[]
  stop(): Promise<void>
}

const CALLER_ARN = 'arn:aws:iam::123456789012:user/example'
const MIN_SESSION_SECONDS = 900
const DEFAULT_SESSION_SECONDS = 3600

/**
 * AssumeRole, AssumeRoleWithWebIdentity and GetCallerIdentity, https://docs.aws.amazon.com/STS/latest/APIReference/.
 */
export async function startStsStub(
  options: { readonly roles?: readonly StubRole[]; readonly faults?: FaultPlan } = {},
): Promise<StsStub> {
  const { roles = [], faults = createFaultPlan() } = options
  const calls: { operation: string; roleArn: string | undefined }[] = []
  const sessions = new Map<string, string>()

  function openSession(form: URLSearchParams, role: StubRole): string | WireAnswer {
    const name = form.get('RoleSessionName') ?? ''
    const seconds = Number(form.get('DurationSeconds') ?? DEFAULT_SESSION_SECONDS)
    const max = role.maxSessionSeconds ?? DEFAULT_SESSION_SECONDS
    if (!/^[\w+=,.@-]{2,64}$/.test(name)) return queryError('ValidationError', `RoleSessionName ${name} is not valid`)
    if (seconds < MIN_SESSION_SECONDS || seconds > max) {
      return queryError('ValidationError', `DurationSeconds ${seconds} is not from ${MIN_SESSION_SECONDS} to ${max}`)
    }
    const accessKeyId = `ASIA${String(sessions.size + 1).padStart(16, '0')}`
    const arn = `${role.arn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/${name}`
    sessions.set(accessKeyId, arn)
    return (
      `<Credentials><AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>example</SecretAccessKey>` +
      `<SessionToken>session-${sessions.size}</SessionToken>` +
      `<Expiration>${new Date(Date.now() + seconds * 1000).toISOString()}</Expiration></Credentials>` +
      `<AssumedRoleUser><Arn>${escapeXml(arn)}</Arn><AssumedRoleId>AROAEXAMPLE:${escapeXml(name)}` +
      '</AssumedRoleId></AssumedRoleUser>'
    )
  }

  function serve(operation: string, form: URLSearchParams, authorization: string): WireAnswer {
    const roleArn = form.get('RoleArn') ?? undefined
    calls.push({ operation, roleArn })
    const action = operation.slice('sts:'.length)
    const role = roles.find(({ arn }) => arn === roleArn)
    switch (action) {
      case 'AssumeRole': {
        if (
          role === undefined ||
          role.webIdentity !== undefined ||
          (form.get('ExternalId') ?? undefined) !== role.externalId
        )
          return denied(action)
        const session = openSession(form, role)
        return typeof session === 'string' ? queryResult(action, session) : session
      }
      case 'AssumeRoleWithWebIdentity': {
        if (role?.webIdentity === undefined) return denied(action)
        const problem = checkToken(form.get('WebIdentityToken') ?? '', role.webIdentity)
        if (problem !== undefined) return problem
        const session = openSession(form, role)
        if (typeof session !== 'string') return session
        const { subject, audience, issuer } = role.webIdentity
        return queryResult(
          action,
          `${session}<SubjectFromWebIdentityToken>${escapeXml(subject)}</SubjectFromWebIdentityToken>` +
            `<Audience>${escapeXml(audience)}</Audience><Provider>${escapeXml(issuer)}</Provider>`,
        )
      }
      case 'GetCallerIdentity': {
        const arn = sessions.get(/Credential=([^/]+)\//.exec(authorization)?.[1] ?? '') ?? CALLER_ARN
        return queryResult(
          action,
          `<Arn>${escapeXml(arn)}</Arn><UserId>AIDAEXAMPLE</UserId><Account>${arn.split(':')[4]}</Account>`,
        )
      }
      default:
        return queryError('InvalidAction', `${operation} is not emulated`)
    }
  }

  const server = await startLoopbackServer((request, body, response) => {
    const call = recognizeCall(request, body)
    const form = new URLSearchParams(body.toString('utf8'))
    return serveUnderPlan(faults, call, response, () =>
      serve(call.operation, form, request.headers.authorization ?? ''),
    )
  })
  return { endpoint: server.endpoint, calls, stop: () => server.stop() }
}

/** The service's own refusals: an unknown issuer or audience is an invalid token, a wrong subject is a denied call. */
function checkToken(token: string, trust: WebIdentityTrust): WireAnswer | undefined {
  const claims = readJwt(token)
  if (claims === undefined) return queryError('InvalidIdentityToken', 'the ID Token provided is not a valid JWT')
  if (claims.iss !== trust.issuer)
    return queryError(
      'InvalidIdentityToken',
      `No OpenIDConnect provider found in your account for ${String(claims.iss)}`,
    )
  if (typeof claims.exp !== 'number' || claims.exp * 1000 <= Date.now())
    return queryError('ExpiredTokenException', 'Token expired')
  if (claims.aud !== trust.audience) return queryError('InvalidIdentityToken', 'Incorrect token audience')
  return claims.sub === trust.subject ? undefined : denied('AssumeRoleWithWebIdentity')
}

function denied(action: string): WireAnswer {
  return queryError('AccessDenied', `Not authorized to perform sts:${action}`, 403)
}
