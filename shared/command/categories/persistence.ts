import { matchesAny } from '../matches-any'
import { operands } from '../tokens/options'
import type { Command, FileWrite } from '../tokens/script'
import { type Category, type Evidence, strong, weak } from './category'
import { isHiddenPath } from './hidden-run'
import { isActing } from './purpose'
import { type Children, childrenOf, startedLater } from './started-later'
import { windowsPersistence } from './windows-persistence'

const SCHEDULED = 'runs a program by schedule'
/** Allocators are preloaded for speed, everything else to change what programs do. */
const HARMLESS_PRELOAD = /jemalloc|tcmalloc|mimalloc|libfaketime|libeatmydata|libasan|hardened_malloc/
const SETUID_TOOLS = /\/(?:ba|da|z|k)?sh$|\/(?:find|vim?|cp|python[\d.]{0,5}|perl|nmap|less|env|awk)$/
const SETS_USER = /^[ugoa]{0,4}\+[rwx]{0,3}s|^[46]7\d\d$|^0[46]7\d\d$/
const PROFILES: readonly RegExp[] = [
  /\/(?:\.bashrc|\.bash_profile|\.profile|\.zshrc|\.zprofile|profile|bash\.bashrc)$/,
  /\/profile\.d\/|_profile\.ps1$|\$profile$/,
]
const PROFILE_IMPLANT: readonly RegExp[] = [
  /alias sudo|alias su=|prompt_command=|ld_preload=|\/dev\/tcp\/|nohup|base64/,
  /curl .{0,256}\|\s{0,8}(?:ba)?sh|\bnc\s|python\S{0,8} -c/,
]

const byCronFile = (write: FileWrite, children: Children): Evidence => {
  const { command, content } = write
  const copied = content === null && isHiddenPath(operands(command)[0] ?? '')
  return copied ? strong(command, 'runs a hidden file by schedule') : startedLater(command, children, SCHEDULED)
}

const byProfile = ({ command, content }: FileWrite): Evidence | null => {
  const text = content?.toLowerCase() ?? ''
  return matchesAny(PROFILE_IMPLANT, text) && !HARMLESS_PRELOAD.test(text)
    ? strong(command, 'changes what every login shell does')
    : null
}

/** Anybody can start them before a login: https://attack.mitre.org/techniques/T1546/008/ */
const LOGIN_SCREEN = /\/windows\/system32\/(?:sethc|utilman|osk|magnify|narrator|displayswitch|atbroker)\.exe$/
const WEB_ROOT = /\/(?:var\/www|htdocs|wwwroot|webapps|nginx\/html|public_html)\//
const WEB_PAGE = /\.(?:php\d?|phtml|aspx?|ashx|jspx?|cfm)$/
const RUNS_TEXT = /\b(?:eval|assert|system|exec|passthru|shell_exec|popen|proc_open|process\.start|getruntime)\b/
const FROM_VISITOR = /\$_(?:get|post|request|cookie|server)\b|\brequest\s{0,4}[.[(]|getparameter/

/** A page that runs what a visitor sends. */
const isWebShell = ({ path, content }: FileWrite): boolean => {
  const text = content?.toLowerCase() ?? ''
  return WEB_PAGE.test(path) && WEB_ROOT.test(path) && RUNS_TEXT.test(text) && FROM_VISITOR.test(text)
}

const byWrite = (write: FileWrite, children: Children): Evidence | null => {
  const { path, content, command } = write
  if (isWebShell(write)) return strong(command, 'writes a page that runs what a visitor sends')
  if (LOGIN_SCREEN.test(path)) return strong(command, 'replaces a program of the login screen')
  if (path.endsWith('/ld.so.preload')) return strong(command, 'loads a library into every program')
  if (/start menu\/programs\/startup|shell:startup/.test(path))
    return strong(command, 'starts a program at every login')
  if (/\/security\/pam_\w{1,64}\.so$/.test(path)) return strong(command, 'changes how logins are checked')
  if (path.includes('/etc/pam.d/'))
    return (/pam_(?:exec|permit|script|python)/.test(content ?? '') ? strong : weak)(
      command,
      'changes how logins are checked',
    )
  if (/\/etc\/cron|\/var\/spool\/cron/.test(path)) return byCronFile(write, children)
  if (/\/systemd\/.{0,128}\.(?:service|timer)$/.test(path)) return startedLater(command, children, 'installs a service')
  if (/\/etc\/(?:rc\.local|rc\.d\/|init\.d\/)|\/update-motd\.d\//.test(path))
    return startedLater(command, children, 'runs a program at every start')
  return matchesAny(PROFILES, path) ? byProfile(write) : null
}

const preloads = ({ name, assignments }: Command): boolean => {
  const library = assignments.find((assignment) => assignment.name === 'LD_PRELOAD')?.value.text ?? ''
  return library !== '' && !HARMLESS_PRELOAD.test(library) && (isHiddenPath(library) || name === 'export')
}

const byUnixTool = (command: Command, children: Children): Evidence | null => {
  const { name, args, line } = command
  const target = args.at(-1)?.text ?? ''
  if (preloads(command)) return strong(command, 'loads a library into other programs')
  if (name === 'crontab' && !args.some(({ text }) => text === '-l' || text === '-r')) {
    const isHidden = operands(command).some((file) => isHiddenPath(file))
    return isHidden ? strong(command, 'runs a hidden file by schedule') : startedLater(command, children, SCHEDULED)
  }
  const setsUser = name === 'chmod' && args.some(({ text }) => SETS_USER.test(text))
  if (setsUser && (SETUID_TOOLS.test(target) || isHiddenPath(target)))
    return strong(command, 'lets everyone run a program as its owner')
  if (name === 'setcap' && line.includes('setuid')) return strong(command, 'lets everyone run a program as root')
  return name === 'insmod' && isHiddenPath(target)
    ? strong(command, 'loads a kernel module from a temporary or hidden directory')
    : null
}

const judge = (command: Command, children: Children): readonly Evidence[] => {
  if (!isActing(command) && command.writes.length === 0) return []
  const evidence = [
    byUnixTool(command, children),
    windowsPersistence(command, children),
    ...command.writes.map((write) => byWrite(write, children)),
  ]
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
