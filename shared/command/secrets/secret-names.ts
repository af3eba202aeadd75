const ENDINGS = [
  'password', 'passwd', 'passphrase', 'pwd', 'secret', 'secretkey', 'secretaccesskey', 'secretstring', 'secretvalue', 'apikey', 'appkey', 'accountkey',
  'sharedaccesskey', 'accesskey', 'privatekey', 'secretkeybase',
  'token', 'licensekey', 'encryptionkey', 'signingkey', 'masterkey', 'storagekey', 'functionkey', 'functionskey', 'subscriptionkey', 'sharedaccesssignature',
  'rediscliauth', 'requirepass', 'masterauth',
  'bindpw', 'rootpw', 'adminpw', 'activationcode', 'authkey', 'integrationkey', 'amzsignature', 'webhookurl',
]
const WHOLE = new Set([
  'pass', 'pw', 'psk', 'sig', 'cookie', 'setcookie', 'storepass', 'keypass', 'sshpass', 'dbpass', 'userpass', 'rootpass', 'adminpass', 'srcstorepass',
  'deststorepass',
])
/** End like a secret's name and are none. */
const HARMLESS = /(?:next|start|starting|continuation|page|paging|pagination|cancellation|publickey|client|csrf)token$|^(?:no|use|has|change|reset|show|random|generate|store|require|allow|empty|blank|without|disabled|disable|enable|lock|unlock|expire)(?:passwd|password|pwd|secret|token)$|^(?:old)?pwd$|imagepullsecret$|pullsecret$|tlssecret$/

/** The name of a variable, option, field or header whose value is a secret. */
export const isSecretName = (name: string): boolean => {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '')
  if (plain.length > 80 || HARMLESS.test(plain)) return false
  return WHOLE.has(plain) || /[_.-]pass$/i.test(name) || ENDINGS.some((ending) => plain.endsWith(ending))
}
