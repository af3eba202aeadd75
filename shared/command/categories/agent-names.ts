/** Service, process and package names of programs that watch a machine, lower case (their vendors' documentation). */
const NAMES = new Set([
  // Endpoint protection
  'falcon-sensor', 'csagent', 'csfalconservice', 'windefend', 'msmpeng', 'mssense', 'nissrv', 'sense', 'wdnissvc', 'mdatp', 'mdcoresvc', 'wdavdaemon',
  'sentinelagent', 'sentinelctl',
  'cbagentd', 'cbdaemon', 'cbdefense', 'cylancesvc', 'elastic-agent', 'elastic-endpoint', 'elasticendpoint', 'ds_agent', 'taniumclient', 'ir_agent',
  'cyserver', 'cortex-xdr', 'traps_pmd',
  'savservice', 'mfetp', 'mfetpd', 'esets', 'sep', 'smc', 'clamd', 'clamav-daemon', 'securityhealthservice', 'wscsvc', 'aide', 'tripwire', 'datacollector',
  // Clouds
  'amazon-guardduty-agent', 'aws-guardduty-agent', 'amazon-cloudwatch-agent', 'awslogs', 'awslogsd', 'awsagent', 'microsoftmonitoringagent', 'healthservice',
  'aegis', 'aliyun-service',
  'cloudmonitor', 'yunjing', 'tat_agent', 'qcloud',
  // Auditing and logging
  'audit', 'auditd', 'osqueryd', 'osqueryctl', 'osquery', 'sysmon', 'sysmon64', 'wazuh', 'wazuh-agent', 'splunk', 'splunkd', 'splunkforwarder', 'filebeat',
  'auditbeat', 'winlogbeat',
  'qualys-cloud-agent', 'qualysagent', 'nessusagent', 'nessusd', 'rsyslog', 'rsyslogd', 'syslog', 'syslog-ng', 'systemd-journald', 'eventlog', 'fluent-bit',
  'td-agent', 'apparmor',
])
const PREFIXES = [
  'crowdstrike', 'sentinelone', 'carbonblack', 'ossec', 'falco', 'sophos', 'mcafee', 'symantec', 'threatstack', 'lacework', 'azuremonitoragent',
  'microsoft.defender', 'microsoftdefender',
]

const clean = (word: string): string =>
  word
    .toLowerCase()
    .replace(/["',*]/g, '')
    .replace(/\.(?:service|exe)$/, '')

/** The first of these words that names such a program, as it is usually written; null when none does. */
export const securityAgentAmong = (words: readonly string[]): string | null =>
  words.map(clean).find((word) => NAMES.has(word) || PREFIXES.some((prefix) => word.startsWith(prefix))) ?? null
