import { matchesAny } from '../matches-any'
/** Values that stand for a secret kept elsewhere. */
const REFERENCES: readonly RegExp[] = [
  /^(?:\$|\$\{?[A-Za-z_][\w:.]{0,127}\}?|\$\{[^}]{1,256}\}|\$\([^)]{0,1024}\)?|\$\{\{.{0,256})$/,
  /^(?:%[A-Za-z_]\w{0,63}%|\{\{.{0,256}|<[A-Za-z][\w .-]{0,64}>?|!(?:Ref|Sub|GetAtt)\b.{0,256})$/,
  /^(?:@Microsoft\.KeyVault.{0,512}|arn:.{0,512}|\[[\w.]{1,64}\](?:::|\(|\$).{0,1024})$/,
  /^(?:process\.env|os\.environ|os\.getenv|getenv|System\.getenv)[.(:[].{0,512}$/,
  /^(?:secrets|vars|env|vault|ssm|file|resolve)[.(:[].{0,512}$/,
]
const EMPTY: readonly RegExp[] = [
  /^(?:true|false|null|none|nil|undefined|yes|no|n\/a|\*{1,64}|x{3,64}|\.{3})$/i,
  /^(?:files|compat|systemd|sss|required|optional|string|SecureString)$/i,
]
const ACCESS_KEY_ID = /^(?:AKIA|ASIA|AIDA|AROA|AGPA|ANPA)[A-Z0-9]{12,20}$/

/**
 * A value that is itself a secret, and not a variable, a reference, a placeholder, a path to
 * a file, or an access key's id.
 */
export const isLiteralSecret = (value: string, inSingleQuotes: boolean): boolean => {
  if (value.trim() === '' || matchesAny(EMPTY, value) || ACCESS_KEY_ID.test(value)) return false
  // Single quotes keep the shell from expanding: what stands in them is meant literally.
  return inSingleQuotes ? !/^(?:\{\{|<[A-Za-z])/.test(value) : !matchesAny(REFERENCES, value)
}
