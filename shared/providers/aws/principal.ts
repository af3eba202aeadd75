import { NOTHING_KNOWN, type Principal, type PrincipalKind } from '../../model/activity'
import type { JsonObject } from '../json'
import { type Arn, parseArn } from './arn'
import type { CloudTrailRecord } from './cloudtrail'
import { childOf, fieldOf, isTrue, textOf } from './read-field'
import { isServiceName } from './source'

/** The part of an identity that its type decides. */
interface Identified {
  readonly kind: PrincipalKind
  /** What follows `aws:<account>:` in the key. */
  readonly path: string
  readonly display: string
  readonly session: string | null
  readonly human: boolean | null
  readonly aliases: readonly (string | null)[]
}

const SSO_ROLE = /^AWSReservedSSO_(.+)_[0-9a-f]+$/i
/** Path that only AWS can make roles under: `role/aws-reserved/sso.amazonaws.com/<Region>/<name>`. */
const SSO_PATH = /^role\/aws-reserved\/sso\.amazonaws\.com\//
const INSTANCE = /^m?i-[0-9a-f]{8,}$/i
const BROWSER = /^\[?Mozilla\/|\bconsole\.amazonaws\.com\b/

const lastSegment = (text: string): string => text.slice(text.lastIndexOf('/') + 1)

const afterColon = (text: string | null): string | null => {
  const colon = text?.indexOf(':') ?? -1
  return text === null || colon === -1 || colon === text.length - 1 ? null : text.slice(colon + 1)
}

const plain = (kind: PrincipalKind, path: string, arn: string | null): Identified => ({
  kind,
  path,
  display: path,
  session: null,
  human: null,
  aliases: [arn],
})

/** Role and session. Anonymisers break the ARN of an assumed role; the issuer and the principal id still show both. */
const identifyRole = (identity: JsonObject, arn: Arn | null, issuer: JsonObject | null): Identified => {
  const [, roleInArn = null, ...rest] = arn?.service === 'sts' ? arn.resource.split('/') : []
  const session = rest.length > 0 ? rest.join('/') : afterColon(textOf(identity, 'principalId'))
  const role = textOf(issuer, 'userName') ?? roleInArn ?? (arn === null ? 'unknown' : lastSegment(arn.resource))
  const aliases = [textOf(identity, 'arn'), textOf(issuer, 'arn')]
  const issuerArn = parseArn(textOf(issuer, 'arn') ?? '')
  // Anybody who makes roles may give one the name of a permission set's, and its sessions the name of a person.
  const permissionSet = issuerArn === null || SSO_PATH.test(issuerArn.resource) ? SSO_ROLE.exec(role)?.[1] : undefined
  if (permissionSet !== undefined && session !== null) {
    return {
      kind: 'sso-user',
      path: `sso/${permissionSet}/${session}`,
      display: session,
      session,
      human: true,
      aliases: [...aliases, session],
    }
  }
  const path = `role/${role}`
  return {
    kind: 'role',
    path,
    display: path,
    session,
    human: session !== null && INSTANCE.test(session) ? false : null,
    aliases,
  }
}

const identifyFederated = (identity: JsonObject, arn: Arn | null): Identified => {
  const name =
    textOf(identity, 'userName') ??
    (arn === null ? afterColon(textOf(identity, 'principalId')) : lastSegment(arn.resource)) ??
    'unknown'
  return plain('federated', `federated/${name}`, textOf(identity, 'arn'))
}

const identify = (identity: JsonObject | null, issuer: JsonObject | null): Identified => {
  const text = textOf(identity, 'arn')
  if (identity === null) return plain('unknown', 'unknown', text)
  const arn = text === null ? null : parseArn(text)
  switch (textOf(identity, 'type')) {
    case 'IAMUser':
      return plain(
        'user',
        `user/${textOf(identity, 'userName') ?? (arn === null ? 'unknown' : lastSegment(arn.resource))}`,
        text,
      )
    case 'AssumedRole':
    case 'Role':
      return identifyRole(identity, arn, issuer)
    case 'Root':
      return { ...plain('root', 'root', text), human: true }
    case 'FederatedUser':
    case 'WebIdentityUser':
    case 'SAMLUser':
      return identifyFederated(identity, arn)
    case 'IdentityCenterUser': {
      const user =
        textOf(childOf(identity, 'onBehalfOf'), 'userId') ?? afterColon(textOf(identity, 'principalId')) ?? 'unknown'
      return { kind: 'sso-user', path: `federated/${user}`, display: user, session: null, human: true, aliases: [user] }
    }
    case 'AWSAccount':
      return { ...plain('account', 'account', text), display: `account ${textOf(identity, 'accountId') ?? 'unknown'}` }
    default:
      return plain('unknown', 'unknown', text)
  }
}

const mfaOf = (session: JsonObject | null): boolean | null => {
  const attributes = childOf(session, 'attributes')
  return fieldOf(attributes, 'mfaAuthenticated') === undefined ? null : isTrue(attributes, 'mfaAuthenticated')
}

const isInteractive = (session: JsonObject | null, userAgent: string | null): boolean =>
  isTrue(session, 'sessionCredentialFromConsole') || mfaOf(session) === true || BROWSER.test(userAgent ?? '')

const service = (identity: JsonObject | null, sourceAddress: string | null): Principal => {
  const name =
    textOf(identity, 'invokedBy') ??
    (sourceAddress !== null && isServiceName(sourceAddress) ? sourceAddress : 'unknown')
  return { ...NOTHING_KNOWN, key: `aws:service/${name}`, kind: 'service', display: name, human: false, aliases: [name] }
}

/**
 * A service makes the call for somebody: it is the caller, and lists may name it or the one it acts for
 * (ADR 11). For everybody it is another caller, so that nobody new can hide behind the stacks or rules
 * of those who have long used it.
 */
const throughService = (principal: Principal, name: string): Principal => ({
  ...principal,
  key: `aws:service/${name}/${principal.key}`,
  kind: 'service',
  display: `${name} for ${principal.display}`,
  human: false,
  viaService: name,
  aliases: [...new Set([name, `aws:service/${name}`, principal.key, ...principal.aliases])],
})

/**
 * Who called, from `userIdentity` (semantics.md, "Callers"). `account` is the account of the record: it completes the
 * key of an identity that names none. `human` is true for single sign-on, root, and sessions that began in a console,
 * with a second factor or from a browser; false for services and instance roles; null when nothing shows. Names that a
 * caller can choose (role session, federated user) are no aliases, so that nobody can name himself into a list.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export const readPrincipal = (record: CloudTrailRecord, account: string | null): Principal => {
  const { identity } = record
  if (textOf(identity, 'type') === 'AWSService') return service(identity, record.sourceAddress)
  const session = childOf(identity, 'sessionContext')
  const who = identify(identity, childOf(session, 'sessionIssuer'))
  const homeAccount = textOf(identity, 'accountId') ?? (parseArn(textOf(identity, 'arn') ?? '')?.account || null)
  const sourceIdentity = textOf(session, 'sourceIdentity') ?? textOf(identity, 'sourceIdentity')
  const principal: Principal = {
    ...NOTHING_KNOWN,
    key: `aws:${homeAccount ?? account ?? 'unknown'}:${who.path}${sourceIdentity === null ? '' : `@${sourceIdentity}`}`,
    kind: who.kind,
    display: who.display,
    session: who.session,
    human: who.human ?? (isInteractive(session, record.userAgent) ? true : null),
    mfa: mfaOf(session),
    homeAccount,
    instance: who.kind === 'role' && INSTANCE.test(who.session ?? '') ? who.session : null,
    accessKeyId: textOf(identity, 'accessKeyId'),
    aliases: [...new Set(who.aliases.filter((alias) => alias !== null))],
  }
  const invokedBy = textOf(identity, 'invokedBy')
  return invokedBy !== null && isServiceName(invokedBy) ? throughService(principal, invokedBy) : principal
}
