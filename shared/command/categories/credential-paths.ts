/** Files and registry keys that hold credentials, on paths with forward slashes and in lower case. */
const PATHS: readonly (readonly [RegExp, string])[] = [
  [/\/etc\/(?:shadow|gshadow|master\.passwd|security\/opasswd)(?:-|$|[^\w.])/, 'password hashes'],
  [/\.aws\/(?:credentials|sso\/cache|cli\/cache)/, 'AWS keys'],
  [
    /\.azure\/(?:accesstokens|msal_token_cache|service_principal|tokencache|azureprofile)|\.azure\/?(?:$|[\s*"'])/,
    'Azure tokens',
  ],
  [/\.config\/gcloud\/(?:credentials|access_tokens|application_default|legacy)/, 'Google Cloud tokens'],
  [/\.ssh\/(?:id_(?:rsa|dsa|ecdsa|ed25519)(?:_\w{1,32})?|identity)(?:$|[^.\w])|\.ssh\/?\*/, 'SSH private keys'],
  [/\/etc\/ssh\/ssh_host_\w{1,16}_key(?:$|[^.])/, 'SSH private keys'],
  [
    /\.kube\/config|\/etc\/kubernetes\/admin\.conf|\/etc\/rancher\/k3s\/k3s\.yaml|\/var\/lib\/kubelet\/pki/,
    'Kubernetes credentials',
  ],
  [/\.docker\/config\.json|\.git-credentials|\/\.netrc|\/\.pgpass|\/\.my\.cnf|\.config\/gh\/hosts/, 'stored logins'],
  [/\/azcmagent\/certs|azureconnectedmachineagent\/certs/, "the Azure Arc machine's private key"],
  [/\/var\/lib\/waagent\/(?:[^/]{0,128}\.(?:prv|pem)|certificates)/, "the Azure agent's keys"],
  [/hybridrunbookworkerv2/, "the hybrid worker's keys"],
  [/amazon\/ssm\/(?:vault|manifest)|ssm\/vault\/store/, "the Systems Manager agent's keys"],
  [/windows\/ntds\/|ntds\.dit/, "the domain's password hashes"],
  [
    /system32\/config\/(?:sam|system|security)(?:$|[^\w])|repair\/sam|harddiskvolumeshadowcopy\d{1,3}\/windows/,
    "the machine's password hashes",
  ],
]

/** Files that often hold a secret but that honest scripts read too. */
const MINOR_PATHS: readonly (readonly [RegExp, string])[] = [
  [/\/proc\/(?:\d{1,7}|self|\*|\$\w{1,64})\/environ/, "a process's environment"],
  [/secrets\/kubernetes\.io\/serviceaccount\/token/, "the pod's service account token"],
  [/\.(?:bash|zsh)_history|consolehost_history\.txt/, 'typed commands'],
  [/cloud\/instances?\/[^\s]{0,64}user-data/, 'user data'],
  [/unattend\.xml|sysprep\.inf|groups\.xml/, 'setup files that may hold passwords'],
]

export const credentialPath = (path: string): string | null =>
  PATHS.find(([pattern]) => pattern.test(path))?.[1] ?? null

export const minorCredentialPath = (path: string): string | null =>
  MINOR_PATHS.find(([pattern]) => pattern.test(path))?.[1] ?? null

const SHADOW = '/etc/shadow'

/**
 * `/etc/sh?d*w` is `/etc/shadow`; a pattern with fewer than three letters of its own in the
 * last part also means much else.
 */
export const isShadowPattern = (word: string): boolean => {
  if (word.length > 64 || !/[?*[]/.test(word) || !word.startsWith('/')) return false
  const parts = word.split('/')
  const wanted = SHADOW.split('/')
  if (parts.length !== wanted.length || (parts.at(-1)?.replace(/[^a-z]/g, '').length ?? 0) < 3) return false
  return parts.every((part, index) => matchesPattern(part, wanted[index] ?? ''))
}

/** Greedy file name matching; sets in brackets count as one character. */
const matchesPattern = (pattern: string, name: string): boolean => {
  const simple = pattern.replace(/\[[^\]]{1,16}\]/g, '?')
  let [p, n, star, mark] = [0, 0, -1, 0]
  while (n < name.length) {
    if (simple[p] === '?' || simple[p] === name[n]) {
      p += 1
      n += 1
    } else if (simple[p] === '*') {
      star = p
      mark = n
      p += 1
    } else if (star !== -1) {
      p = star + 1
      mark += 1
      n = mark
    } else return false
  }
  return /^\*{0,8}$/.test(simple.slice(p))
}
