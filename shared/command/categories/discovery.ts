import type { Command, Script } from '../tokens/script'
import { type Category, type Evidence, weak } from './category'
import { isPrinting } from './purpose'

const INSPECTING = new Set([
  'whoami',
  'id',
  'groups',
  'users',
  'w',
  'who',
  'last',
  'lastlog',
  'finger',
  'quser',
  'qwinsta',
  'query',
  'capsh',
  'hostname',
  'hostnamectl',
  'uname',
  'lsb_release',
  'lscpu',
  'systeminfo',
  'driverquery',
  'gpresult',
  'env',
  'printenv',
  'ps',
  'tasklist',
  'lsof',
  'mount',
  'ifconfig',
  'ipconfig',
  'arp',
  'arp-scan',
  'netstat',
  'ss',
  'route',
  'nmap',
  'fping',
  'nltest',
  'dsquery',
  'adfind',
  'get-process',
  'get-service',
  'get-localuser',
  'get-localgroup',
  'get-localgroupmember',
  'get-aduser',
  'get-adgroupmember',
  'get-adcomputer',
  'get-addomain',
  'get-netipaddress',
  'get-netipconfiguration',
  'get-nettcpconnection',
  'get-netneighbor',
  'get-computerinfo',
  'get-hotfix',
  'get-mpcomputerstatus',
])
/** Lists of which scripts pick one line: a question about that line only. */
const LISTS = new Set(['ps', 'ss', 'netstat', 'mount', 'lsof', 'get-service', 'get-process', 'env'])
const PICKING = /^(?:[ef]?grep|awk|xargs|where-object|restart-service|stop-\w{1,16})$/
/** Neither look nor do anything. */
const PASSIVE = new Set([
  '',
  'echo',
  'printf',
  'write-host',
  'write-output',
  'grep',
  'egrep',
  'head',
  'tail',
  'sort',
  'uniq',
  'wc',
  'cut',
  'awk',
  'tr',
  'select-object',
  'format-table',
  'format-list',
  'out-string',
  'out-host',
  'where-object',
  'select',
  'ft',
  'fl',
  'convertto-json',
  'cd',
  'date',
  'uptime',
  'pwd',
  'ls',
  'df',
  'free',
  'cat',
  'exit',
  'true',
  'set',
  'sleep',
])
/** What their answer is used for is a value the script needs: `ARCH=$(uname -m)`, `[ "$(id -u)" = 0 ]`. */
const TESTS = new Set(['', '[', '[[', 'test', 'export', 'local'])
const OWN_ADDRESS =
  /(?:^|\s|\/\/)(?:ifconfig\.(?:me|co|io)|ipinfo\.io|icanhazip\.com|api\.ipify\.org|ident\.me|ip-api\.com|ipecho\.net)/
const ACCOUNTS = /\/etc\/(?:passwd|group|sudoers)(?:$|[^\w.-])/
const NET_LISTS = /\s(?:users?|group|localgroup|accounts|view|session|share|config)\b/
const SHOWING = new Set(['cat', 'less', 'more', 'head', 'tail', 'get-content'])
const FETCHING = new Set(['curl', 'wget', 'invoke-restmethod', 'invoke-webrequest'])

/** Commands that look only with certain words. */
const subjectInWords = ({ name, line, args, parent, downstream, dialect }: Command): string | null => {
  switch (name) {
    case 'set':
      return dialect === 'cmd' && args.length === 0 ? name : null
    case 'ip':
      return /^\S{1,256}\s(?:-\S{1,8}\s){0,3}(?:a|addr|address|r|route|n|neigh|link)\b/.test(line) &&
        !/\b(?:add|del|set|change)\b/.test(line)
        ? name
        : null
    case 'net':
    case 'net1':
      return NET_LISTS.test(line) && !/\/(?:add|delete|active|ad)\b/.test(line)
        ? `net ${args[0]?.text.toLowerCase() ?? ''}`
        : null
    case 'sudo':
    case 'crontab':
      return args.some(({ text }) => text === '-l') && downstream.length === 0 && parent === null ? `${name} -l` : null
    case 'wmic':
      return /\bget\b|\blist\b/.test(line) && !line.includes('process call') ? name : null
    case 'get-wmiobject':
    case 'get-ciminstance':
      return 'wmi'
    case 'aws':
      return /\bsts\s{1,4}get-caller-identity\b/.test(line) ? 'aws identity' : null
    case 'getent':
      return /passwd|group/.test(line) && args.length === 1 ? 'accounts' : null
    case 'find':
      return /-perm\s{1,4}[-/]?(?:u=s|4000|6000|2000)/.test(line) ? 'setuid programs' : null
    default:
      return null
  }
}

/** What a command inspects, one word for each kind; null when it does something else or only tests a value. */
const subjectOf = (command: Command): string | null => {
  const { name, line, args, parent, downstream } = command
  if (parent !== null && TESTS.has(parent.name)) return null
  if (name === 'env' && args.length > 0) return null
  if (INSPECTING.has(name)) return LISTS.has(name) && downstream.some((next) => PICKING.test(next.name)) ? null : name
  if (FETCHING.has(name) && OWN_ADDRESS.test(line)) return 'own address'
  return SHOWING.has(name) && ACCOUNTS.test(line) ? 'accounts' : subjectInWords(command)
}

const MANY = 3
const LISTED_MAX = 8

/** Three different things inspected, or a script that does nothing else. */
export const discovery: Category = {
  id: 'discovery',
  title: 'Discovery',
  find: (script: Script): readonly Evidence[] => {
    const subjects = new Map<string, Command>()
    let acts = 0
    for (const command of script.commands) {
      const subject = subjectOf(command)
      if (subject !== null && !subjects.has(subject)) subjects.set(subject, command)
      else if (subject === null && !isPrinting(command) && !PASSIVE.has(command.name)) acts += 1
    }
    const [first] = subjects.values()
    if (first === undefined || (subjects.size < MANY && acts > 0)) return []
    const listed = [...subjects.keys()].slice(0, LISTED_MAX).join(', ')
    return [weak(first, `${acts === 0 ? 'does nothing but look around' : 'looks around'}: ${listed}`)]
  },
}
