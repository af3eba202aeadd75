/** Key forms of a caller (semantics.md, "Callers") and the ARNs they stand for in a record. */
const AS_ARN: Readonly<Record<string, (account: string, name: string) => string>> = {
  role: (account, name) => `arn:*:iam::${account}:role/${name}`,
  user: (account, name) => `arn:*:iam::${account}:user/${name}`,
  sso: (account, name) => {
    const [permissionSet, user = '*'] = name.split('/')
    return `arn:*:sts::${account}:assumed-role/AWSReservedSSO_${permissionSet}_*/${user}`
  },
}

/**
 * An event pattern has no `?`, and takes no two asterisks in a row
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html).
 */
const asWildcard = (glob: string): string => glob.replaceAll('?', '*').replace(/\*+/g, '*')

const arnOf = (glob: string): string | null => {
  if (glob.startsWith('arn:') || glob.startsWith('*')) return asWildcard(glob)
  const [, account, kind, name] = /^aws:([^:]*):(role|user|sso)\/(.+)$/.exec(glob) ?? []
  return account === undefined || kind === undefined || name === undefined
    ? null
    : asWildcard(AS_ARN[kind]?.(account, name) ?? name)
}

/**
 * Part of an event pattern that leaves out calls by the given callers, named as in the setting `deployers`. A caller
 * that a pattern cannot name is not left out.
 */
export const excludeCallers = (globs: readonly string[]): Readonly<Record<string, unknown>> => {
  const wildcards = globs.map(arnOf).filter((arn) => arn !== null)
  if (wildcards.length === 0) return {}
  // `anything-but` needs the field, which calls by services lack.
  const other = [{ 'anything-but': { wildcard: wildcards } }, { exists: false }]
  return { userIdentity: { arn: other, sessionContext: { sessionIssuer: { arn: other } } } }
}
