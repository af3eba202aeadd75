import { matchesAny } from '../matches-any'
import { normalPath } from '../tokens/file-writes'
import type { Command } from '../tokens/script'
import { type Category, eachCommand, type Evidence, fromMarks, type Mark, strong, weak } from './category'
import { clearsLogs } from './cleared-logs'
import { isPrinting } from './purpose'
import { stopsSecurityAgents } from './security-agents'

const HISTORY_OFF = 'switches the command history off'
const RECORDS_OFF = "switches off the cloud's own records"
const EXCLUDERS = ['set-mppreference', 'add-mppreference']
const REGISTRY = ['reg', 'set-itemproperty', 'new-itemproperty']
const WHOLE_DRIVE = /-exclusionpath\s{1,4}["']?(?:[a-z]:\\?["']?(?:$|\s)|.{0,64}\\(?:temp|public|appdata))/
const PROGRAMS = /-exclusionextension\s{1,4}["']?\.?(?:exe|ps1|dll)/
const OUT_OF_SIGHT = "takes a whole drive or a temporary directory out of Defender's sight"

const MARKS: readonly Mark[] = [
  { names: ['history'], line: /\s-[a-z]{0,3}[cw]/, strength: 'strong', why: 'clears the command history' },
  { names: ['clear-history'], line: /^/, strength: 'strong', why: 'clears the command history' },
  { names: ['unset'], line: /\bhist(?:file|size|control)\b/, strength: 'strong', why: HISTORY_OFF },
  { names: ['set'], line: /^set \+o history$/, strength: 'strong', why: HISTORY_OFF },
  { names: ['set-psreadlineoption'], line: /savenothing/, strength: 'strong', why: HISTORY_OFF },
  {
    names: ['wevtutil'],
    line: /\s(?:cl|clear-log)\s|\ssl\s.{0,256}\/e:f/,
    strength: 'strong',
    why: 'clears an event log',
  },
  { names: ['clear-eventlog', 'remove-eventlog'], line: /^/, strength: 'strong', why: 'clears an event log' },
  { names: ['auditpol'], line: /\/clear|\/remove|disable/, strength: 'strong', why: 'switches auditing off' },
  { names: ['auditctl'], line: /\s-d\b|\s-e\s{0,4}0/, strength: 'strong', why: 'switches auditing off' },
  { names: ['fsutil'], line: /usn deletejournal/, strength: 'strong', why: "deletes the file system's journal" },
  {
    names: ['journalctl'],
    line: /--vacuum-(?:time=[1-9]s|size=[1-9]k?$)/,
    strength: 'strong',
    why: 'empties the journal',
  },
  {
    names: ['set-mppreference'],
    line: /-disable\w{1,40}[\s:]{1,4}(?:\$?true|1)\b/,
    strength: 'strong',
    why: 'switches Defender protection off',
  },
  { names: EXCLUDERS, line: WHOLE_DRIVE, strength: 'strong', why: OUT_OF_SIGHT },
  { names: EXCLUDERS, line: PROGRAMS, strength: 'strong', why: OUT_OF_SIGHT },
  { names: EXCLUDERS, line: /-exclusion/, strength: 'weak', why: 'adds a Defender exclusion' },
  { names: ['fltmc'], line: /\sunload\s/, strength: 'strong', why: 'unloads a driver that watches files' },
  { names: ['mpcmdrun'], line: /-removedefinitions/, strength: 'strong', why: "removes Defender's definitions" },
  {
    names: REGISTRY,
    line: /(?:disableantispyware|disablerealtimemonitoring).{0,64}\b0{0,7}1\b/,
    strength: 'strong',
    why: 'switches protection off in the registry',
  },
  {
    names: REGISTRY,
    line: /enablescriptblocklogging.{0,64}\s0\b/,
    strength: 'strong',
    why: 'switches logging off in the registry',
  },
  { names: ['aws'], line: /\bcloudtrail (?:stop-logging|delete-trail)/, strength: 'strong', why: RECORDS_OFF },
  {
    names: ['aws'],
    line: /\bguardduty (?:delete-detector|update-detector .{0,128}--no-enable)/,
    strength: 'strong',
    why: RECORDS_OFF,
  },
  {
    names: ['aws'],
    line: /\bconfigservice (?:stop|delete)-configuration-recorder|\bsecurityhub disable-security-hub/,
    strength: 'strong',
    why: RECORDS_OFF,
  },
  { names: ['az'], line: /monitor (?:diagnostic-settings|log-profiles) delete/, strength: 'strong', why: RECORDS_OFF },
  {
    names: ['netsh'],
    line: /firewall.{0,64}(?:state|opmode)\s{1,4}(?:off|disable)/,
    strength: 'weak',
    why: 'switches the firewall off',
  },
  {
    names: ['set-netfirewallprofile'],
    line: /-enabled[\s:]{1,4}(?:\$?false|0)\b/,
    strength: 'weak',
    why: 'switches the firewall off',
  },
  { names: ['ufw'], line: /disable/, strength: 'weak', why: 'switches the firewall off' },
  { names: ['iptables'], line: /\s-f\b/, strength: 'weak', why: 'switches the firewall off' },
  { names: ['setenforce'], line: /\s0$/, strength: 'weak', why: 'switches SELinux off' },
]
const SCANNERS_REMOVED = /microsoft[\\/]{1,2}amsi[\\/]{1,2}providers/
const REMOVES = new Set(['remove-item', 'remove-itemproperty', 'reg'])
const SCAN_OFF = /amsiutils|amsiinitfailed|amsiscanbuffer|amsicontext|etweventwrite/
/** Giving a file today's date makes a web server read it again. */
const SETS_TIME: readonly RegExp[] = [
  /[)\w]\.(?:creationtime|lastaccesstime)(?:utc)?\s{0,4}=/,
  /[)\w]\.lastwritetime(?:utc)?\s{0,4}=(?!\s{0,4}(?:\(?get-date|\[datetime\]))/,
]
const SYSTEM_PATH = /^\/(?:bin|sbin|usr|etc|lib|root|boot)\/|\.ssh\/|^c:\/windows/

/** `HISTFILE=`, `export HISTSIZE=0`. */
const switchesHistoryOff = ({ assignments }: Command): boolean =>
  assignments.some(
    ({ name, value }) =>
      (name === 'HISTFILE' && /^(?:\/dev\/null)?$/.test(value.text)) ||
      (/^HIST(?:FILE)?SIZE$/.test(name) && value.text === '0'),
  )

/** Changes the times that say when a file came. */
const changesTimes = (command: Command): Evidence | null => {
  const { name, line, args } = command
  if (matchesAny(SETS_TIME, line)) return strong(command, "changes a file's time stamps")
  if (name !== 'touch' || !args.some(({ text }) => /^-[acm]{0,3}[rtd]$|^--(?:reference|date)/.test(text))) return null
  return args.some(({ text }) => SYSTEM_PATH.test(normalPath(text)))
    ? strong(command, "changes a file's time stamps")
    : weak(command, "sets a file's time stamps")
}

const judge = (command: Command): Evidence | null => {
  if (isPrinting(command) && command.redirects.length === 0) return null
  if (switchesHistoryOff(command)) return strong(command, HISTORY_OFF)
  if (command.line.includes('.clearlog(')) return strong(command, 'clears an event log')
  if (SCAN_OFF.test(command.line) || (REMOVES.has(command.name) && SCANNERS_REMOVED.test(command.line)))
    return strong(command, 'switches off the scanning of scripts')
  return fromMarks(command, MARKS) ?? clearsLogs(command) ?? changesTimes(command)
}

export const coverUp: Category = {
  id: 'cover-up',
  title: 'Cover-up',
  find: (script) => [...eachCommand(script, judge), ...stopsSecurityAgents(script)],
}
