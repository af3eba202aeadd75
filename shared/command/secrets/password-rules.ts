/** Where a command takes a secret without a name that shows it. */
export interface PasswordRule {
  /** Options whose next word is the secret. */
  readonly next?: readonly string[]
  /** Options to which the secret is attached: `-pSecret`. */
  readonly attached?: readonly string[]
  /** Options with `user:secret` or `user%secret` behind or attached; the match is what stands in front of it. */
  readonly pair?: RegExp
  /** Only together with this word. */
  readonly with?: RegExp
}

const rules = (names: readonly string[], rule: PasswordRule): readonly (readonly [string, PasswordRule])[] =>
  names.map((name) => [name, rule] as const)

/** The commands' manual pages and references. */
export const PASSWORD_RULES: ReadonlyMap<string, PasswordRule> = new Map([
  ...rules(
    ['mysql', 'mysqldump', 'mysqladmin', 'mysqlimport', 'mysqlcheck', 'mariadb', 'mariadb-dump', 'mariadb-admin'],
    { attached: ['-p'] },
  ),
  ...rules(['mongo', 'mongosh', 'mongodump', 'mongorestore', 'mongoexport', 'mongoimport', 'sshpass'], {
    next: ['-p'],
    attached: ['-p'],
  }),
  ...rules(['docker', 'podman', 'nerdctl', 'buildah', 'skopeo', 'oras', 'helm', 'crane', 'az', 'oc', 'cf'], {
    next: ['-p'],
    with: /^login$/,
  }),
  ...rules(['ldapsearch', 'ldapmodify', 'ldapadd', 'ldapdelete', 'ldapwhoami', 'ldappasswd'], {
    next: ['-w', '-s'],
    attached: ['-w'],
  }),
  ...rules(['sqlcmd', 'bcp', 'osql', 'isql'], { next: ['-P'], attached: ['-P'] }),
  ...rules(['smbclient', 'rpcclient', 'winexe', 'smbmap'], { pair: /^(?:-U|--user=?)/ }),
  ...rules(['7z', '7za', 'rar', 'unrar'], { attached: ['-p', '-hp'] }),
  ...rules(['psexec', 'psexec64', 'rdesktop', 'certutil', 'importpfx', 'useradd', 'usermod'], { next: ['-p'] }),
  ...rules(['zip', 'unzip'], { next: ['-P'] }),
  ...rules(['curl'], { pair: /^(?:-[a-zA-Z#]{0,10}[uU]|--user=?|--proxy-user=?)/ }),
  ...rules(['http'], { pair: /^(?:-a|--auth=?)/ }),
  ...rules(['redis-cli'], { next: ['-a', '--pass'] }),
  ...rules(['openssl'], { next: ['-k', '-K'] }),
  ...rules(['schtasks'], { next: ['/rp', '/p'] }),
  ...rules(['amazon-ssm-agent'], { next: ['-code'] }),
  ...rules(['ssm-setup-cli'], { next: ['-code', '-activation-code'] }),
  ...rules(['put-parameter'], { next: ['--value'], with: /securestring/i }),
  ...rules(['write-ssmparameter'], { next: ['-value'], with: /securestring/i }),
  ...rules(['secret'], { next: ['--value'], with: /^set$/ }),
])
