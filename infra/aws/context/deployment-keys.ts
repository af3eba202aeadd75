import { RetentionDays } from 'aws-cdk-lib/aws-logs'
import { choice, integer, json, optionalText, type SettingType } from '../../../shared/config/setting-types'
import { commaList, flag, optional, word } from './key-types'
import { retentionDays } from './retention-days'

export type Partition = 'aws' | 'aws-us-gov' | 'aws-cn'

/** One context key of the deployment itself, beside the settings of the detector. */
export interface DeploymentKey<T> {
  readonly type: SettingType<T>
  /** One sentence for the person who deploys. */
  readonly sentence: string
}

const key = <T>(type: SettingType<T>, sentence: string): DeploymentKey<T> => ({ type, sentence })

const MAIL = /^[^\s@,<>"]+@[^\s@,<>"]+\.[^\s@,<>"]+$/
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const tagMap = json<Readonly<Record<string, string>>>(
  {},
  'JSON object from tag key to tag value',
  { type: 'object', additionalProperties: { type: 'string' } },
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((text) => typeof text === 'string')
      ? { value: value as Record<string, string> }
      : { faults: ['every tag value must be a text'] },
)

/** Context keys of `cdk.json` and `-c key=value` that shape the stacks. */
export const DEPLOYMENT_KEYS = {
  stage: key(
    word('prod', /^[a-z][a-z0-9-]{0,10}[a-z0-9]$/, '2 to 12 lower-case letters, digits and dashes'),
    'Name of the installation; every resource name begins with Runwarden-<stage>.',
  ),
  partition: key(
    optional(choice<Partition>(['aws', 'aws-us-gov', 'aws-cn'], 'aws')),
    'AWS partition; by default the one of the region, else aws.',
  ),
  account: key(
    optionalText(/^\d{12}$/, 'a 12-digit account id'),
    'Account to deploy to; by default the one of the credentials.',
  ),
  region: key(
    optionalText(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a Region such as eu-west-1'),
    'Region to deploy to; by default the one of the credentials.',
  ),
  alertEmail: key(
    commaList(MAIL, 'a mail address'),
    'Mail addresses that receive the alerts; each must confirm its subscription.',
  ),
  operationsEmail: key(
    commaList(MAIL, 'a mail address'),
    'Mail addresses that receive notices about Runwarden itself; by default those of the alerts.',
  ),
  trailArn: key(
    optionalText(
      /^arn:[a-z-]+:cloudtrail:[a-z0-9-]+:\d{12}:trail\/[A-Za-z0-9._-]{3,128}$/,
      'the ARN of a CloudTrail trail',
    ),
    'Trail that feeds Runwarden: watched for tampering, and its status checked every five minutes.',
  ),
  watchReads: key(flag(false), 'Also watch read-only calls of Systems Manager, the signals of reconnaissance.'),
  jsonTopic: key(flag(false), 'Also publish each alert as JSON on a topic of its own.'),
  chatTopic: key(
    flag(false),
    'Also publish each alert for Amazon Q Developer in chat applications on a topic of its own.',
  ),
  kms: key(
    flag(false),
    'Encrypt topics, queues, table, logs and environment with a customer managed key (about 1 USD a month).',
  ),
  retainState: key(flag(true), 'Keep table, quarantine, logs and key when the stack is deleted.'),
  logRetentionDays: key(retentionDays(RetentionDays.THREE_MONTHS), 'Days that logs are kept.'),
  reservedConcurrency: key(
    optional(integer(10, 1, 1_000)),
    'Concurrent runs reserved for the function, which are also its upper bound; by default none.',
  ),
  quietHours: key(integer(24, 1, 720), 'Alarm when the newest event is older than this many hours.'),
  permissionsBoundary: key(
    optionalText(/^[\w+=,.@/-]{1,512}$/, 'the name of an IAM policy in the account'),
    'Policy that bounds every role of Runwarden.',
  ),
  tags: key(tagMap, 'Tags for every resource, beside Project and Stage.'),
  organizationId: key(
    optionalText(/^o-[a-z0-9]{10,32}$/, 'an organization id such as o-exampleorgid'),
    'Organization whose accounts may forward events to the central bus.',
  ),
  memberAccounts: key(
    commaList(/^\d{12}$/, 'a 12-digit account id'),
    'Accounts outside the organization that may forward events to the central bus.',
  ),
  'azure.tenantId': key(
    optionalText(GUID, 'a tenant id'),
    'Entra tenant of the Azure half, whose token issuer becomes an identity provider of the account.',
  ),
  'azure.audience': key(
    optionalText(/^[A-Za-z0-9:/._-]{3,255}$/, 'an application id URI'),
    'Audience of the token that the Azure half presents.',
  ),
  'azure.identityObjectId': key(
    optionalText(GUID, 'the object id of a managed identity'),
    'Managed identity of the Azure half, the only one that may publish.',
  ),
  'azure.providerArn': key(
    optionalText(/^arn:[a-z-]+:iam::\d{12}:oidc-provider\/[a-z0-9./-]+$/i, 'the ARN of an OIDC provider'),
    'Identity provider that the account has already, instead of a new one for azure.tenantId.',
  ),
} as const

export type DeploymentKeyName = keyof typeof DEPLOYMENT_KEYS

/** Effective values, one for each key. */
export type DeploymentValues = {
  readonly [K in DeploymentKeyName]: (typeof DEPLOYMENT_KEYS)[K] extends DeploymentKey<infer T> ? T : never
}
