import { matchesAny } from '../matches-any'
const ENDINGS = [
  'password',
  'passwd',
  'passphrase',
  'pwd',
  'secret',
  'secretkey',
  'secretaccesskey',
  'secretstring',
  'secretvalue',
  'apikey',
  'appkey',
  'accountkey',
  'sharedaccesskey',
  'accesskey',
  'privatekey',
  'secretkeybase',
  'token',
  'licensekey',
  'encryptionkey',
  'signingkey',
  'masterkey',
  'storagekey',
  'functionkey',
  'functionskey',
  'subscriptionkey',
  'sharedaccesssignature',
  'rediscliauth',
  'requirepass',
  'masterauth',
  'bindpw',
  'rootpw',
  'adminpw',
  'activationcode',
  'authkey',
  'integrationkey',
  'amzsignature',
  'webhookurl',
]
const WHOLE = new Set([
  'pass',
  'pw',
  'psk',
  'sig',
  'cookie',
  'setcookie',
  'storepass',
  'keypass',
  'sshpass',
  'dbpass',
  'userpass',
  'rootpass',
  'adminpass',
  'srcstorepass',
  'deststorepass',
])
/**
 * End like a secret's name and are none: the tokens of paged lists, of builds and of assemblies, the working directory.
 */
const HARMLESS = new Set([
  'nexttoken',
  'starttoken',
  'startingtoken',
  'continuationtoken',
  'pagetoken',
  'pagingtoken',
  'paginationtoken',
  'cancellationtoken',
  'publickeytoken',
  'clienttoken',
  'csrftoken',
  'pwd',
  'oldpwd',
  'imagepullsecret',
  'pullsecret',
  'tlssecret',
])
/** A switch about passwords, not one. */
const SWITCH: readonly RegExp[] = [
  /^(?:no|use|has|change|reset|show|random|generate|store|require|allow)(?:passwd|password|pwd|secret|token)$/,
  /^(?:empty|blank|without|disabled?|enable|lock|unlock|expire)(?:passwd|password|pwd|secret|token)$/,
]

/** The name of a variable, option, field or header whose value is a secret. */
export const isSecretName = (name: string): boolean => {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '')
  if (plain.length > 80 || HARMLESS.has(plain) || matchesAny(SWITCH, plain)) return false
  return WHOLE.has(plain) || /[_.-]pass$/i.test(name) || ENDINGS.some((ending) => plain.endsWith(ending))
}
