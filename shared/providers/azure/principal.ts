import type { Principal, PrincipalKind } from '../../model/activity'
import type { Claims } from './claims'
import { parseResourceId } from './resource-id'

/** What a record says about its caller. */
export interface CallerFields {
  readonly claims: Claims
  /** Sign-in name, or the object id of an application; the Event Hubs export has none. */
  readonly caller: string | null
  /** Principal and type of the role assignment that allowed the call. */
  readonly evidencePrincipal: string | null
  readonly evidenceType: string | null
}

/**
 * The caller under a key that outlives tokens and names (semantics.md, "Callers"). The role assignment's principal
 * stands in for a missing object id only when it is one identity: `Group` and `ForeignGroup` name the group the role
 * came through.
 */
export const readPrincipal = (fields: CallerFields): Principal => {
  const { claims, evidenceType } = fields
  const objectId = objectIdOf(fields)
  const kind = kindOf(fields)
  const human = kind === 'unknown' ? null : kind === 'user' || kind === 'guest'
  return {
    key: keyOf(fields, objectId, human === true),
    kind,
    display: displayOf(kind, fields, objectId),
    session: null,
    human,
    mfa: human === true && claims.methods !== null ? claims.methods.some((method) => STRONG_METHODS.has(method)) : null,
    homeAccount: null,
    homeTenant: claims.tenantId?.toLowerCase() ?? null,
    viaService: null,
    instance: machineOf(claims.assignedResource) ?? machineOf(claims.identityResource),
    accessKeyId: null,
    assignedTo: evidenceType,
    aliases: aliasesOf(fields, objectId, human === true),
  }
}

/**
 * Values of the amr claim that stand for more than one factor:
 * https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
const STRONG_METHODS: ReadonlySet<string> = new Set(['mfa', 'ngcmfa'])

const UUID_DIGITS = /^[0-9a-f]{32}$/

const withoutDashes = (id: string): string => id.toLowerCase().replaceAll(/[-{}]/g, '')

/** The dashed form of a UUID written with or without dashes, in lower case; null for anything else. */
const asUuid = (text: string | null): string | null => {
  const digits = withoutDashes(text ?? '')
  if (!UUID_DIGITS.test(digits)) return null
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join(
    '-',
  )
}

const isOneIdentity = (type: string | null): boolean => type !== null && !/group|everyone|role/i.test(type)

const objectIdOf = ({ claims, caller, evidencePrincipal, evidenceType }: CallerFields): string | null => {
  if (claims.objectId !== null) return asUuid(claims.objectId) ?? claims.objectId.toLowerCase()
  if (evidencePrincipal !== null && isOneIdentity(evidenceType))
    return asUuid(evidencePrincipal) ?? evidencePrincipal.toLowerCase()
  const callerId = asUuid(caller)
  return callerId === asUuid(claims.applicationId) ? null : callerId
}

/** A person's token names an application too: the client it was used through, which many share. */
const keyOf = ({ claims, caller }: CallerFields, objectId: string | null, isPerson: boolean): string => {
  if (objectId !== null) return `azure:${objectId}`
  const application = claims.applicationId === null ? null : `app/${claims.applicationId}`
  const name = caller ?? claims.upn ?? claims.email
  return `azure:${((isPerson ? (name ?? application) : (application ?? name)) ?? 'unknown').toLowerCase()}`
}

const isSignInName = (text: string | null): boolean => text !== null && text.includes('@')

const kindOf = ({ claims, caller, evidenceType }: CallerFields): PrincipalKind => {
  const type = claims.type?.toLowerCase() ?? null
  if (claims.identityResource !== null || claims.assignedResource !== null) return 'managed-identity'
  if (type === 'app') return 'service-principal'
  const named =
    [claims.upn, claims.email, claims.uniqueName, claims.displayName, claims.scope].some((name) => name !== null) ||
    isSignInName(caller)
  if (type === 'user' || named || evidenceType?.toLowerCase() === 'user')
    return isGuest(claims, caller) ? 'guest' : 'user'
  const application =
    claims.applicationId !== null || asUuid(caller) !== null || evidenceType?.toLowerCase() === 'serviceprincipal'
  return application ? 'service-principal' : 'unknown'
}

/** Signs of an account that another directory vouches for; a member's provider is the tenant signed in to. */
const isGuest = (
  { alternateSecurityId, identityProvider, tenantId, upn, email, uniqueName, displayName }: Claims,
  caller: string | null,
): boolean => {
  if (alternateSecurityId !== null) return true
  const names = [upn, uniqueName, displayName, caller].map((name) => name?.toLowerCase() ?? '')
  if (names.some((name) => name.startsWith('live.com#') || name.includes('#ext#'))) return true
  if (
    identityProvider !== null &&
    tenantId !== null &&
    !identityProvider.toLowerCase().includes(tenantId.toLowerCase())
  )
    return true
  return upn === null && email !== null
}

const displayOf = (kind: PrincipalKind, { claims, caller }: CallerFields, objectId: string | null): string => {
  const person = [claims.upn, claims.email, claims.uniqueName, caller, claims.displayName]
  const guest = [claims.email, ...person].map((name) => name?.replace(/^live\.com#/i, '') ?? null)
  const application = claims.applicationId === null ? null : `app/${claims.applicationId.toLowerCase()}`
  const names: Partial<Record<PrincipalKind, readonly (string | null)[]>> = {
    user: person,
    guest,
    'managed-identity': [claims.identityResource?.split('/').at(-1) ?? null, application],
    'service-principal': [application],
  }
  return (
    [...(names[kind] ?? []), objectId, caller, application].find((name) => name !== null && name !== '') ?? 'unknown'
  )
}

const machineOf = (resource: string | null): string | null =>
  resource === null ? null : parseResourceId(resource, []).machine

/**
 * Other forms a list may name the caller by. A person's client is none of them: a list that names an
 * application means the application.
 */
const aliasesOf = ({ claims, caller }: CallerFields, objectId: string | null, isPerson: boolean): readonly string[] => {
  const undashed = asUuid(objectId) === null ? null : withoutDashes(objectId ?? '')
  const forms = [
    claims.upn,
    objectId,
    undashed,
    isPerson ? null : claims.applicationId,
    claims.email,
    caller,
    claims.identityResource,
  ]
  return [...new Set(forms.flatMap((form) => (form === null ? [] : [form.toLowerCase()])))]
}
