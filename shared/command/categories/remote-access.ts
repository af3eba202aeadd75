import { operands } from '../tokens/options'
import type { Command } from '../tokens/script'
import { type Category, eachCommand, type Evidence, strong, weak } from './category'
import { isActing } from './purpose'

const TUNNELS = /^(?:ngrok|chisel|frpc|frps|gost|bore|localtunnel|lt|pagekite\S{0,4}|iox|ligolo\S{0,16}|rathole|revsocks|rsocks|earthworm|tmate|teleconsole|sshuttle|stowaway\S{0,8}|inlets|localxpose|loclx|pinggy|zrok|wstunnel|dnscat2?|iodine|ptunnel\S{0,4}|reverse-ssh|gsocket|gs-netcat)$/
/** Remote support programs; installing one silently on a server is what intruders do (CISA AA23-025A). */
const SUPPORT_TOOLS = /anydesk|teamviewer|screenconnect|connectwisecontrol|atera(?:agent|networks)|splashtop|rustdesk|meshagent|meshcentral|netsupport|remoteutilities|simplehelp|fleetdeck|tacticalrmm|tacticalagent|dwagent|supremo|logmein|action1|ultraviewer|getscreen|radmin|gotoassist|aeroadmin|pdqconnect|levelio/
const INSTALLING = /^(?:msiexec|start-process|choco|winget|apt|apt-get|yum|dnf|dpkg|rpm|start|curl|wget|invoke-webrequest|start-bitstransfer|install-package)$/
const VIEWING = /^(?:get-|where-|select-|stop-|sc$|reg$|net$|systemctl$|remove-)/

const byShell = (command: Command): Evidence | null => {
  const { name, args, line } = command
  if ((name === 'ssh' || name === 'autossh' || name === 'plink') && args.some(({ text }) => /^-[A-Za-z]{0,8}R/.test(text))) return strong(command, 'opens a way back in through an SSH server')
  if (name === 'ssh' && args.some(({ text }) => /^-[A-Za-z]{0,8}D/.test(text))) return weak(command, 'opens an SSH proxy')
  if (name === 'socat' && /(?:tcp|udp|openssl)\d?-listen:|(?:tcp|udp)\d?-l:/.test(line)) return strong(command, 'listens for connections and passes them on')
  if (name === 'netsh' && line.includes('portproxy') && line.includes(' add ')) return strong(command, 'passes connections on to another machine')
  if (name === 'cloudflared' && /\btunnel\b|service install|access tcp/.test(line)) return strong(command, 'opens a tunnel to the machine')
  if ((name === 'tailscale' && line.includes(' up')) || (name === 'zerotier-cli' && line.includes('join'))) return weak(command, 'joins the machine to a private network')
  if (name === 'reg' && line.includes('fdenytsconnections') && /\/d\s{1,4}["']?(?:0x)?0\b/.test(line)) return weak(command, 'switches Remote Desktop on')
  return name === 'set-itemproperty' && line.includes('fdenytsconnections') && /\s0\b/.test(line) ? weak(command, 'switches Remote Desktop on') : null
}

const judge = (command: Command): Evidence | null => {
  if (!isActing(command)) return null
  const { name, line } = command
  if (TUNNELS.test(name) && (operands(command).length > 0 || name === 'tmate')) return strong(command, `opens a tunnel with ${name}`)
  if (SUPPORT_TOOLS.test(name) && !VIEWING.test(name)) return strong(command, 'runs a remote support program')
  if (INSTALLING.test(name) && SUPPORT_TOOLS.test(line) && !/\/x\b|\/uninstall|\buninstall\b/.test(line)) return strong(command, 'installs a remote support program')
  return byShell(command)
}

export const remoteAccess: Category = { id: 'remote-access', title: 'Tunnel or remote tool', find: (script) => eachCommand(script, judge) }
