import type { Json } from '../support/delivery'
import type { RuleSummary } from '../support/template-summary'

// Kept by hand, as reviewed: what each rule of a deployment with everything switched on lets through.
// Nothing here may be computed from the code that makes the rules.

const words = (text: string): readonly string[] => text.trim().split(/\s+/)

const calls = (service: string, eventNames: readonly unknown[], detail: Json = {}): Json => ({
  source: [{ prefix: 'aws.' }],
  'detail-type': ['AWS API Call via CloudTrail'],
  detail: { eventSource: [service], eventName: eventNames, ...detail },
})

const versioned = (text: string): readonly Json[] => words(text).map((prefix) => ({ prefix }))

const SSM = words(`
  SendCommand StartSession ResumeSession StartAccessRequest StartAutomationExecution StartChangeRequestExecution
  SendAutomationSignal CreateAssociation CreateAssociationBatch UpdateAssociation StartAssociationsOnce
  CreateMaintenanceWindow UpdateMaintenanceWindow RegisterTargetWithMaintenanceWindow UpdateMaintenanceWindowTarget
  RegisterTaskWithMaintenanceWindow UpdateMaintenanceWindowTask CreateDocument UpdateDocument
  UpdateDocumentDefaultVersion ModifyDocumentPermission UpdateServiceSetting CreateActivation RegisterManagedInstance
  UpdateManagedInstanceRole CreateCloudConnector UpdateCloudConnector CancelCommand TerminateSession DeleteDocument
  DeleteAssociation DeregisterManagedInstance DeregisterTargetFromMaintenanceWindow DeregisterTaskFromMaintenanceWindow
  PutParameter DeleteParameter DeleteParameters
`)
const INSTANCE_CONNECT = words('SendSSHPublicKey SendSerialConsoleSSHPublicKey OpenTunnel')
const EC2 = words(`
  EnableSerialConsoleAccess AssociateIamInstanceProfile ReplaceIamInstanceProfileAssociation StopInstances
  StartInstances
`)
const IAM = words(`
  AttachRolePolicy PutRolePolicy AttachUserPolicy PutUserPolicy AttachGroupPolicy PutGroupPolicy CreateInstanceProfile
  AddRoleToInstanceProfile DeleteRole DeleteRolePolicy DetachRolePolicy PutRolePermissionsBoundary
  UpdateAssumeRolePolicy
`)
const EVENTS = words(`
  DisableRule DeleteRule PutRule PutTargets RemoveTargets PutPermission RemovePermission DeleteEventBus
`)
const LAMBDA = versioned(`
  DeleteFunction UpdateFunctionCode UpdateFunctionConfiguration PutFunctionConcurrency RemovePermission
  PutFunctionEventInvokeConfig UpdateFunctionEventInvokeConfig DeleteFunctionEventInvokeConfig UpdateEventSourceMapping
  DeleteEventSourceMapping
`)
const SNS = words('Subscribe DeleteTopic SetTopicAttributes RemovePermission Unsubscribe SetSubscriptionAttributes')
const READS = words(`
  GetAccessToken DescribeInstanceInformation ListCommands GetCommandInvocation ListCommandInvocations GetInventory
  ListInventoryEntries DescribeInstancePatches ListDocuments GetDocument GetConnectionStatus DescribeSessions
`)
const TRAIL = words('StopLogging DeleteTrail UpdateTrail PutEventSelectors')
const KEY = words('DisableKey ScheduleKeyDeletion PutKeyPolicy')

const notByRoles = (...roles: readonly string[]): Json => ({
  userIdentity: { sessionContext: { sessionIssuer: { arn: [{ 'anything-but': roles }, { exists: false }] } } },
})

/** What the detector and every forwarder watch; `readers` are Runwarden's own roles, whose reads are left out. */
const watched = (readers: readonly string[]): Readonly<Record<string, Json>> => ({
  ssm: calls('ssm.amazonaws.com', SSM),
  ecs: calls('ecs.amazonaws.com', ['ExecuteCommand']),
  'ssm-guiconnect': calls('ssm-guiconnect.amazonaws.com', ['StartConnection']),
  'ec2-instance-connect': calls('ec2-instance-connect.amazonaws.com', INSTANCE_CONNECT),
  ec2: calls('ec2.amazonaws.com', EC2),
  iam: calls('iam.amazonaws.com', IAM),
  cloudtrail: calls('cloudtrail.amazonaws.com', TRAIL),
  events: calls('events.amazonaws.com', EVENTS),
  lambda: calls('lambda.amazonaws.com', LAMBDA),
  sns: calls('sns.amazonaws.com', SNS),
  sqs: calls('sqs.amazonaws.com', ['DeleteQueue', 'PurgeQueue', 'SetQueueAttributes']),
  dynamodb: calls('dynamodb.amazonaws.com', ['DeleteTable']),
  kms: calls('kms.amazonaws.com', KEY),
  logs: calls('logs.amazonaws.com', ['DeleteLogGroup', 'DeleteMetricFilter']),
  monitoring: calls('monitoring.amazonaws.com', ['DeleteAlarms', 'DisableAlarmActions', 'PutMetricAlarm']),
  'ssm-reads': calls('ssm.amazonaws.com', READS, notByRoles(...readers)),
  'ec2-user-data': calls('ec2.amazonaws.com', ['ModifyInstanceAttribute'], {
    $or: [
      { requestParameters: { userData: [{ exists: true }] } },
      { requestParameters: { userData: { value: [{ exists: true }] } } },
      { requestParameters: { attribute: ['userData'] } },
      { requestParameters: { omitted: [true] } },
    ],
  }),
  'ec2-launch-template-user-data': calls('ec2.amazonaws.com', ['CreateLaunchTemplate', 'CreateLaunchTemplateVersion'], {
    $or: [
      { requestParameters: { CreateLaunchTemplateRequest: { LaunchTemplateData: { UserData: [{ exists: true }] } } } },
      {
        requestParameters: {
          CreateLaunchTemplateVersionRequest: { LaunchTemplateData: { UserData: [{ exists: true }] } },
        },
      },
      { requestParameters: { omitted: [true] } },
    ],
  }),
  'sts-foreign-roles': calls('sts.amazonaws.com', ['AssumeRole'], {
    userIdentity: { accountId: [{ 'anything-but': ['123456789012'] }] },
  }),
  'ssm-native': {
    source: ['aws.ssm'],
    'detail-type': ['EC2 Command Status-change Notification', 'EC2 Command Invocation Status-change Notification'],
  },
  endpoint: { source: ['runwarden.endpoint'] },
})

const WITH_READS = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'
const READING = ['ssm-reads', 'sts-foreign-roles']

const sent = (prefix: string, target: string, patterns: Readonly<Record<string, Json>>) =>
  Object.fromEntries(
    Object.entries(patterns).map(([name, pattern]): [string, RuleSummary] => [
      `${prefix}${name}`,
      [`default ${READING.includes(name) ? WITH_READS : 'ENABLED'} ${target}`, pattern],
    ]),
  )

const OURS = [{ wildcard: '*Runwarden-prod-*' }]
const SUPPRESSIONS = '/runwarden/prod/suppressions'

const notByDeployers: Json = {
  userIdentity: {
    arn: [{ 'anything-but': { wildcard: ['arn:*:iam::123456789012:role/deploy-*'] } }, { exists: false }],
    sessionContext: {
      sessionIssuer: {
        arn: [{ 'anything-but': { wildcard: ['arn:*:iam::123456789012:role/deploy-*'] } }, { exists: false }],
      },
    },
  },
}

const changesOfOurs = (eventNames: readonly unknown[]): Json => ({
  source: [{ prefix: 'aws.' }],
  'detail-type': ['AWS API Call via CloudTrail'],
  detail: {
    eventName: eventNames,
    ...notByDeployers,
    $or: [
      {
        requestParameters: {
          $or: [
            { name: [...OURS, SUPPRESSIONS] },
            { names: [...OURS, SUPPRESSIONS] },
            { rule: OURS },
            { eventBusName: OURS },
            { functionName: OURS },
            { topicArn: OURS },
            { subscriptionArn: OURS },
            { queueUrl: OURS },
            { tableName: OURS },
            { logGroupName: OURS },
            { alarmName: OURS },
            { alarmNames: OURS },
            { roleName: [...OURS, 'runwarden-azure-publisher'] },
          ],
        },
      },
      { responseElements: { functionArn: OURS } },
      { errorMessage: OURS },
    ],
  },
})

const TRAIL_NAMES = ['arn:aws:cloudtrail:eu-west-1:123456789012:trail/main', 'main']

/** What goes to the operations topic past the function, of this account and of those that forward. */
const GUARDED: Readonly<Record<string, Json>> = {
  'self-protection': changesOfOurs([
    ...EVENTS,
    ...LAMBDA,
    ...words(`
      Subscribe DeleteTopic SetTopicAttributes Unsubscribe SetSubscriptionAttributes DeleteQueue PurgeQueue
      SetQueueAttributes DeleteTable DeleteLogGroup DeleteMetricFilter DeleteAlarms DisableAlarmActions PutMetricAlarm
      DeleteRole DeleteRolePolicy DetachRolePolicy
    `),
  ]),
  'self-protection-2': changesOfOurs(
    words(`
      PutRolePermissionsBoundary UpdateAssumeRolePolicy PutParameter DeleteParameter DeleteParameters AttachRolePolicy
      PutRolePolicy
    `),
  ),
  trail: {
    source: ['aws.cloudtrail'],
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: {
      eventSource: ['cloudtrail.amazonaws.com'],
      eventName: TRAIL,
      ...notByDeployers,
      $or: [
        { requestParameters: { $or: [{ name: TRAIL_NAMES }, { trailName: TRAIL_NAMES }] } },
        { errorMessage: [{ wildcard: '*arn:aws:cloudtrail:eu-west-1:123456789012:trail/main*' }] },
      ],
    },
  },
  key: {
    source: ['aws.kms'],
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: {
      eventSource: ['kms.amazonaws.com'],
      eventName: KEY,
      resources: { ARN: ['arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-0000-0000-000000000001'] },
      ...notByDeployers,
    },
  },
  deployments: {
    source: ['aws.cloudformation'],
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: {
      eventSource: ['cloudformation.amazonaws.com'],
      eventName: words(`
        CreateStack UpdateStack ExecuteChangeSet DeleteStack RollbackStack CancelUpdateStack UpdateTerminationProtection
      `),
      requestParameters: { stackName: [{ wildcard: '*Runwarden-prod*' }] },
    },
  },
}

const FUNCTION = 'lambda::function:Runwarden-prod-detector'
const OPERATIONS = 'sns::Runwarden-prod-operations'
const CENTRAL = 'events::event-bus/Runwarden-prod-central'
const DETECTOR_ROLE = 'arn:aws:iam::123456789012:role/Runwarden-prod-detector-eu-west-1'

const guards = (bus: string, prefix: string) =>
  Object.fromEntries(
    Object.entries(GUARDED).map(([name, pattern]): [string, RuleSummary] => [
      `${prefix}${name}`,
      [`${bus} ENABLED ${OPERATIONS}`, pattern],
    ]),
  )

const alarmsOf = (forwarder: string): RuleSummary => [
  `default ENABLED ${CENTRAL}`,
  {
    source: ['aws.cloudwatch'],
    'detail-type': ['CloudWatch Alarm State Change'],
    detail: { alarmName: [`Runwarden-prod-${forwarder}-failures`], state: { value: ['ALARM'] } },
  },
]

export const REVIEWED_RULES: Readonly<Record<string, Readonly<Record<string, RuleSummary>>>> = {
  detector: {
    ...sent('', FUNCTION, {
      ...watched([DETECTOR_ROLE]),
      'dynamodb-own-tables': calls(
        'dynamodb.amazonaws.com',
        ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'],
        {
          resources: {
            ARN: ['arn:aws:dynamodb:eu-west-1:123456789012:table/Runwarden-prod-StateTable962DE04C-1A2B3C4D5E6F7'],
          },
          ...notByRoles(DETECTOR_ROLE),
        },
      ),
      selftest: { source: ['runwarden.selftest'] },
    }),
    heartbeat: [`default ENABLED ${FUNCTION}`, null],
    ...guards('default', ''),
    'central-calls': [
      `central ${WITH_READS} ${FUNCTION}`,
      {
        source: [{ prefix: 'aws.' }],
        'detail-type': [
          'AWS API Call via CloudTrail',
          'EC2 Command Status-change Notification',
          'EC2 Command Invocation Status-change Notification',
        ],
      },
    ],
    'central-endpoint': [`central ENABLED ${FUNCTION}`, { source: ['runwarden.endpoint'] }],
    'central-alarms': [
      `central ENABLED ${OPERATIONS}`,
      { source: ['aws.cloudwatch'], 'detail-type': ['CloudWatch Alarm State Change'] },
    ],
    ...guards('central', 'central-'),
  },
  forwarder: {
    ...sent('forwarder-', CENTRAL, watched([DETECTOR_ROLE, 'arn:aws:iam::123456789012:role/runwarden-reader'])),
    'forwarder-alarms': alarmsOf('forwarder'),
  },
  global: {
    ...sent('global-', CENTRAL, {
      iam: calls('iam.amazonaws.com', IAM),
      'sts-foreign-roles': watched([])['sts-foreign-roles']!,
    }),
    'global-alarms': alarmsOf('global'),
  },
  member: {},
}
