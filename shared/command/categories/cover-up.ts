import { fileWrites, normalPath } from '../tokens/file-writes'
import type { Command } from '../tokens/script'
import { type Category, eachCommand, type Evidence, strong, weak } from './category'
import { isPrinting } from './purpose'
import { stopsSecurityAgents } from './security-agents'

const HISTORY_FILE = /\.(?:bash|zsh|ash|sh)_history|consolehost_history|\.history$|savepath/
/** Records of who logged in and what the system did, as opposed to a program's own log. */
const SECURITY_LOG = /\/var\/log\/(?:auth|secure|wtmp|btmp|lastlog|faillog|utmp|audit|sudo|amazon\/ssm|azure|journal|waagent|cloud-init|tallylog)|\/var\/run\/utmp|\/run\/utmp|windows\/system32\/winevt/
const ALL_LOGS = /^\/var\/log\/?\*{0,2}$|^\/var\/log\/\*\.?\*?(?:log)?$/
const GENERAL_LOG = /\/var\/log\/(?:syslog|messages|kern|daemon|dmesg|cron|maillog|yum|dpkg)/
const ROTATED = /\.(?:gz|xz|bz2|old|zip|\d{1,4})$|-\d{8}/
const DELETING = new Set(['rm', 'unlink', 'shred', 'truncate', 'remove-item', 'del', 'srm', 'wipe'])
const AMSI = /amsiutils|amsiinitfailed|amsiscanbuffer|amsicontext|etweventwrite/
const SYSTEM_PATH = /^\/(?:bin|sbin|usr|etc|lib|root|boot)\/|\.ssh\/|^c:\/windows/

const clearsFile = (path: string): 'strong' | 'weak' | null => {
  if (HISTORY_FILE.test(path)) return 'strong'
  if (ROTATED.test(path)) return null
  if (ALL_LOGS.test(path) || SECURITY_LOG.test(path)) return 'strong'
  return GENERAL_LOG.test(path) ? 'weak' : null
}

const byDeletion = (command: Command): Evidence | null => {
  const { name, args, redirects, head } = command
  const empties = redirects.filter(({ operator }) => operator === '>' || operator === '>|').map(({ target }) => target.text)
  const emptying = head === null || [':', 'true', 'echo', 'printf', 'cat', 'cp', 'clear'].includes(name)
  const deleted = DELETING.has(name) ? args.filter(({ text }) => !text.startsWith('-')).map(({ text }) => text) : name === 'ln' || (name === 'cp' && args[0]?.text === '/dev/null') ? args.slice(-1).map(({ text }) => text) : emptying ? empties : []
  const found = deleted.map((path) => clearsFile(normalPath(path)))
  const why = 'deletes or empties the records of what was done'
  if (found.includes('strong')) return strong(command, why)
  if (found.includes('weak')) return weak(command, 'deletes or empties a system log')
  if (name === 'find' && /\/var\/log\/?\s/.test(command.line) && command.line.includes('-delete') && !/-mtime|-mmin|-size|-name|-ctime|-older/.test(command.line)) return strong(command, why)
  if (name === 'sed' && fileWrites(command).some(({ path }) => SECURITY_LOG.test(path))) return strong(command, 'takes lines out of a security log')
  if (name === 'shred' || name === 'srm') return args.some(({ text }) => text === '$0') ? strong(command, 'overwrites itself') : weak(command, 'overwrites a file beyond recovery')
  return null
}

const byHistory = (command: Command): Evidence | null => {
  const { name, args, line, assignments } = command
  if (name === 'history' && args.some(({ text }) => /^-[a-z]{0,3}[cw]/.test(text))) return strong(command, 'clears the command history')
  if (name === 'unset' && /\bhist(?:file|size|control)\b/.test(line)) return strong(command, 'switches the command history off')
  if (name === 'set' && line === 'set +o history') return strong(command, 'switches the command history off')
  if (name === 'clear-history') return strong(command, 'clears the command history')
  if (name === 'set-psreadlineoption' && /savenothing/.test(line)) return strong(command, 'switches the command history off')
  const off = assignments.some(({ name: variable, value }) => (variable === 'HISTFILE' && /^(?:\/dev\/null)?$/.test(value.text)) || (/^HIST(?:FILE)?SIZE$/.test(variable) && value.text === '0'))
  return off ? strong(command, 'switches the command history off') : null
}

const byWindowsTool = (command: Command): Evidence | null => {
  const { name, line } = command
  if (name === 'wevtutil' && /\s(?:cl|clear-log)\s|\ssl\s.{0,256}\/e:f/.test(` ${line} `)) return strong(command, 'clears an event log')
  if (name === 'clear-eventlog' || name === 'remove-eventlog' || /\.clearlog\(/.test(line)) return strong(command, 'clears an event log')
  if (name === 'auditpol' && /\/clear|\/remove|disable/.test(line)) return strong(command, 'switches auditing off')
  if (name === 'fsutil' && /usn deletejournal/.test(line)) return strong(command, 'deletes the file system\'s journal')
  if (name === 'set-mppreference' && /-disable\w{1,40}[\s:]{1,4}(?:\$?true|1)\b/.test(line)) return strong(command, 'switches Defender protection off')
  if (/^(?:set|add)-mppreference$/.test(name) && line.includes('-exclusion')) return /-exclusionpath\s{1,4}["']?(?:[a-z]:\\?["']?(?:$|\s)|.{0,64}\\(?:temp|public|appdata))|-exclusionextension\s{1,4}["']?\.?(?:exe|ps1|dll)/.test(line) ? strong(command, 'takes a whole drive or a temporary directory out of Defender\'s sight') : weak(command, 'adds a Defender exclusion')
  if (name === 'mpcmdrun' && line.includes('-removedefinitions')) return strong(command, 'removes Defender\'s definitions')
  if (/disableantispyware|disablerealtimemonitoring|enablescriptblocklogging/.test(line) && /^(?:reg|set-itemproperty|new-itemproperty)$/.test(name)) return strong(command, 'switches protection or logging off in the registry')
  if (AMSI.test(line)) return strong(command, 'switches off the scanning of scripts')
  if (/\.(?:creationtime|lastwritetime|lastaccesstime)(?:utc)?$/.test(command.assignments[0]?.name ?? '') || /\)\.(?:creationtime|lastaccesstime)(?:utc)?\s{0,4}=/.test(line)) return strong(command, 'changes a file\'s time stamps')
  return name === 'netsh' && /firewall.{0,64}(?:state|opmode)\s{1,4}(?:off|disable)/.test(line) ? weak(command, 'switches the firewall off') : null
}

const byUnixTool = (command: Command): Evidence | null => {
  const { name, args, line } = command
  if (name === 'auditctl' && (args.some(({ text }) => text === '-D') || /-e\s{0,4}0/.test(line))) return strong(command, 'switches auditing off')
  if (name === 'setenforce' && args[0]?.text === '0') return weak(command, 'switches SELinux off')
  if ((name === 'ufw' && line.includes('disable')) || (name === 'iptables' && args.some(({ text }) => text === '-F'))) return weak(command, 'switches the firewall off')
  if (name === 'journalctl' && /--vacuum-(?:time=[1-9]s|size=[1-9]k?$)/.test(line)) return strong(command, 'empties the journal')
  if (name !== 'touch' || !args.some(({ text }) => /^-[acm]{0,3}[rtd]$|^--(?:reference|date)/.test(text))) return null
  return args.some(({ text }) => SYSTEM_PATH.test(normalPath(text))) ? strong(command, 'changes a file\'s time stamps') : weak(command, 'sets a file\'s time stamps')
}

/** Calls of the AWS CLI that switch the cloud's own records off. */
const CLOUD_RECORDS = /\bcloudtrail (?:stop-logging|delete-trail)|\bguardduty (?:delete-detector|update-detector .{0,128}--no-enable)|\bconfigservice (?:stop-configuration-recorder|delete-configuration-recorder)|\bsecurityhub disable-security-hub|monitor (?:diagnostic-settings|log-profiles) delete/

const judge = (command: Command): Evidence | null => {
  const printing = isPrinting(command) && command.redirects.length === 0
  if (printing) return null
  if (/^(?:aws|az)$/.test(command.name) && CLOUD_RECORDS.test(command.line)) return strong(command, 'switches off the cloud\'s own records')
  return byHistory(command) ?? byDeletion(command) ?? byWindowsTool(command) ?? byUnixTool(command)
}

export const coverUp: Category = {
  id: 'cover-up',
  title: 'Cover-up',
  find: (script) => [...eachCommand(script, judge), ...stopsSecurityAgents(script)],
}
