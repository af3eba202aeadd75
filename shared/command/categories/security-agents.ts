import type { Command, Script } from '../tokens/script'
import { type Evidence, strong, weak } from './category'

/** Service, process and package names of agents that watch a machine, lower case (vendors' documentation). */
const AGENTS =
  /^(?:falcon-sensor|csagent|csfalconservice|crowdstrike\S{0,32}|osquery(?:d|ctl)?|amazon-guardduty-agent|aws-guardduty-agent|auditd?|windefend|sense|wdnissvc|mdatp|mdcoresvc|microsoft\.?defender\S{0,32}|wdavdaemon|amazon-cloudwatch-agent|awslogsd?|awsagent|sentinelone\S{0,32}|sentinelagent|sentinelctl|cbagentd|cbdaemon|cbdefense|carbonblack\S{0,16}|cylancesvc|wazuh(?:-agent)?|ossec\S{0,16}|falco\S{0,16}|sysmon(?:64)?|splunkd?|splunkforwarder|filebeat|auditbeat|winlogbeat|elastic-agent|elastic-endpoint|elasticendpoint|ds_agent|taniumclient|qualys-cloud-agent|qualysagent|nessusagent|nessusd|ir_agent|cyserver|cortex-xdr|traps_pmd|pmd|sophos\S{0,32}|sophos-spl|savservice|mfetpd?|mcafee\S{0,16}|ma|esets|sep|symantec\S{0,32}|smc|tripwire|aegis|aliyun-service|aliyun\.service|cloudmonitor|qcloud|tat_agent|yunjing|clamav-daemon|clamd|rsyslogd?|syslog|syslog-ng|systemd-journald|eventlog|wscsvc|securityhealthservice|aide|threatstack\S{0,16}|lacework\S{0,16}|datacollector|fluent-bit|td-agent|microsoftmonitoringagent|healthservice|azuremonitoragent\S{0,16}|apparmor)(?:\.service)?$/
const REMOVE_PACKAGE = /\b(?:remove|purge|erase|uninstall|autoremove)\b|\s-e\s|\s-r\s|\s--purge\s/
const PACKAGE_TOOLS = new Set(['apt', 'apt-get', 'yum', 'dnf', 'rpm', 'dpkg', 'zypper', 'choco', 'winget', 'snap'])
const PROCESS_KILLERS = new Set(['pkill', 'killall', 'taskkill', 'stop-process'])

const clean = (word: string): string => word.toLowerCase().replace(/["',*]/g, '').replace(/\.(?:service|exe)$/, '')

const named = (words: readonly string[]): string | null => words.map(clean).find((word) => AGENTS.test(word)) ?? null

/** The agent that a command stops, disables, kills or removes; null when it does none of these. */
const stopped = (command: Command): string | null => {
  const { name, line } = command
  const words = command.args.flatMap(({ text }) => text.split(',')).map((word) => word.trim())
  const verb = words.find((word) => !word.startsWith('-'))?.toLowerCase() ?? ''
  if (name === 'systemctl') return /^(?:stop|disable|mask|kill)$/.test(verb) ? named(words) : null
  if (name === 'service') return words.includes('stop') ? named(words) : null
  if (name === 'chkconfig' || name === 'update-rc.d') return words.includes('off') || words.includes('disable') || words.includes('remove') ? named(words) : null
  if (name === 'net' || name === 'net1') return verb === 'stop' ? named(words) : null
  if (name === 'sc') return /^(?:stop|delete)$/.test(verb) || (verb === 'config' && /disabled/.test(line)) ? named(words) : null
  if (name === 'stop-service' || name === 'remove-service') return named(words)
  if (name === 'set-service') return /disabled|stopped/.test(line) ? named(words) : null
  if (PROCESS_KILLERS.has(name)) return named(words)
  if (PACKAGE_TOOLS.has(name)) return REMOVE_PACKAGE.test(` ${line} `) ? named(words) : null
  if (/\/init\.d\//.test(command.path)) return verb === 'stop' ? named([name]) : null
  if (name === 'amazon-cloudwatch-agent-ctl') return /-a\s(?:stop|remove-config)/.test(line) ? 'amazon-cloudwatch-agent' : null
  if (name === 'falconctl') return /-d\b|delete|uninstall/.test(line) ? 'falcon-sensor' : null
  if (name === 'sentinelctl') return /unload|disable|unprotect/.test(line) ? 'sentinelone' : null
  return name === 'uninstall-windowsfeature' && line.includes('defender') ? 'windefend' : null
}

const STARTS = /^(?:start|restart|try-restart|enable|unmask|reload-or-restart)$/

/** Agents that the script starts again: an upgrade or a new configuration. */
const started = (script: Script): ReadonlySet<string> =>
  new Set(
    script.commands
      .filter(({ name, args, line }) => ((name === 'systemctl' || name === 'service' || name === 'net' || name === 'sc') && args.some(({ text }) => STARTS.test(text))) || name === 'start-service' || name === 'restart-service' || (name === 'amazon-cloudwatch-agent-ctl' && /-a\s(?:start|fetch-config)/.test(line)))
      .map((command) => (command.name === 'amazon-cloudwatch-agent-ctl' ? 'amazon-cloudwatch-agent' : named(command.args.map(({ text }) => text))))
      .filter((agent) => agent !== null),
  )

/** Agents that watch the machine are switched off; weak when the script itself starts them again. */
export const stopsSecurityAgents = (script: Script): readonly Evidence[] => {
  const again = started(script)
  return script.commands.flatMap((command) => {
    const agent = stopped(command)
    if (agent === null) return []
    return [again.has(agent) ? weak(command, `stops ${agent} and starts it again`) : strong(command, `switches ${agent} off, which watches the machine`)]
  })
}
