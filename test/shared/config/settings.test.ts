import { keyOf, type Setting } from '../../../shared/config/setting'
import { SETTINGS } from '../../../shared/config/settings'

const EVERYWHERE = 'aws azure cli'

/** Key, variable, default and hosts of every setting, written by hand; `deployment` where the deployment writes it. */
const EXPECTED: readonly (readonly [key: string, name: string, fallback: unknown, hosts: string, by?: 'deployment'])[] =
  [
    ['preset', 'RUNWARDEN_PRESET', 'balanced', EVERYWHERE],
    ['minSeverity', 'RUNWARDEN_MIN_SEVERITY', 'medium', EVERYWHERE],
    ['historyDays', 'RUNWARDEN_HISTORY_DAYS', 7, EVERYWHERE],
    ['learningDays', 'RUNWARDEN_LEARNING_DAYS', 7, EVERYWHERE],
    ['windowMinutes', 'RUNWARDEN_WINDOW_MINUTES', 60, EVERYWHERE],
    ['massTargets', 'RUNWARDEN_MASS_TARGETS', 3, EVERYWHERE],
    ['correlationSeconds', 'RUNWARDEN_CORRELATION_SECONDS', 120, EVERYWHERE],
    ['realertMinutes', 'RUNWARDEN_REALERT_MINUTES', 60, EVERYWHERE],
    ['alertOn', 'RUNWARDEN_ALERT_ON', 'start', EVERYWHERE],
    ['endpointGraceMinutes', 'RUNWARDEN_ENDPOINT_GRACE_MINUTES', 30, EVERYWHERE],
    ['maxAlertsPerHour', 'RUNWARDEN_MAX_ALERTS_PER_HOUR', 30, EVERYWHERE],
    ['criticalTargets', 'RUNWARDEN_CRITICAL_TARGETS', [], EVERYWHERE],
    ['knownAdmins', 'RUNWARDEN_KNOWN_ADMINS', [], EVERYWHERE],
    ['trustedAccounts', 'RUNWARDEN_TRUSTED_ACCOUNTS', [], EVERYWHERE],
    ['homeTenants', 'RUNWARDEN_HOME_TENANTS', [], EVERYWHERE],
    ['knownNetworks', 'RUNWARDEN_KNOWN_NETWORKS', [], EVERYWHERE],
    ['suppressions', 'RUNWARDEN_SUPPRESSIONS', [], EVERYWHERE],
    ['changeWindows', 'RUNWARDEN_CHANGE_WINDOWS', [], EVERYWHERE],
    ['overrides', 'RUNWARDEN_OVERRIDES', [], EVERYWHERE],
    ['disabledRules', 'RUNWARDEN_DISABLED_RULES', [], EVERYWHERE],
    ['accountNames', 'RUNWARDEN_ACCOUNT_NAMES', {}, EVERYWHERE],
    ['runbookUrl', 'RUNWARDEN_RUNBOOK_URL', null, EVERYWHERE],
    ['topicArn', 'RUNWARDEN_TOPIC_ARN', null, 'aws azure'],
    ['jsonTopicArn', 'RUNWARDEN_JSON_TOPIC_ARN', null, 'aws azure'],
    ['chatTopicArn', 'RUNWARDEN_CHAT_TOPIC_ARN', null, 'aws azure'],
    ['operationsTopicArn', 'RUNWARDEN_OPERATIONS_TOPIC_ARN', null, 'aws', 'deployment'],
    ['digestTopicArn', 'RUNWARDEN_DIGEST_TOPIC_ARN', null, 'azure'],
    ['table', 'RUNWARDEN_TABLE', null, 'aws', 'deployment'],
    ['quarantineQueueUrl', 'RUNWARDEN_QUARANTINE_QUEUE_URL', null, 'aws', 'deployment'],
    ['failureQueueUrls', 'RUNWARDEN_FAILURE_QUEUE_URLS', [], 'aws', 'deployment'],
    ['memberRoleName', 'RUNWARDEN_MEMBER_ROLE_NAME', null, 'aws'],
    ['ownResources', 'RUNWARDEN_OWN_RESOURCES', [], EVERYWHERE, 'deployment'],
    ['deployers', 'RUNWARDEN_DEPLOYERS', [], EVERYWHERE],
    ['installedAt', 'RUNWARDEN_INSTALLED_AT', null, 'aws azure', 'deployment'],
    ['storageAccount', 'RUNWARDEN_STORAGE_ACCOUNT', null, 'azure', 'deployment'],
    ['awsRoleArn', 'RUNWARDEN_AWS_ROLE_ARN', null, 'azure'],
    ['awsAudience', 'RUNWARDEN_AWS_AUDIENCE', null, 'azure'],
    ['actionGroupId', 'RUNWARDEN_ACTION_GROUP_ID', null, 'azure'],
    ['identityClientId', 'RUNWARDEN_IDENTITY_CLIENT_ID', null, 'azure', 'deployment'],
  ]

describe('the settings table', () => {
  it('has the rows that were written down by hand, in their order', () => {
    const rows = Object.entries<Setting<unknown>>(SETTINGS).map(([key, { name, type, hosts, generated }]) => [
      key,
      name,
      type.fallback,
      hosts.join(' '),
      ...(generated ? ['deployment'] : []),
    ])
    expect(rows).toEqual(EXPECTED)
  })
})

describe('keyOf', () => {
  it.each([
    ['RUNWARDEN_PRESET', 'preset'],
    ['RUNWARDEN_MASS_TARGETS', 'massTargets'],
    ['RUNWARDEN_MAX_ALERTS_PER_HOUR', 'maxAlertsPerHour'],
  ] as const)('%s is %s', (name, key) => {
    expect(keyOf(name)).toBe(key)
  })
})
