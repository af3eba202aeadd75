import { matchesAny } from '../matches-any'
import { runsInput } from '../tokens/interpreters'
import { optionValue, parameter } from '../tokens/options'
import type { Command } from '../tokens/script'
import { hostKind, parseUrl, urlsIn, type Url } from '../tokens/urls'
import { baseName } from '../tokens/wrappers'
import { isWellKnownHost } from './well-known-hosts'

type Trust = 'well-known' | 'release' | 'own-bucket' | 'local' | 'stranger'

/** One download: from where, and into which file. */
export interface Fetch {
  readonly command: Command
  /** Null when the text does not show it. */
  readonly url: Url | null
  /** Lower-case base name of the file it is stored in; null when it goes to standard output or into a variable. */
  readonly file: string | null
  readonly trust: Trust
}

const WEB_CLIENTS = new Set([
  'curl',
  'wget',
  'wget2',
  'fetch',
  'aria2c',
  'axel',
  'lwp-download',
  'lwp-request',
  'http',
  'https',
  'lynx',
  'invoke-webrequest',
  'invoke-restmethod',
  'start-bitstransfer',
  'tftp',
  'ftp',
])
/** Without an option they store under the remote name. */
const STORE_BY_NAME = new Set(['wget', 'wget2', 'fetch', 'aria2c', 'axel', 'lwp-download'])
const NAME_LOOKUPS = new Set(['dig', 'nslookup', 'host', 'resolve-dnsname'])
/** Options whose value is no URL. */
const VALUED = new Set([
  '-o',
  '-O',
  '-H',
  '-d',
  '-X',
  '-u',
  '-A',
  '-e',
  '-b',
  '-c',
  '-F',
  '-m',
  '-w',
  '-x',
  '-K',
  '-E',
  '-P',
  '-T',
  '-t',
  '--header',
  '--data',
  '--request',
  '--user',
  '--output',
  '--retry',
  '--retry-delay',
  '--connect-timeout',
  '--max-time',
  '--cacert',
  '--cert',
  '--key',
  '--user-agent',
  '--output-document',
  '--tries',
  '--timeout',
  '--directory-prefix',
  '-headers',
  '-method',
  '-outfile',
  '-body',
  '-contenttype',
  '-timeoutsec',
  '-destination',
])
const SENDS: readonly RegExp[] = [
  /^(?:-I|--head|--spider|-d|-F|-T|--form|--upload-file|--json|-infile|-body)$/,
  /^--(?:data(?:-raw|-binary|-urlencode|-ascii)?|post-(?:data|file))$/,
]
const DOWNLOAD_METHOD =
  /\.\(?(?:download(?:data|(?:string|file)(?:taskasync)?)|openread|get(?:string|bytearray)async)\)?(?:\.invoke)?\(/
const DOWNLOAD_FILE = /\.downloadfile\([^,]{1,2048},\s{0,8}([^,)]{1,512})/
const REMOTE_NAME = /^(?:-[A-Za-z]{0,10}O[A-Za-z]{0,10}|--remote-name(?:-all)?)$/

/** A named repository's published release; raw files of strangers' branches are not. */
const isRelease = ({ host, path }: Url): boolean =>
  host === 'github.com' && /^\/[\w.-]{1,64}\/[\w.-]{1,128}\/releases\//.test(path)

const isInside = ({ host }: Url): boolean => ['loopback', 'metadata', 'internal-name'].includes(hostKind(host))

const trustOf = (urls: readonly Url[]): Trust => {
  if (urls.length === 0) return 'stranger'
  if (urls.every(isWellKnownHost)) return 'well-known'
  if (urls.every((url) => isWellKnownHost(url) || isRelease(url))) return 'release'
  return urls.every(isInside) ? 'local' : 'stranger'
}

/** The words of a web client that name what it fetches. */
const targets = ({ args, line }: Command): readonly Url[] => {
  const urls = urlsIn(line)
  if (urls.length > 0) return urls
  const isValue = (index: number): boolean =>
    VALUED.has(args[index - 1]?.text ?? '') || VALUED.has(args[index - 1]?.text.toLowerCase() ?? '')
  return args
    .filter(({ text }, index) => !text.startsWith('-') && !isValue(index))
    .map(({ text }) => parseUrl(text))
    .filter((url) => url !== null)
}

/** The file that the shell puts the output into. */
const redirectedTo = (command: Command): string | undefined =>
  command.redirects.find(({ operator }) => operator === '>' || operator === '>>')?.target.text ??
  command.downstream.find(({ name }) => name === 'tee')?.args.find(({ text }) => !text.startsWith('-'))?.text

const namedFile = (command: Command): string | null => {
  switch (command.name) {
    case 'wget':
    case 'wget2':
      return optionValue(command, 'O', 'output-document')
    case 'curl':
      return optionValue(command, 'o', 'output') ?? parameter(command, 'outfile')
    default:
      return parameter(command, 'outfile') ?? parameter(command, 'destination') ?? optionValue(command, 'o', 'output')
  }
}

const storedIn = (command: Command, urls: readonly Url[]): string | null => {
  const redirected = redirectedTo(command)
  if (redirected !== undefined) return baseName(redirected)
  const named = namedFile(command)
  if (named !== null) return named === '-' ? null : baseName(named)
  const byRemoteName =
    STORE_BY_NAME.has(command.name) ||
    (command.name === 'curl' && command.args.some(({ text }) => REMOTE_NAME.test(text)))
  return byRemoteName ? baseName(urls[0]?.path.split(/[?#]/)[0] ?? '') : null
}

const byWebClient = (command: Command): Fetch | null => {
  if (command.args.some(({ text }) => matchesAny(SENDS, text) || matchesAny(SENDS, text.toLowerCase()))) return null
  const urls = targets(command)
  if (urls.length === 0 && !command.args.some(({ text }) => text.includes('$') || text.includes('%'))) return null
  return { command, url: urls[0] ?? null, file: storedIn(command, urls), trust: trustOf(urls) }
}

const byMethod = (command: Command): Fetch => {
  const file = DOWNLOAD_FILE.exec(command.line)?.[1]
  const urls = urlsIn(command.line)
  return {
    command,
    url: urls[0] ?? null,
    file: file === undefined ? null : baseName(file.replace(/["'\s]/g, '')),
    trust: trustOf(urls),
  }
}

const copiesFromBucket = ({ name, line }: Command): boolean => {
  switch (name) {
    case 'aws':
      return /\bs3\s(?:cp|mv|sync)\ss3:|\bs3api\sget-object\b/.test(line)
    case 'gsutil':
      return /\bcp\b/.test(line)
    case 'az':
      return line.includes('storage blob download')
    default:
      return name === 'read-s3object' || name === 'copy-s3object' || name === 'azcopy'
  }
}

/** From a store whose access the machine's own role decides. */
const fromBucket = (command: Command): Fetch | null => {
  if (!copiesFromBucket(command)) return null
  const words = command.args.map(({ text }) => text)
  const plain = words.filter((text) => !text.startsWith('-'))
  const source = plain.find((text) => text.includes('://')) ?? ''
  const destination =
    parameter(command, 'file') ?? parameter(command, 'localfile') ?? plain[plain.indexOf(source) + 1] ?? ''
  const isDirectory = destination === '' || /[/\\.]$/.test(destination)
  return {
    command,
    url: null,
    file: words.includes('-') ? null : baseName(isDirectory ? source : destination),
    trust: 'own-bucket',
  }
}

/** What a command downloads; null when it downloads nothing. */
export const fetchOf = (command: Command): Fetch | null => {
  if (WEB_CLIENTS.has(command.name)) return byWebClient(command)
  if (NAME_LOOKUPS.has(command.name) && command.downstream.some(runsInput))
    return { command, url: null, file: null, trust: 'stranger' }
  if (command.dialect === 'powershell' && DOWNLOAD_METHOD.test(command.line)) return byMethod(command)
  return fromBucket(command)
}
