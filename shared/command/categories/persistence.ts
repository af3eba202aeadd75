import { fileWrites, type FileWrite } from '../tokens/file-writes'
import { operands } from '../tokens/options'
import type { Command, Script } from '../tokens/script'
import { type Category, type Evidence, strong, weak } from './category'
import { hiddenRun, isHiddenPath } from './hidden-run'
import { isActing } from './purpose'

const RUN_KEYS = /currentversion[\\/]{1,2}run(?:once|services)?(?:[\\/"'\s]|$)|winlogon.{0,64}(?:shell|userinit)|image file execution options|appinit_dlls|silentprocessexit|lsa.{0,32}(?:security packages|authentication packages)|active setup[\\/]{1,2}installed/
const STARTUP_FOLDER = /start menu\/programs\/startup|shell:startup/
const WMI = /__eventfilter|commandlineeventconsumer|activescripteventconsumer|__filtertoconsumerbinding|root[\\/]subscription/
const AT_LOGON = /\/sc\s(?:onlogon|onstart|onidle|onevent)|-at(?:logon|startup)/
const AS_SYSTEM = /\/ru\s["']?(?:nt authority\\)?system|-userid?\s["']?(?:nt authority\\)?system/
/** Allocators are preloaded for speed, everything else to change what programs do. */
const HARMLESS_PRELOAD = /jemalloc|tcmalloc|mimalloc|libfaketime|libeatmydata|libasan|hardened_malloc/
const SETUID_TOOLS = /\/(?:ba|da|z|k)?sh$|\/(?:find|vim?|cp|python[\d.]{0,5}|perl|nmap|less|env|awk)$/
const PROFILES = /\/(?:\.bashrc|\.bash_profile|\.profile|\.zshrc|\.zprofile|profile|bash\.bashrc)$|\/profile\.d\/|_profile\.ps1$|\$profile$/
const PROFILE_IMPLANT = /alias sudo|alias su=|prompt_command=|ld_preload=|\/dev\/tcp\/|nohup|base64|curl .{0,256}\|\s{0,8}(?:ba)?sh|\bnc\s|python\S{0,8} -c/

type Children = ReadonlyMap<Command, readonly Command[]>

const childrenOf = (script: Script): Children => {
  const children = new Map<Command, Command[]>()
  for (const command of script.commands) {
    if (command.parent === null) continue
    const list = children.get(command.parent)
    if (list === undefined) children.set(command.parent, [command])
    else list.push(command)
  }
  return children
}

const descendants = (command: Command, children: Children, depth = 0): readonly Command[] =>
  depth > 3 ? [] : (children.get(command) ?? []).slice(0, 64).flatMap((child) => [child, ...descendants(child, children, depth + 1)])

/** A program that starts by itself is strong when it hides, and weak when it is in plain sight: cron jobs and units are everyday work. */
const graded = (command: Command, children: Children, what: string): Evidence => {
  const hidden = descendants(command, children).map(hiddenRun).find((found) => found !== null)
  return hidden === undefined ? weak(command, what) : strong(command, `${what}: ${hidden}`)
}

const byWrite = (write: FileWrite, children: Children): Evidence | null => {
  const { path, content, command } = write
  if (path.endsWith('/ld.so.preload')) return strong(command, 'loads a library into every program')
  if (STARTUP_FOLDER.test(path)) return strong(command, 'starts a program at every login')
  if (/\/security\/pam_\w{1,64}\.so$/.test(path)) return strong(command, 'changes how logins are checked')
  if (path.includes('/etc/pam.d/')) return (/pam_(?:exec|permit|script|python)/.test(content ?? '') ? strong : weak)(command, 'changes how logins are checked')
  if (/\/etc\/cron|\/var\/spool\/cron/.test(path)) return content === null && isHiddenPath(operands(command)[0] ?? '') ? strong(command, 'runs a hidden file by schedule') : graded(command, children, 'runs a program by schedule')
  if (/\/systemd\/.{0,128}\.(?:service|timer)$/.test(path)) return graded(command, children, 'installs a service')
  if (/\/etc\/(?:rc\.local|rc\.d\/|init\.d\/)|\/update-motd\.d\//.test(path)) return graded(command, children, 'runs a program at every start')
  if (!PROFILES.test(path) || content === null) return null
  const implanted = PROFILE_IMPLANT.test(content.toLowerCase()) && !HARMLESS_PRELOAD.test(content)
  return implanted ? strong(command, 'changes what every login shell does') : null
}

const byWindowsTool = (command: Command, children: Children): Evidence | null => {
  const { name, line } = command
  switch (name) {
    case 'schtasks':
    case 'register-scheduledtask':
    case 'new-scheduledtaskaction': {
      if (name === 'schtasks' && !line.includes('/create')) return null
      const runs = (children.get(command) ?? []).some((child) => /^(?:cmd|powershell|pwsh|mshta|wscript|cscript|rundll32|regsvr32)$/.test(child.name))
      return AT_LOGON.test(line) && (runs || AS_SYSTEM.test(line)) ? strong(command, 'a scheduled task runs a shell at every start or login') : graded(command, children, 'creates a scheduled task')
    }
    case 'new-service':
      return graded(command, children, 'installs a service')
    case 'sc':
      return /^sc\S{0,4}\s(?:\\\\\S{1,64}\s)?(?:create|config)\s/.test(line) && line.includes('binpath') ? graded(command, children, 'installs a service') : null
    case 'reg':
      return /^reg\S{0,4}\sadd\s/.test(line) && RUN_KEYS.test(line) ? strong(command, 'starts a program at every login') : null
    case 'set-itemproperty':
    case 'new-itemproperty':
      return RUN_KEYS.test(line) ? strong(command, 'starts a program at every login') : null
    case 'bitsadmin':
      return line.includes('/setnotifycmdline') ? strong(command, 'a transfer job starts a program') : null
    default:
      return WMI.test(line) && name !== 'get-wmiobject' && name !== 'get-ciminstance' ? strong(command, 'a WMI subscription starts a program') : null
  }
}

const byUnixTool = (command: Command, children: Children): Evidence | null => {
  const { name, args, line } = command
  const preload = command.assignments.find((assignment) => assignment.name === 'LD_PRELOAD')?.value.text
  if (preload !== undefined && preload !== '' && !HARMLESS_PRELOAD.test(preload) && (isHiddenPath(preload) || name === 'export')) return strong(command, 'loads a library into other programs')
  if (name === 'crontab' && !args.some(({ text }) => /^-[lr]$/.test(text))) {
    const [file = '-'] = operands(command).filter((word) => word !== '-')
    return isHiddenPath(file) ? strong(command, 'runs a hidden file by schedule') : graded(command, children, 'runs a program by schedule')
  }
  const setsUser = name === 'chmod' && args.some(({ text }) => /^[ugoa]{0,4}\+[rwx]{0,3}s|^[46]7\d\d$|^0[46]7\d\d$/.test(text))
  const target = args.at(-1)?.text ?? ''
  if (setsUser && (SETUID_TOOLS.test(target) || isHiddenPath(target))) return strong(command, 'lets everyone run a program as its owner')
  if (name === 'setcap' && line.includes('setuid')) return strong(command, 'lets everyone run a program as root')
  return (name === 'insmod' && isHiddenPath(target)) ? strong(command, 'loads a kernel module from a temporary or hidden directory') : null
}

const judge = (command: Command, children: Children): readonly Evidence[] => {
  if (!isActing(command) && command.redirects.length === 0) return []
  const evidence = [byUnixTool(command, children), byWindowsTool(command, children), ...fileWrites(command).map((write) => byWrite(write, children))]
  return evidence.filter((found) => found !== null)
}

export const persistence: Category = {
  id: 'persistence',
  title: 'Persistence',
  find: (script) => {
    const children = childrenOf(script)
    return script.commands.flatMap((command) => judge(command, children))
  },
}
