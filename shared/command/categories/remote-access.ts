import { operands } from '../tokens/options'
import type { Command } from '../tokens/script'
import { sshWords } from '../tokens/ssh-words'
import { type Category, eachCommand, type Evidence, fromMarks, type Mark, strong, weak } from './category'
import { mentions } from './mentions'
import { isActing } from './purpose'

const TUNNELS = new Set([
  'ngrok',
  'chisel',
  'frpc',
  'frps',
  'gost',
  'bore',
  'localtunnel',
  'pagekite',
  'pagekite.py',
  'iox',
  'rathole',
  'revsocks',
  'rsocks',
  'earthworm',
  'teleconsole',
  'sshuttle',
  'inlets',
  'localxpose',
  'loclx',
  'pinggy',
  'zrok',
  'wstunnel',
  'dnscat',
  'dnscat2',
  'iodine',
  'ptunnel',
  'ptunnel-ng',
  'reverse-ssh',
  'gs-netcat',
  'gsocket',
  'ligolo',
  'ligolo-ng',
])
/** Remote support programs; putting one on a server without asking is what intruders do (CISA advisory AA23-025A). */
const SUPPORT_TOOLS = [
  'anydesk',
  'teamviewer',
  'screenconnect',
  'connectwisecontrol',
  'ateraagent',
  'ateranetworks',
  'splashtop',
  'rustdesk',
  'meshagent',
  'meshcentral',
  'netsupport',
  'remoteutilities',
  'simplehelp',
  'fleetdeck',
  'tacticalrmm',
  'tacticalagent',
  'dwagent',
  'supremo',
  'logmein',
  'action1_agent',
  'ultraviewer',
  'getscreen.me',
  'radmin_server',
  'rserver3',
  'gotoassist',
  'aeroadmin',
  'pdqconnect',
]
const INSTALLING = new Set([
  'msiexec',
  'start-process',
  'choco',
  'winget',
  'apt',
  'apt-get',
  'yum',
  'dnf',
  'dpkg',
  'rpm',
  'start',
  'curl',
  'wget',
  'invoke-webrequest',
  'start-bitstransfer',
  'install-package',
])
const ON_ANOTHER_MACHINE = 'runs commands on another machine'
const MARKS: readonly Mark[] = [
  { names: ['wmic'], line: /\/node:.{0,256}process call create/, strength: 'weak', why: ON_ANOTHER_MACHINE },
  { names: ['winrs'], line: /[-/]r(?:emote)?:/, strength: 'weak', why: ON_ANOTHER_MACHINE },
  { names: ['psexec', 'psexec64'], line: /\s\\\\/, strength: 'weak', why: ON_ANOTHER_MACHINE },
  {
    names: ['invoke-command', 'enter-pssession', 'new-pssession'],
    line: /\s-comp|^(?:enter|new)-pssession\s/,
    strength: 'weak',
    why: ON_ANOTHER_MACHINE,
  },
  {
    names: ['socat'],
    line: /(?:tcp|udp|openssl)\d?-l(?:isten)?:/,
    strength: 'strong',
    why: 'listens for connections and passes them on',
  },
  { names: ['netsh'], line: /portproxy add /, strength: 'strong', why: 'passes connections on to another machine' },
  {
    names: ['cloudflared'],
    line: /\btunnel\b|service install|access tcp/,
    strength: 'strong',
    why: 'opens a tunnel to the machine',
  },
  { names: ['tmate'], line: /^/, strength: 'strong', why: 'shares a terminal of the machine' },
  { names: ['tailscale'], line: / up\b/, strength: 'weak', why: 'joins the machine to a private network' },
  { names: ['zerotier-cli'], line: / join\b/, strength: 'weak', why: 'joins the machine to a private network' },
  {
    names: ['reg'],
    line: /fdenytsconnections.{0,64}\/d\s{1,4}"?(?:0x)?0\b/,
    strength: 'weak',
    why: 'switches Remote Desktop on',
  },
  {
    names: ['set-itemproperty'],
    line: /fdenytsconnections.{0,64}\s0\b/,
    strength: 'weak',
    why: 'switches Remote Desktop on',
  },
]

const SSH = new Set(['ssh', 'autossh', 'plink'])

const bySsh = (command: Command): Evidence | null => {
  const { options } = sshWords(command)
  if (options.some((option) => /^-[A-Za-z]{0,8}R/.test(option)))
    return strong(command, 'opens a way back in through an SSH server')
  return options.some((option) => /^-[A-Za-z]{0,8}D/.test(option)) ? weak(command, 'opens an SSH proxy') : null
}

const isViewing = (name: string): boolean => /^(?:get|where|select|stop|remove|test)-/.test(name)

const judge = (command: Command): Evidence | null => {
  if (!isActing(command)) return null
  const { name, line } = command
  if (TUNNELS.has(name) && operands(command).length > 0) return strong(command, `opens a tunnel with ${name}`)
  if (SUPPORT_TOOLS.some((tool) => mentions(name, tool)) && !isViewing(name))
    return strong(command, 'runs a remote support program')
  const installs =
    INSTALLING.has(name) && SUPPORT_TOOLS.some((tool) => mentions(line, tool)) && !/\/x\b|uninstall/.test(line)
  if (installs) return strong(command, 'installs a remote support program')
  return SSH.has(name) ? bySsh(command) : fromMarks(command, MARKS)
}

export const remoteAccess: Category = {
  id: 'remote-access',
  title: 'Tunnel or remote tool',
  find: (script) => eachCommand(script, judge),
}
