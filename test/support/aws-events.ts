let counter = 0

/** A UUID no other event of this run has, zero-filled. */
export const nextId = (): string => `00000000-0000-0000-0000-${String(++counter).padStart(12, '0')}`

export interface SendCommandOptions {
  readonly eventId?: string
  readonly commandId?: string
  readonly time?: string
  readonly instances?: readonly string[]
  readonly targets?: readonly { readonly key: string; readonly values: readonly string[] }[]
  readonly role?: string
  readonly ip?: string
  readonly document?: string
}

/** A SendCommand by an assumed role as EventBridge delivers it; the text is hidden, as CloudTrail hides it. */
export const sendCommandEvent = ({
  eventId = nextId(),
  commandId = nextId(),
  time = '2026-03-02T10:00:00Z',
  instances = ['i-0123456789abcdef0'],
  targets = [],
  role = 'Deploy',
  ip = '192.0.2.10',
  document = 'AWS-RunShellScript',
}: SendCommandOptions = {}) => ({
  version: '0',
  id: nextId(),
  'detail-type': 'AWS API Call via CloudTrail',
  source: 'aws.ssm',
  account: '123456789012',
  time,
  region: 'us-east-1',
  resources: [],
  detail: {
    eventVersion: '1.11',
    userIdentity: {
      type: 'AssumedRole',
      principalId: 'AROAEXAMPLEEXAMPLE000:session-1',
      arn: `arn:aws:sts::123456789012:assumed-role/${role}/session-1`,
      accountId: '123456789012',
      accessKeyId: 'ASIAEXAMPLEEXAMPLE00',
      sessionContext: { sessionIssuer: { type: 'Role', principalId: 'AROAEXAMPLEEXAMPLE000', arn: `arn:aws:iam::123456789012:role/${role}`, accountId: '123456789012', userName: role } },
    },
    eventTime: time,
    eventSource: 'ssm.amazonaws.com',
    eventName: 'SendCommand',
    awsRegion: 'us-east-1',
    sourceIPAddress: ip,
    userAgent: 'aws-cli/2.17.32 md/command#ssm.send-command',
    requestParameters: { documentName: document, ...(targets.length > 0 ? { targets } : { instanceIds: instances }), interactive: false, parameters: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
    responseElements: {
      command: { commandId, documentName: document, documentVersion: '$DEFAULT', instanceIds: targets.length > 0 ? [] : instances, targets, targetCount: targets.length > 0 ? 0 : instances.length, parameters: 'HIDDEN_DUE_TO_SECURITY_REASONS', status: 'Pending', maxConcurrency: '50', maxErrors: '0' },
    },
    requestID: nextId(),
    eventID: eventId,
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '123456789012',
    eventCategory: 'Management',
  },
})

/** Systems Manager's own status event of a command, with its text in clear. */
export const nativeCommandEvent = (commandId: string, commands: readonly string[], time = '2026-03-02T10:00:01Z') => ({
  version: '0',
  id: nextId(),
  'detail-type': 'EC2 Command Status-change Notification',
  source: 'aws.ssm',
  account: '123456789012',
  time,
  region: 'us-east-1',
  resources: ['arn:aws:ec2:us-east-1:123456789012:instance/i-0123456789abcdef0'],
  detail: { 'command-id': commandId, 'document-name': 'AWS-RunShellScript', parameters: { commands }, 'requested-date-time': time, status: 'Success' },
})

export const HEARTBEAT = { version: '0', id: nextId(), 'detail-type': 'Runwarden Heartbeat', source: 'runwarden.heartbeat', account: '123456789012', time: '2026-03-02T10:05:00Z', region: 'us-east-1', resources: [], detail: {} }
