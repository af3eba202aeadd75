import { placedCommands, type PlacedCommand, type PlacedWord } from './command-words'
import { isLiteralSecret } from './literal'
import { isSecretName } from './secret-names'
import type { Span } from './spans'

interface Rule {
  /** Options whose next word is the secret. */
  readonly next?: readonly string[]
  /** Options to which the secret is attached: `-pSecret`. */
  readonly attached?: readonly string[]
  /** Options with `user:secret` or `user%secret` behind or attached; the match is what stands in front of it. */
  readonly pair?: RegExp
  /** Only together with this word. */
  readonly with?: RegExp
}

/** Where commands take a secret without a telling name (their manual pages). */
const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ...['mysql', 'mysqldump', 'mysqladmin', 'mysqlimport', 'mysqlcheck', 'mariadb', 'mariadb-dump', 'mariadb-admin'].map((name): [string, Rule] => [name, { attached: ['-p'] }]),
  ...['mongo', 'mongosh', 'mongodump', 'mongorestore', 'mongoexport', 'mongoimport'].map((name): [string, Rule] => [name, { next: ['-p'], attached: ['-p'] }]),
  ...['docker', 'podman', 'nerdctl', 'buildah', 'skopeo', 'oras', 'helm', 'crane', 'az', 'oc', 'cf'].map((name): [string, Rule] => [name, { next: ['-p'], with: /^login$/ }]),
  ...['ldapsearch', 'ldapmodify', 'ldapadd', 'ldapdelete', 'ldapwhoami', 'ldappasswd'].map((name): [string, Rule] => [name, { next: ['-w', '-s'], attached: ['-w'] }]),
  ...['sqlcmd', 'bcp', 'osql', 'isql'].map((name): [string, Rule] => [name, { next: ['-P'], attached: ['-P'] }]),
  ...['smbclient', 'rpcclient', 'winexe', 'smbmap'].map((name): [string, Rule] => [name, { pair: /^(?:-U|--user=?)/ }]),
  ...['7z', '7za', 'rar', 'unrar'].map((name): [string, Rule] => [name, { attached: ['-p', '-hp'] }]),
  ...['psexec', 'psexec64', 'rdesktop', 'certutil', 'importpfx'].map((name): [string, Rule] => [name, { next: ['-p'] }]),
  ['sshpass', { next: ['-p'], attached: ['-p'] }],
  ['redis-cli', { next: ['-a', '--pass'] }],
  ['curl', { pair: /^(?:-[a-zA-Z#]{0,10}[uU]|--user=?|--proxy-user=?)/ }],
  ['http', { pair: /^(?:-a|--auth=?)/ }],
  ['zip', { next: ['-P'] }],
  ['unzip', { next: ['-P'] }],
  ['openssl', { next: ['-k', '-K'] }],
  ['schtasks', { next: ['/rp', '/p'] }],
  ['useradd', { next: ['-p'] }],
  ['usermod', { next: ['-p'] }],
  ['amazon-ssm-agent', { next: ['-code'] }],
  ['ssm-setup-cli', { next: ['-code', '-activation-code'] }],
  ['put-parameter', { next: ['--value'], with: /securestring/i }],
  ['write-ssmparameter', { next: ['-value'], with: /securestring/i }],
  ['secret', { next: ['--value'], with: /^set$/ }],
])
/** `echo user:secret | base64` makes a header. */
const IS_PAIR = /^[\w.@-]{1,64}:[^/\s]/
/** Read a secret from their input. */
const READS_SECRET = /^(?:chpasswd|cryptsetup|smbpasswd|kinit)$/
const READS_SECRET_WITH: readonly (readonly [RegExp, RegExp])[] = [
  [/^sudo$/, /^-[a-zA-Z]{0,6}S$|^--stdin$/],
  [/^passwd$/, /^--stdin$/],
  [/^(?:docker|podman|nerdctl|helm|az|oras|crane|skopeo|buildah)$/, /^--password-stdin$/],
  [/^gh$/, /^--with-token$/],
]
const PREFIXED = /^(?:pass|\/p(?:ass(?:word)?)?|\/rp|\/password|-p(?:ass(?:word)?)?):(?=.)/i

const baseName = (word: string): string => word.slice(-128).split(/[\\/]/).at(-1)?.toLowerCase().replace(/\.exe$/, '') ?? ''

const span = (word: PlacedWord | undefined, from = 0): readonly Span[] =>
  word !== undefined && isLiteralSecret(word.text.slice(from), word.quote === "'") && !(from === 0 && word.quote === '' && /^-{1,2}[A-Za-z]/.test(word.text)) ? [{ start: word.start + from, end: word.end }] : []

const pairSpan = (word: PlacedWord | undefined): readonly Span[] => {
  const at = word?.text.search(/[:%]/) ?? -1
  return at === -1 ? [] : span(word, at + 1)
}

const byRule = (words: readonly PlacedWord[], from: number, rule: Rule): readonly Span[] => {
  const rest = words.slice(from + 1)
  if (rule.with !== undefined && !rest.some(({ text }) => rule.with?.test(text))) return []
  return rest.flatMap((word, index) => {
    const { text, quote } = word
    if (quote !== '') return []
    if (rule.next?.includes(text) || rule.next?.includes(text.toLowerCase())) return span(rest[index + 1])
    const pair = rule.pair?.exec(text)?.[0]
    if (pair !== undefined) return pair.length === text.length ? pairSpan(rest[index + 1]) : pairSpan(word)
    const attached = rule.attached?.find((option) => text.startsWith(option) && text.length > option.length && !text.startsWith('--'))
    return attached === undefined ? [] : span(word, attached.length)
  })
}

/** `net user name secret /add`, `net use \\host\share secret /user:name`. */
const byNet = (words: readonly PlacedWord[], from: number): readonly Span[] => {
  const verb = words[from + 1]?.text.toLowerCase()
  const plain = words.slice(from + 2).filter(({ text }) => !text.startsWith('/'))
  if (verb === 'user' || verb === 'users') return plain[1]?.text === '*' ? [] : span(plain[1])
  return verb === 'use' ? span(plain.find(({ text }, index) => index > 0 && !text.startsWith('\\\\') && text !== '*')) : []
}

/** Commands whose secrets stand at a place instead of behind an option. */
const byPlace = (words: readonly PlacedWord[], from: number, name: string): readonly Span[] => {
  const rest = words.slice(from + 1)
  const plain = rest.filter(({ text, quote }) => quote !== '' || !text.startsWith('-'))
  switch (name) {
    case 'net':
    case 'net1':
      return byNet(words, from)
    case 'convertto-securestring':
      return span(rest.find(({ text, quote }) => quote !== '' || !text.startsWith('-')))
    case 'htpasswd':
      return rest.some(({ text }) => /^-[a-zA-Z]{0,6}b/.test(text)) ? span(plain.at(-1)) : []
    case 'vault':
      return plain[0]?.text === 'login' ? span(plain.find(({ text }, index) => index > 0 && !text.includes('='))) : []
    case 'rabbitmqctl':
      return /^(?:add_user|change_password)$/.test(plain[0]?.text ?? '') ? span(plain[2]) : []
    case 'sqlplus':
    case 'rman':
    case 'expdp':
    case 'impdp': {
      const login = plain.find(({ text }) => /^[\w"]{1,64}\/[^/\s]{1,256}@/.test(text))
      const slash = login?.text.indexOf('/') ?? -1
      return login === undefined ? [] : [{ start: login.start + slash + 1, end: login.start + login.text.lastIndexOf('@') }]
    }
    case 'set':
    case 'setx':
    case 'requirepass':
    case 'masterauth':
      return name.startsWith('set') ? (isSecretName(plain[0]?.text ?? '') ? span(plain[1]) : []) : span(plain[0])
    default:
      return []
  }
}

/** `--password x`, `-AdminPassword x`, `--token x`: an option with a telling name, and `pass:x`, `/p:x`. */
const byOption = (words: readonly PlacedWord[]): readonly Span[] =>
  words.flatMap((word, index) => {
    if (word.quote !== '') return []
    const prefix = PREFIXED.exec(word.text)?.[0]
    if (prefix !== undefined) return span(word, prefix.length)
    const name = /^(?:--?|\/)([A-Za-z][\w-]{2,63})$/.exec(word.text)?.[1]
    return name !== undefined && isSecretName(name) ? span(words[index + 1]) : []
  })

const readsSecret = ({ words }: PlacedCommand): boolean => {
  const texts = words.slice(0, 12).map(({ text }) => text)
  const names = texts.map(baseName)
  return names.some((name) => READS_SECRET.test(name)) || READS_SECRET_WITH.some(([command, option]) => names.some((name) => command.test(name)) && words.some(({ text }) => option.test(text)))
}

/** What is printed into a command that reads a secret: `echo 'user:x' | chpasswd`, `echo x | sudo -S`, and its here-string. */
const byInput = (command: PlacedCommand, before: PlacedCommand | undefined): readonly Span[] => {
  const encodes = command.piped && command.words[0]?.text === 'base64' && !command.words.some(({ text }) => /^-[a-z]{0,3}d|^--decode/.test(text))
  if (encodes) return before?.words.filter(({ text }) => IS_PAIR.test(text)).flatMap(pairSpan) ?? []
  if (!readsSecret(command)) return []
  const keepsUser = command.words.some(({ text }) => baseName(text) === 'chpasswd')
  const one = (word: PlacedWord | undefined): readonly Span[] => (keepsUser ? pairSpan(word) : span(word))
  const hereString = command.words.findIndex(({ text }) => text.startsWith('<<<'))
  const inline = command.words[hereString]
  const here = inline === undefined ? [] : inline.text === '<<<' ? one(command.words[hereString + 1]) : span(inline, 3)
  const printed = command.piped && before !== undefined && /^(?:echo|printf)$/.test(before.words[0]?.text ?? '') ? before.words.slice(1).filter(({ text }) => !/^-[neE]{1,3}$|^%s(?:\\n)?$/.test(text)) : []
  return [...here, ...printed.flatMap(one)]
}

const byCommand = ({ words }: PlacedCommand): readonly Span[] =>
  words.slice(0, 12).flatMap((word, index) => {
    const name = baseName(word.text)
    const rule = RULES.get(name)
    return [...(rule === undefined ? [] : byRule(words, index, rule)), ...byPlace(words, index, name)]
  })

/** Secrets in the arguments and the input of commands that are known to take one. */
export const commandPasswords = (text: string): readonly Span[] => {
  const commands = placedCommands(text)
  return commands.flatMap((command, index) => [...byOption(command.words), ...byCommand(command), ...byInput(command, commands[index - 1])])
}
