import { SEVERITIES } from '../model/severity'
import { readOverrides, type Override } from './overrides'
import { byKey, generated, setting, type KeyOf, type ValueOf } from './setting'
import { choice, integer, json, optionalText, textList } from './setting-types'
import { account, arn, array, clientIdText, network, tenant } from './setting-values'
import { readChangeWindows, readSuppressions, type ChangeWindow, type Suppression } from './suppressions'

const ROWS = [
  setting(
    'RUNWARDEN_PRESET',
    choice(['balanced', 'quiet', 'strict'], 'balanced'),
    'Set of defaults: quiet for few mails, strict for small or critical estates.',
  ),
  setting(
    'RUNWARDEN_MIN_SEVERITY',
    choice(SEVERITIES, 'medium'),
    'Alerts below this severity are kept and counted, not sent.',
  ),
  setting('RUNWARDEN_HISTORY_DAYS', integer(7, 1, 90), 'Days after which something not seen again counts as new.'),
  setting(
    'RUNWARDEN_LEARNING_DAYS',
    integer(7, 0, 90),
    'Days after the start during which first-seen findings are informational; 0 switches learning off.',
  ),
  setting(
    'RUNWARDEN_WINDOW_MINUTES',
    integer(60, 1, 1_440),
    'Length of the window for mass execution and for sequences.',
  ),
  setting(
    'RUNWARDEN_MASS_TARGETS',
    integer(3, 1, 500),
    'More than this many distinct machines by one caller inside the window is mass execution.',
  ),
  setting(
    'RUNWARDEN_CORRELATION_SECONDS',
    integer(120, 1, 3_600),
    'Longest time from an Azure run command to the process it started.',
  ),
  setting(
    'RUNWARDEN_REALERT_MINUTES',
    integer(60, 1, 10_080),
    'Repeats of one alert key inside this tumbling window are counted, not sent, unless they escalate.',
  ),
  setting(
    'RUNWARDEN_ALERT_ON',
    choice(['start', 'success'], 'start'),
    'Azure: judge an operation when it starts, or wait for its end (at most 115 minutes).',
  ),
  setting(
    'RUNWARDEN_ENDPOINT_GRACE_MINUTES',
    integer(30, 1, 240),
    'How long a guest process waits for the control-plane record that explains it.',
  ),
  setting(
    'RUNWARDEN_MAX_ALERTS_PER_HOUR',
    integer(30, 1, 1_000),
    'Beyond this many alerts in an hour, those below high go into one digest.',
  ),
  setting(
    'RUNWARDEN_CRITICAL_TARGETS',
    textList('machine id globs'),
    'Machines whose alerts are sent even below the minimum severity.',
  ),
  setting(
    'RUNWARDEN_KNOWN_ADMINS',
    textList('caller globs'),
    'When given, anyone else who runs commands is reported; matches key, ARN, UPN or object id.',
  ),
  setting(
    'RUNWARDEN_TRUSTED_ACCOUNTS',
    textList('account ids', account),
    'AWS accounts, beside the one acted on, whose identities and documents are ours.',
  ),
  setting(
    'RUNWARDEN_HOME_TENANTS',
    textList('tenant ids', tenant),
    'Azure tenants whose identities are ours, beside the tenant of the resource.',
  ),
  setting(
    'RUNWARDEN_KNOWN_NETWORKS',
    textList('CIDR ranges or AS numbers', network),
    'Our own networks: never reported as anonymising or hosting networks.',
  ),
  setting(
    'RUNWARDEN_SUPPRESSIONS',
    json<readonly Suppression[]>(
      [],
      'JSON array of suppressions',
      array(
        'suppression: reason, until and at least one of caller, rule, operation, document, scriptHash, target, ' +
          'network, account, region, resourceGroup, changeWindow',
      ),
      readSuppressions,
    ),
    'Silences with a reason and an expiry; all given fields must match; evaluated and counted all the same.',
  ),
  setting(
    'RUNWARDEN_CHANGE_WINDOWS',
    json<readonly ChangeWindow[]>(
      [],
      'JSON array of change windows',
      array('change window: name with zone, days, from, to, or with start, end'),
      readChangeWindows,
    ),
    'Named times of announced changes that suppressions may refer to.',
  ),
  setting(
    'RUNWARDEN_OVERRIDES',
    json<readonly Override[]>(
      [],
      'JSON array of overrides',
      array('override: account, region, resourceGroup globs with massTargets, windowMinutes, historyDays'),
      readOverrides,
    ),
    'Thresholds for a part of the estate; the first matching entry wins.',
  ),
  setting(
    'RUNWARDEN_DISABLED_RULES',
    textList('rule ids'),
    'Rules that are not evaluated; detector-tampering cannot be disabled.',
  ),
  setting(
    'RUNWARDEN_ACCOUNT_NAMES',
    json<Readonly<Record<string, string>>>(
      {},
      'JSON object from account or subscription id to name',
      { type: 'object', additionalProperties: { type: 'string' } },
      (value) =>
        typeof value === 'object' &&
        value !== null &&
        !Array.isArray(value) &&
        Object.values(value).every((name) => typeof name === 'string')
          ? { value: Object.fromEntries(Object.entries(value)) }
          : { faults: ['every value must be a text'] },
    ),
    'Names shown beside account and subscription ids.',
  ),
  setting(
    'RUNWARDEN_RUNBOOK_URL',
    optionalText(/^https:\/\/[^\s<>"]+$/, 'an https address'),
    'Your own runbook, linked in every alert.',
  ),
  setting('RUNWARDEN_TOPIC_ARN', arn('sns'), 'SNS topic that alerts go to.', ['aws', 'azure']),
  setting('RUNWARDEN_JSON_TOPIC_ARN', arn('sns'), 'Optional SNS topic that receives each alert as JSON.', [
    'aws',
    'azure',
  ]),
  setting('RUNWARDEN_CHAT_TOPIC_ARN', arn('sns'), 'Optional SNS topic for Amazon Q Developer in chat applications.', [
    'aws',
    'azure',
  ]),
  generated('RUNWARDEN_OPERATIONS_TOPIC_ARN', arn('sns'), 'SNS topic for notices about Runwarden itself.', ['aws']),
  setting(
    'RUNWARDEN_DIGEST_TOPIC_ARN',
    arn('sns'),
    'SNS topic for traces of Azure activities, which the AWS half correlates.',
    ['azure'],
  ),
  generated(
    'RUNWARDEN_TABLE',
    optionalText(/^[A-Za-z0-9_.-]{3,255}$/, 'a DynamoDB table name'),
    'DynamoDB table of history and ledger.',
    ['aws'],
  ),
  generated(
    'RUNWARDEN_QUARANTINE_QUEUE_URL',
    optionalText(/^https?:\/\/\S+$/, 'a queue address'),
    'SQS queue for records that could not be read or delivered.',
    ['aws'],
  ),
  generated(
    'RUNWARDEN_FAILURE_QUEUE_URLS',
    textList('queue addresses'),
    'SQS queues of events that failed, which every heartbeat tries again.',
    ['aws'],
  ),
  setting(
    'RUNWARDEN_MEMBER_ROLE_NAME',
    optionalText(/^[\w+=,.@-]{1,64}$/, 'an IAM role name'),
    'Read-only role in member accounts that is assumed to read command text.',
    ['aws'],
  ),
  generated(
    'RUNWARDEN_OWN_RESOURCES',
    textList('resource name or ARN globs'),
    'Resources of Runwarden and of the trail or export that feeds it, watched for tampering.',
    ['aws', 'azure', 'cli'],
  ),
  setting(
    'RUNWARDEN_DEPLOYERS',
    textList('caller globs'),
    'Identities that upgrade Runwarden: their changes are one notice instead of alerts.',
  ),
  generated(
    'RUNWARDEN_INSTALLED_AT',
    optionalText(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/, 'an ISO 8601 time in UTC'),
    'Time of the first deployment, when learning starts.',
    ['aws', 'azure'],
  ),
  generated(
    'RUNWARDEN_STORAGE_ACCOUNT',
    optionalText(/^[a-z0-9]{3,24}$/, 'a storage account name'),
    'Storage account of history, ledger and quarantine.',
    ['azure'],
  ),
  setting('RUNWARDEN_AWS_ROLE_ARN', arn('iam'), 'AWS role that the Azure half assumes to publish.', ['azure']),
  setting(
    'RUNWARDEN_AWS_AUDIENCE',
    optionalText(/^[A-Za-z0-9:/._-]{3,255}$/, 'an application id URI'),
    'Audience of the token presented to AWS.',
    ['azure'],
  ),
  setting(
    'RUNWARDEN_ACTION_GROUP_ID',
    optionalText(/^\/subscriptions\/\S+$/i, 'a resource id'),
    'Action group that receives a summary of each alert as well.',
    ['azure'],
  ),
  generated('RUNWARDEN_IDENTITY_CLIENT_ID', clientIdText, 'Client id of the user-assigned identity.', ['azure']),
] as const

type Row = (typeof ROWS)[number]

/** The settings table by key, which derives from each row's name. */
export const SETTINGS: { readonly [R in Row as KeyOf<R['name']>]: R } = byKey(ROWS)

export type SettingKey = keyof typeof SETTINGS

/** Effective settings: one member per row of the table. */
export type Settings = { readonly [K in SettingKey]: ValueOf<(typeof SETTINGS)[K]> }

/** Defaults a preset changes; everything else keeps the table's default. */
export const PRESETS: Readonly<Record<'balanced' | 'quiet' | 'strict', Partial<Settings>>> = {
  balanced: {},
  quiet: { minSeverity: 'high', massTargets: 10, realertMinutes: 240, maxAlertsPerHour: 10 },
  strict: { minSeverity: 'low', massTargets: 2, realertMinutes: 30, historyDays: 14 },
}
