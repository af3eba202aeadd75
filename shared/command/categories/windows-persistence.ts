import { matchesAny } from '../matches-any'
import type { Command } from '../tokens/script'
import { type Evidence, strong, weak } from './category'
import { type Children, startedLater } from './started-later'

const AT_LOGIN = 'starts a program at every login'
/** Keys whose values Windows starts (Microsoft's Autoruns documentation). */
const RUN_KEYS: readonly RegExp[] = [
  /currentversion[\\/]{1,2}run(?:once|services)?(?:[\\/"'\s]|$)/,
  /winlogon.{0,64}(?:shell|userinit)|image file execution options|appinit_dlls|silentprocessexit/,
  /lsa.{0,32}(?:security|authentication) packages|active setup[\\/]{1,2}installed/,
]
const WMI =
  /__eventfilter|commandlineeventconsumer|activescripteventconsumer|__filtertoconsumerbinding|root[\\/]subscription/
const WMI_READERS = new Set(['get-wmiobject', 'get-ciminstance'])
const AT_START = /\/sc\s(?:onlogon|onstart|onidle|onevent)|-at(?:logon|startup)/
const AS_SYSTEM = /(?:\/ru|-userid?)\s["']?(?:nt authority\\)?system/
const SHELLS = new Set(['cmd', 'powershell', 'pwsh', 'mshta', 'wscript', 'cscript', 'rundll32', 'regsvr32'])
const CREATES_SERVICE = /^\S{1,256}\s(?:\\\\\S{1,64}\s)?(?:create|config)\s.{0,256}binpath/

const runsShell = (command: Command, children: Children): boolean =>
  (children.get(command) ?? []).some(({ name }) => SHELLS.has(name))

const byTask = (command: Command, children: Children): Evidence => {
  const isBold = AT_START.test(command.line) && (runsShell(command, children) || AS_SYSTEM.test(command.line))
  return isBold
    ? strong(command, 'a scheduled task runs a shell at every start or login')
    : startedLater(command, children, 'creates a scheduled task')
}

const byService = (command: Command, children: Children): Evidence =>
  runsShell(command, children)
    ? strong(command, 'a service starts a shell')
    : startedLater(command, children, 'installs a service')

/** Programs that Windows starts by itself. */
export const windowsPersistence = (command: Command, children: Children): Evidence | null => {
  const { name, line } = command
  switch (name) {
    case 'schtasks':
      return line.includes('/create') ? byTask(command, children) : null
    case 'register-scheduledtask':
    case 'new-scheduledtaskaction':
      return byTask(command, children)
    case 'new-service':
      return startedLater(command, children, 'installs a service')
    case 'sc':
      if (/^\S{1,256}\ssdset\s/.test(line)) return weak(command, 'changes who may control services')
      return CREATES_SERVICE.test(line) ? byService(command, children) : null
    case 'reg':
      return /^\S{1,256}\sadd\s/.test(line) && matchesAny(RUN_KEYS, line) ? strong(command, AT_LOGIN) : null
    case 'set-itemproperty':
    case 'new-itemproperty':
      return matchesAny(RUN_KEYS, line) ? strong(command, AT_LOGIN) : null
    case 'bitsadmin':
      return line.includes('/setnotifycmdline') ? strong(command, 'a transfer job starts a program') : null
    default:
      return WMI.test(line) && !WMI_READERS.has(name) ? strong(command, 'a WMI subscription starts a program') : null
  }
}
