import type { Command } from '../tokens/script'
import { urlsIn, type Url } from '../tokens/urls'
import { type Evidence, strong, weak } from './category'
import { isWellKnownHost } from './well-known-hosts'

interface Misuse {
  readonly name: string
  readonly fits: (line: string, urls: readonly Url[]) => boolean
  readonly why: string
}

const names = (urls: readonly Url[]): boolean => urls.length > 0

/** By a URL, or from a share of a machine that is named by its address. */
const isRemote = (line: string, urls: readonly Url[]): boolean =>
  names(urls) || /\\\\\d{1,3}(?:\.\d{1,3}){3}\\/.test(line)

/** Signed programs of Windows that fetch and run what a URL names (LOLBAS project). */
const MISUSES: readonly Misuse[] = [
  {
    name: 'mshta',
    fits: (line, urls) => names(urls) || /vbscript:|javascript:/.test(line),
    why: 'mshta runs a remote or inline script',
  },
  { name: 'regsvr32', fits: (line) => /[/-]i:(?:https?|ftp|\\\\)/.test(line), why: 'regsvr32 runs a remote script' },
  {
    name: 'rundll32',
    fits: (line) => /javascript:|vbscript:|url\.dll,|mshtml,/.test(line),
    why: 'rundll32 runs a script',
  },
  {
    name: 'certutil',
    fits: (line, urls) => /[-/](?:urlcache|verifyctl)/.test(line) && (names(urls) || /[$%]/.test(line)),
    why: 'certutil fetches a file, which is not what it is for',
  },
  {
    name: 'bitsadmin',
    fits: (line, urls) => /\/(?:transfer|addfile)/.test(line) && names(urls),
    why: 'bitsadmin fetches a file',
  },
  {
    name: 'wmic',
    fits: (line) => /[/-]format:["']?(?:https?|ftp|\\\\)/.test(line),
    why: 'wmic runs a remote style sheet',
  },
  { name: 'cscript', fits: isRemote, why: 'cscript runs a remote script' },
  { name: 'wscript', fits: isRemote, why: 'wscript runs a remote script' },
  {
    name: 'installutil',
    fits: (line) => line.includes('/logtoconsole=false'),
    why: 'installutil runs a program without a word',
  },
]

/** A program of the system is used to fetch or run something remote; null when it is not. */
export const systemProgramMisuse = (command: Command): Evidence | null => {
  const { name, line } = command
  const misuse = MISUSES.find((known) => known.name === name)
  if (misuse === undefined && name !== 'msiexec') return null
  const urls = urlsIn(line)
  if (misuse !== undefined) return misuse.fits(line, urls) ? strong(command, misuse.why) : null
  const [from] = urls
  return from === undefined
    ? null
    : (urls.every(isWellKnownHost) ? weak : strong)(command, `msiexec installs a package from ${from.host}`)
}
