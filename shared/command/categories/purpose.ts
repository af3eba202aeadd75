import type { Command } from '../tokens/script'

const PRINTING = new Set([
  'echo',
  'printf',
  'write-host',
  'write-output',
  'write-verbose',
  'write-warning',
  'write-error',
  'write-information',
  'write-eventlog',
  'logger',
  'log',
  ':',
  'true',
  'msg',
  'wall',
])
const SEARCHING = new Set([
  'grep',
  'egrep',
  'fgrep',
  'zgrep',
  'rg',
  'ag',
  'ack',
  'ps',
  'pgrep',
  'pidof',
  'pkill',
  'kill',
  'killall',
  'ls',
  'stat',
  'file',
  'which',
  'whereis',
  'findstr',
  'select-string',
  'get-process',
  'stop-process',
  'taskkill',
  'tasklist',
  'test',
  '[',
  '[[',
  'rm',
  'remove-item',
  'yara',
  'clamscan',
  'rpm',
  'dpkg',
  'test-path',
  'where-object',
  'man',
  'help',
  'get-help',
  'lsof',
  'case',
  'md5sum',
  'sha256sum',
  'apropos',
])
const PACKAGE_TOOLS = new Set(['apt', 'apt-get', 'yum', 'dnf', 'choco', 'winget', 'pip', 'pip3', 'snap'])

/** Prints text that nobody runs: whatever its words say, they are prose. */
export const isPrinting = ({ name }: Command): boolean => PRINTING.has(name)

/** Looks for something, or removes it: naming a tool here is what a responder does. */
const isSearching = ({ name, dialect, line }: Command): boolean =>
  SEARCHING.has(name) ||
  (name === 'find' && !line.includes('-exec')) ||
  (dialect === 'cmd' && (name === 'dir' || name === 'del')) ||
  (PACKAGE_TOOLS.has(name) && /\b(?:remove|purge|uninstall|erase)\b/.test(line))

/** Its words say what is done. */
export const isActing = (command: Command): boolean => !isPrinting(command) && !isSearching(command)
