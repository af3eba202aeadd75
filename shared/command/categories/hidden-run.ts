import { inlineProgram, isPowerShell, isShell, languageOf, scriptFile } from '../tokens/interpreters'
import type { Command } from '../tokens/script'
import { fetchOf } from './fetch'

/** Forward slashes, lower case. */
const TEMPORARY = [
  '/tmp/',
  '/var/tmp/',
  '/dev/shm/',
  '/run/user/',
  '%temp%',
  '%tmp%',
  '$env:temp',
  '$env:tmp',
  'c:/windows/temp/',
  'c:/temp/',
  'c:/users/public/',
  'c:/perflogs/',
]
const HIDDEN = /\/\.[a-z0-9_]/
/** Directories with a leading dot where tools keep their programs. */
const TOOL_HOMES = [
  'acme.sh',
  'nvm',
  'local',
  'rbenv',
  'pyenv',
  'cargo',
  'venv',
  'rvm',
  'npm',
  'composer',
  'dotnet',
  'sdkman',
  'asdf',
  'bun',
  'deno',
  'volta',
  'poetry',
  'virtualenvs',
  'fnm',
  'linuxbrew',
  'config',
  'krew',
  'tfenv',
].map((name) => `/.${name}/`)
const DANGEROUS_CODE = /socket|base64|urlopen|requests\.|exec\(|eval\(|subprocess|os\.system/
const POWERSHELL_TRICKS = /\s-e(?:nc?|c|nc\w{1,12})?\s|hidden|iex|invoke-expression|downloadstring|frombase64|webclient/
const SYSTEM_PROGRAMS = new Set([
  'mshta',
  'regsvr32',
  'rundll32',
  'cscript',
  'wscript',
  'certutil',
  'bitsadmin',
  'nc',
  'ncat',
  'netcat',
  'socat',
])

/** A path from which no packaged program is run: temporary, hidden, or a user's application data. */
export const isHiddenPath = (path: string): boolean => {
  const plain = path.replaceAll('\\', '/').toLowerCase()
  if (TEMPORARY.some((directory) => plain.startsWith(directory)) || plain.includes('/appdata/')) return true
  return HIDDEN.test(plain) && !plain.startsWith('./') && !TOOL_HOMES.some((home) => plain.includes(home))
}

const readsNetwork = ({ line, redirects }: Command): boolean =>
  line.includes('/dev/tcp/') || redirects.some(({ target }) => target.text.startsWith('/dev/tcp/'))

const runsUnseen = ({ name, upstream }: Command): boolean =>
  isShell(name) && upstream.some((other) => fetchOf(other) !== null || other.line.includes('base64'))

/** How a command tries not to be seen, in words; null when it runs something in the open. */
export const hiddenRun = (command: Command): string | null => {
  const { name, path, line } = command
  if (isHiddenPath(path)) return 'a program in a temporary or hidden directory'
  const file = isShell(name) || isPowerShell(name) || languageOf(name) !== null ? scriptFile(command) : null
  if (file !== null && isHiddenPath(file.text)) return 'a script in a temporary or hidden directory'
  const inline = isShell(name) ? null : inlineProgram(command)
  if (inline !== null && DANGEROUS_CODE.test(inline.text.toLowerCase())) return 'a program written on the command line'
  if (isPowerShell(name) && POWERSHELL_TRICKS.test(line)) return 'hidden or encoded PowerShell'
  if (SYSTEM_PROGRAMS.has(name)) return name
  if (readsNetwork(command)) return 'a network connection of the shell'
  return runsUnseen(command) ? 'what it downloads or decodes' : null
}
