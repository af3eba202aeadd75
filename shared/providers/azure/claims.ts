import { asText, asTexts, membersOf } from '../json'

/** The token claims that show who called. Azure writes all values as strings. */
export interface Claims {
  readonly objectId: string | null
  /** Tenant the caller signed in to. */
  readonly tenantId: string | null
  readonly identityProvider: string | null
  readonly upn: string | null
  readonly email: string | null
  /** Sign-in name; `live.com#alice@example.com` for a personal account. */
  readonly uniqueName: string | null
  readonly displayName: string | null
  readonly applicationId: string | null
  /** `user` or `app`. */
  readonly type: string | null
  /** Resource that a managed identity belongs to: the machine itself, or the user-assigned identity. */
  readonly identityResource: string | null
  /** Resource that uses a user-assigned identity. */
  readonly assignedResource: string | null
  readonly alternateSecurityId: string | null
  readonly scope: string | null
  /** How the caller proved the identity, in lower case: `pwd`, `mfa`. Null when the token does not say. */
  readonly methods: readonly string[] | null
  readonly address: string | null
}

const SOAP = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/'
const MICROSOFT = 'http://schemas.microsoft.com/identity/claims/'

/**
 * Reads the claims of a record, an object or its JSON text; long claim names and the short ones of the token itself.
 * Names: https://learn.microsoft.com/azure/azure-monitor/platform/activity-log-schema
 */
export const readClaims = (value: unknown): Claims => {
  const claims = membersOf(value)
  const first = (...names: readonly string[]): string | null =>
    names.map((name) => asText(claims.get(name))).find((text) => text !== null) ?? null
  return {
    objectId: first(`${MICROSOFT}objectidentifier`, 'oid'),
    tenantId: first(`${MICROSOFT}tenantid`, 'tid'),
    identityProvider: first(`${MICROSOFT}identityprovider`, 'idp'),
    upn: first(`${SOAP}upn`, 'upn'),
    email: first(`${SOAP}emailaddress`, 'email', 'emailaddress'),
    uniqueName: first(`${SOAP}name`, 'unique_name'),
    displayName: first('name'),
    applicationId: first('appid', 'azp'),
    type: first('idtyp'),
    identityResource: first('xms_mirid'),
    assignedResource: first('xms_az_rid'),
    alternateSecurityId: first('altsecid'),
    scope: first(`${MICROSOFT}scope`, 'scp'),
    methods: methodsOf(claims.get('http://schemas.microsoft.com/claims/authnmethodsreferences') ?? claims.get('amr')),
    address: first('ipaddr'),
  }
}

/** Characters of a list of methods that are read: real ones have some twenty. */
const MAX_METHODS = 500

const methodsOf = (value: unknown): readonly string[] | null => {
  const texts = asTexts(value)
  if (texts.length === 0) return null
  return texts
    .flatMap((text) =>
      text
        .slice(0, MAX_METHODS)
        .toLowerCase()
        .split(/[\s,]+/),
    )
    .filter((method) => method !== '')
}
