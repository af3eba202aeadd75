import { baseName } from '../tokens/wrappers'
import { optionValue, parameter } from '../tokens/options'
import type { Command } from '../tokens/script'
import { hostKind, parseUrl, urlsIn, type HostKind, type Url } from '../tokens/urls'
import { isWellKnownHost } from './well-known-hosts'

export type Trust = 'well-known' | 'release' | 'own-bucket' | 'local' | 'stranger'

/** One download: from where, and into which file. */
export interface Fetch {
  readonly command: Command
  /** Null when the text does not show it. */
  readonly url: Url | null
  /** Lower-case base name of the file it is stored in; null when it goes to standard output or into a variable. */
  readonly file: string | null
  readonly trust: Trust
}

const WEB_CLIENTS = new Set(['curl', 'wget', 'wget2', 'fetch', 'aria2c', 'axel', 'lwp-download', 'lwp-request', 'http', 'https', 'lynx', 'invoke-webrequest', 'invoke-restmethod', 'start-bitstransfer', 'tftp', 'ftp'])
const NAME_LOOKUPS = new Set(['dig', 'nslookup', 'host', 'resolve-dnsname'])
const VALUED = new Set(['-o', '-O', '-H', '-d', '-X', '-u', '-A', '-e', '-b', '-c', '-F', '-m', '-w', '-x', '-K', '-E', '-P', '-T', '-t', '--header', '--data', '--request', '--user', '--output', '--retry', '--retry-delay', '--connect-timeout', '--max-time', '--cacert', '--cert', '--key', '--user-agent', '--output-document', '--tries', '--timeout', '--directory-prefix', '-headers', '-method', '-outfile', '-body', '-contenttype', '-timeoutsec', '-destination'])
const SENDS = /^(?:-d|-F|-T|--data(?:-raw|-binary|-urlencode|-ascii)?|--form|--upload-file|--json|--post-(?:data|file)|-infile|-body)$/i
const DOWNLOAD_METHOD = /\.\(?(?:download(?:string|data|file|filetaskasync|stringtaskasync)|openread|getstringasync|getbytearrayasync)\)?(?:\.invoke)?\(/
const DOWNLOAD_FILE = /\.downloadfile\([^,]{1,2048},\s{0,8}([^,)]{1,512})/

/** A named repository's published release; raw files of strangers' branches are not. */
const isRelease = ({ host, path }: Url): boolean => host === 'github.com' && /^\/[\w.-]{1,64}\/[\w.-]{1,128}\/releases\//.test(path)

const trustOf = (urls: readonly Url[]): Trust => {
  if (urls.length === 0) return 'stranger'
  if (urls.every(isWellKnownHost)) return 'well-known'
  if (urls.every((url) => isWellKnownHost(url) || isRelease(url))) return 'release'
  const local: readonly HostKind[] = ['loopback', 'metadata', 'internal-name']
  return urls.every(({ host }) => local.includes(hostKind(host))) ? 'local' : 'stranger'
}

/** The words of a web client that name what it fetches. */
const targets = ({ args, line }: Command): readonly Url[] => {
  const urls = urlsIn(line)
  if (urls.length > 0) return urls
  return args
    .filter(({ text }, index) => !text.startsWith('-') && !VALUED.has(args[index - 1]?.text.toLowerCase() ?? '') && !VALUED.has(args[index - 1]?.text ?? ''))
    .map(({ text }) => parseUrl(text))
    .filter((url) => url !== null)
}

const storedIn = (command: Command, urls: readonly Url[]): string | null => {
  const { name, args } = command
  const remoteName = baseName(urls[0]?.path.split(/[?#]/)[0] ?? '')
  const redirected = command.redirects.find(({ operator }) => operator === '>' || operator === '>>')?.target.text
  const teed = command.downstream.find((other) => other.name === 'tee')?.args.find(({ text }) => !text.startsWith('-'))?.text
  if (redirected !== undefined || teed !== undefined) return baseName(redirected ?? teed ?? '')
  if (name === 'wget' || name === 'wget2') {
    const output = optionValue(command, 'O', 'output-document')
    return output === null ? remoteName : output === '-' ? null : baseName(output)
  }
  if (name === 'curl') {
    const output = optionValue(command, 'o', 'output') ?? parameter(command, 'outfile')
    if (output !== null) return output === '-' ? null : baseName(output)
    return args.some(({ text }) => /^-[A-Za-z]{0,10}O[A-Za-z]{0,10}$/.test(text) || text === '--remote-name' || text === '--remote-name-all') ? remoteName : null
  }
  const output = parameter(command, 'outfile') ?? parameter(command, 'destination') ?? optionValue(command, 'o', 'output')
  if (output !== null) return baseName(output)
  return ['fetch', 'aria2c', 'axel', 'lwp-download'].includes(name) ? remoteName : null
}

const byWebClient = (command: Command): Fetch | null => {
  if (command.args.some(({ text }) => text === '-I' || text === '--head' || text === '--spider' || SENDS.test(text))) return null
  const urls = targets(command)
  if (urls.length === 0 && !command.args.some(({ text }) => text.includes('$') || text.includes('%'))) return null
  return { command, url: urls[0] ?? null, file: storedIn(command, urls), trust: trustOf(urls) }
}

const byMethod = (command: Command): Fetch => {
  const file = DOWNLOAD_FILE.exec(command.line)?.[1]
  const urls = urlsIn(command.line)
  return { command, url: urls[0] ?? null, file: file === undefined ? null : baseName(file.replace(/["'\s]/g, '')), trust: trustOf(urls) }
}

/** `aws s3 cp`, `gsutil cp`, `az storage blob download`, `azcopy copy`: from a store whose access the machine's own role decides. */
const fromBucket = (command: Command): Fetch | null => {
  const isCopy = (command.name === 'aws' && /\bs3\s(?:cp|mv|sync)\ss3:|\bs3api\sget-object\b/.test(command.line)) || (command.name === 'gsutil' && /\bcp\b/.test(command.line)) || (command.name === 'az' && command.line.includes('storage blob download')) || command.name === 'read-s3object' || command.name === 'azcopy'
  if (!isCopy) return null
  const plain = command.args.filter(({ text }) => !text.startsWith('-')).map(({ text }) => text)
  const source = plain.find((text) => text.includes('://'))
  const destination = parameter(command, 'file') ?? plain[plain.indexOf(source ?? '') + 1] ?? ''
  const toOutput = command.args.some(({ text }) => text === '-')
  const name = /[/\\.]$/.test(destination) || destination === '' ? baseName(source ?? '') : baseName(destination)
  return { command, url: null, file: toOutput ? null : name, trust: 'own-bucket' }
}

/** What a command downloads; null when it downloads nothing. */
export const fetchOf = (command: Command): Fetch | null => {
  if (WEB_CLIENTS.has(command.name)) return byWebClient(command)
  if (NAME_LOOKUPS.has(command.name) && command.downstream.length > 0) return { command, url: null, file: null, trust: 'stranger' }
  if (command.dialect === 'powershell' && DOWNLOAD_METHOD.test(command.line)) return byMethod(command)
  return fromBucket(command)
}
