import { matchesAny } from '../matches-any'
import { normalPath } from '../tokens/file-writes'
import type { Command } from '../tokens/script'
import { type Evidence, strong, weak } from './category'

const HISTORY_FILE = /\.(?:bash|zsh|ash|sh)_history|consolehost_history|\.history$|savepath/
/** Records of who logged in and what the system did, as opposed to a program's own log. */
const SECURITY_LOG: readonly RegExp[] = [
  /\/var\/log\/(?:auth|secure|wtmp|btmp|lastlog|faillog|utmp|audit|sudo)/,
  /\/var\/log\/(?:amazon\/ssm|azure|journal|waagent|cloud-init|tallylog)/,
  /\/run\/utmp|windows\/system32\/winevt/,
]
const ALL_LOGS = /^\/var\/log\/?\*{0,2}$|^\/var\/log\/\*\.?\*?(?:log)?$/
const GENERAL_LOG = /\/var\/log\/(?:syslog|messages|kern|daemon|dmesg|cron|maillog|yum|dpkg)/
const ROTATED = /\.(?:gz|xz|bz2|old|zip|\d{1,4})$|-\d{8}/
const DELETING = new Set(['rm', 'unlink', 'shred', 'truncate', 'remove-item', 'del', 'srm', 'wipe'])
/** With `>` they leave an empty or nearly empty file. */
const EMPTYING = new Set([':', 'true', 'echo', 'printf', 'cat', 'cp', 'clear'])
const ONLY_SOME = /-mtime|-mmin|-size|-name|-ctime|-older/
const WHY = 'deletes or empties the records of what was done'

type Loss = 'records' | 'log' | null

const lossOf = (path: string): Loss => {
  if (HISTORY_FILE.test(path)) return 'records'
  if (ROTATED.test(path)) return null
  if (ALL_LOGS.test(path) || matchesAny(SECURITY_LOG, path)) return 'records'
  return GENERAL_LOG.test(path) ? 'log' : null
}

/** The files of which nothing is left. */
const clearedFiles = ({ name, args, redirects, head }: Command): readonly string[] => {
  const words = args.map(({ text }) => text)
  if (DELETING.has(name)) return words.filter((word) => !word.startsWith('-'))
  if (name === 'ln' || (name === 'cp' && words[0] === '/dev/null')) return words.slice(-1)
  if (head !== null && !EMPTYING.has(name)) return []
  return redirects.filter(({ operator }) => operator === '>' || operator === '>|').map(({ target }) => target.text)
}

/** Logs and histories are deleted, emptied or edited. */
export const clearsLogs = (command: Command): Evidence | null => {
  const { name, line, args } = command
  const losses = clearedFiles(command).map((path) => lossOf(normalPath(path)))
  if (losses.includes('records')) return strong(command, WHY)
  if (losses.includes('log')) return weak(command, 'deletes or empties a system log')
  if (name === 'find' && /\/var\/log\/?\s/.test(line) && line.includes('-delete') && !ONLY_SOME.test(line))
    return strong(command, WHY)
  if (name === 'sed' && command.writes.some(({ path }) => matchesAny(SECURITY_LOG, path)))
    return strong(command, 'takes lines out of a security log')
  if (name !== 'shred' && name !== 'srm') return null
  return args.some(({ text }) => text === '$0')
    ? strong(command, 'overwrites itself')
    : weak(command, 'overwrites a file beyond recovery')
}
