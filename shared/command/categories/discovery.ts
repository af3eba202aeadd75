import type { Command, Script } from '../tokens/script'
import { type Category, type Evidence, weak } from './category'
import { isPrinting } from './purpose'

const LOOKING = new Set(['whoami', 'id', 'hostname', 'uname', 'hostnamectl', 'ifconfig', 'ipconfig', 'arp', 'netstat', 'ss', 'route', 'systeminfo', 'nltest', 'quser', 'qwinsta', 'query', 'w', 'who', 'last', 'lastlog', 'ps', 'tasklist', 'get-process', 'get-service', 'driverquery', 'printenv', 'env', 'lscpu', 'lsb_release', 'groups', 'gpresult', 'get-localuser', 'get-localgroup', 'get-localgroupmember', 'get-aduser', 'get-adgroupmember', 'get-adcomputer', 'get-addomain', 'get-netipaddress', 'get-netipconfiguration', 'get-nettcpconnection', 'get-netneighbor', 'get-computerinfo', 'get-hotfix', 'get-mpcomputerstatus', 'dsquery', 'adfind', 'nmap', 'arp-scan', 'fping', 'lsof', 'mount', 'capsh', 'finger', 'users'])
const PASSIVE = new Set(['echo', 'printf', 'write-host', 'write-output', 'grep', 'egrep', 'head', 'tail', 'sort', 'uniq', 'wc', 'cut', 'awk', 'tr', 'select-object', 'format-table', 'format-list', 'out-string', 'out-host', 'where-object', 'select', 'ft', 'fl', 'convertto-json', '', 'cd', 'date', 'uptime', 'pwd', 'ls', 'df', 'free', 'cat', 'exit', 'true', 'set', 'sleep'])
const OWN_ADDRESS = /(?:^|\s|\/\/)(?:ifconfig\.(?:me|co|io)|ipinfo\.io|icanhazip\.com|api\.ipify\.org|ident\.me|ip-api\.com|ipecho\.net)/
const ACCOUNTS = /\/etc\/(?:passwd|group|sudoers)(?:$|[^\w.-])/

/** What a command looks at, one word for each kind; null when it does something else or only tests a value. */
const looksAt = (command: Command): string | null => {
  const { name, line, args, parent } = command
  // `ARCH=$(uname -m)`, `[ "$(id -u)" = 0 ]`: a value the script needs.
  if (parent !== null && (parent.name === '' || parent.name === '[' || parent.name === '[[' || parent.name === 'test' || parent.name === 'export' || parent.name === 'local')) return null
  if (name === 'env' && args.length > 0) return null
  if (name === 'set' && command.dialect === 'cmd' && args.length === 0) return name
  if (LOOKING.has(name)) return command.downstream.some(({ name: next }) => /^(?:e|f)?grep$|^awk$|^xargs$|^where-object$|^restart-service$|^stop-/.test(next)) && /^(?:ps|ss|netstat|mount|lsof|get-service|get-process|env)$/.test(name) ? null : name
  if (name === 'ip') return /^ip\S{0,8}\s(?:-\S{1,8}\s){0,3}(?:a|addr|address|r|route|n|neigh|link)\b/.test(line) && !/\b(?:add|del|set|change)\b/.test(line) ? 'ip' : null
  if (name === 'net' || name === 'net1') return /\s(?:user|users|group|localgroup|accounts|view|session|share|config)\b/.test(line) && !/\/(?:add|delete|active|ad)\b/.test(line) ? `net ${args[0]?.text.toLowerCase() ?? ''}` : null
  if (name === 'sudo' || name === 'crontab') return args.some(({ text }) => text === '-l') && command.downstream.length === 0 && command.parent === null ? `${name} -l` : null
  if (name === 'wmic') return /\bget\b|\blist\b/.test(line) && !line.includes('process call') ? 'wmic' : null
  if (name === 'get-wmiobject' || name === 'get-ciminstance') return 'wmi'
  if (name === 'aws') return /\bsts\s{1,4}get-caller-identity\b/.test(line) ? 'aws identity' : null
  if (name === 'getent') return /passwd|group/.test(line) && args.length === 1 ? 'accounts' : null
  if (name === 'find' && /-perm\s{1,4}[-/]?(?:u=s|4000|6000|2000)/.test(line)) return 'setuid programs'
  if (OWN_ADDRESS.test(line) && /^(?:curl|wget|invoke-restmethod|invoke-webrequest)$/.test(name)) return 'own address'
  return /^(?:cat|less|more|head|tail|get-content)$/.test(name) && ACCOUNTS.test(line) ? 'accounts' : null
}

const MANY = 3

/** Three different looks around, or a script that does nothing else. */
export const discovery: Category = {
  id: 'discovery',
  title: 'Discovery',
  find: (script: Script): readonly Evidence[] => {
    const looks = new Map<string, Command>()
    let acts = 0
    for (const command of script.commands) {
      const look = looksAt(command)
      if (look !== null && !looks.has(look)) looks.set(look, command)
      else if (look === null && !isPrinting(command) && !PASSIVE.has(command.name)) acts += 1
    }
    const [first] = looks.values()
    if (first === undefined || (looks.size < MANY && acts > 0)) return []
    return [weak(first, `${acts === 0 ? 'does nothing but look around' : 'looks around'}: ${[...looks.keys()].slice(0, 8).join(', ')}`)]
  },
}
