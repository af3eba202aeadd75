import type { Command, Script } from '../tokens/script'
import { securityAgentAmong } from './agent-names'
import { type Evidence, strong, weak } from './category'

const REMOVES_PACKAGE = /\b(?:remove|purge|erase|uninstall|autoremove)\b|\s-e\s|\s-r\s|\s--purge\s/
const PACKAGE_TOOLS = new Set(['apt', 'apt-get', 'yum', 'dnf', 'rpm', 'dpkg', 'zypper', 'choco', 'winget', 'snap'])
const KILLERS = new Set(['pkill', 'killall', 'taskkill', 'stop-process'])

const wordsOf = ({ args }: Command): readonly string[] =>
  args.flatMap(({ text }) => text.split(',')).map((word) => word.trim())

/** A vendor's own control program that is to switch its agent off. */
const byOwnTool = ({ name, line }: Command): string | null => {
  switch (name) {
    case 'amazon-cloudwatch-agent-ctl':
      return /-a\s(?:stop|remove-config)/.test(line) ? 'amazon-cloudwatch-agent' : null
    case 'falconctl':
      return /-d\b|delete|uninstall/.test(line) ? 'falcon-sensor' : null
    case 'sentinelctl':
      return /unload|disable|unprotect/.test(line) ? 'sentinelone' : null
    case 'sysmon':
    case 'sysmon64':
      return /\s[-/]u\b/.test(line) ? 'sysmon' : null
    case 'dism':
      return /\/disable-feature.{0,128}defender/.test(line) ? 'windefend' : null
    case 'uninstall-windowsfeature':
      return line.includes('defender') ? 'windefend' : null
    default:
      return null
  }
}

/** Whether a command stops, disables, kills or removes what its words name. */
const switchesOff = (command: Command, words: readonly string[]): boolean => {
  const { name, line, path } = command
  const verb = words.find((word) => !word.startsWith('-'))?.toLowerCase() ?? ''
  switch (name) {
    case 'systemctl':
      return ['stop', 'disable', 'mask', 'kill'].includes(verb)
    case 'service':
      return words.includes('stop')
    case 'chkconfig':
    case 'update-rc.d':
      return words.includes('off') || words.includes('disable') || words.includes('remove')
    case 'net':
    case 'net1':
      return verb === 'stop'
    case 'sc':
      return verb === 'stop' || verb === 'delete' || (verb === 'config' && line.includes('disabled'))
    case 'stop-service':
    case 'remove-service':
      return true
    case 'set-service':
      return /disabled|stopped/.test(line)
    default:
      return (
        KILLERS.has(name) ||
        (PACKAGE_TOOLS.has(name) && REMOVES_PACKAGE.test(` ${line} `)) ||
        (path.includes('/init.d/') && verb === 'stop')
      )
  }
}

const SERVICE_TOOLS = new Set([
  'systemctl',
  'service',
  'chkconfig',
  'update-rc.d',
  'net',
  'net1',
  'sc',
  'stop-service',
  'remove-service',
  'set-service',
])

const mayStop = ({ name, path }: Command): boolean =>
  SERVICE_TOOLS.has(name) || KILLERS.has(name) || PACKAGE_TOOLS.has(name) || path.includes('/init.d/')

const stopped = (command: Command): string | null => {
  const own = byOwnTool(command)
  if (own !== null || !mayStop(command)) return own
  const words = wordsOf(command)
  return switchesOff(command, words)
    ? securityAgentAmong(command.path.includes('/init.d/') ? [command.name] : words)
    : null
}

const STARTS = new Set(['start', 'restart', 'try-restart', 'enable', 'unmask', 'reload-or-restart'])

const started = (command: Command): string | null => {
  const { name, line } = command
  if (name === 'amazon-cloudwatch-agent-ctl')
    return /-a\s(?:start|fetch-config)/.test(line) ? 'amazon-cloudwatch-agent' : null
  if (name === 'sysmon' || name === 'sysmon64') return /\s[-/]i\b/.test(line) ? 'sysmon' : null
  if (name === 'start-service' || name === 'restart-service') return securityAgentAmong(wordsOf(command))
  if (!SERVICE_TOOLS.has(name)) return null
  const words = wordsOf(command)
  return words.some((word) => STARTS.has(word)) ? securityAgentAmong(words) : null
}

/**
 * Programs that watch the machine are switched off; weak when the script itself starts them again: an
 * upgrade or a new configuration.
 */
export const stopsSecurityAgents = (script: Script): readonly Evidence[] => {
  const again = new Set(script.commands.map(started))
  return script.commands.flatMap((command) => {
    const agent = stopped(command)
    if (agent === null) return []
    return [
      again.has(agent)
        ? weak(command, `stops ${agent} and starts it again`)
        : strong(command, `switches ${agent} off, which watches the machine`),
    ]
  })
}
