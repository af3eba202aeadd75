import type { AwsCaller } from './aws-callers'
import { ACCOUNT, REGION } from './ids'

type Json = Readonly<Record<string, unknown>>

const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS'

interface Failure {
  readonly errorCode: string
  readonly errorMessage: string
}

export interface SentCommand {
  readonly commandId: string
  readonly document?: string
  readonly instances?: readonly string[]
  readonly targets?: readonly { readonly key: string; readonly values: readonly string[] }[]
  readonly maxConcurrency?: string
  readonly maxErrors?: string
  readonly clientName?: string
}

/** Writes CloudTrail records with the fields and quirks of real ones. */
export interface CloudTrail {
  /** `operation` is `ssm:SendCommand`, `ec2:StopInstances`, ... */
  readonly call: (
    at: string,
    by: AwsCaller,
    operation: string,
    request: Json | null,
    response?: Json | null,
    failure?: Failure,
  ) => Json
  readonly sendCommand: (at: string, by: AwsCaller, command: SentCommand) => Json
  /** A denied call: CloudTrail leaves request and response out. */
  readonly denied: (at: string, by: AwsCaller, operation: string, resource: string) => Json
  readonly startSession: (at: string, by: AwsCaller, instance: string) => Json
  /** Stop, change of the boot script, start: three records, seconds apart. */
  readonly changeUserData: (
    times: readonly [string, string, string],
    by: AwsCaller,
    instance: string,
  ) => readonly Json[]
  /** Somebody of another account takes a role of this one; `accessKeyId` is what it is given. */
  readonly assumeRole: (at: string, by: AwsCaller, roleName: string, accessKeyId: string) => Json
}

/** `nextId` gives every record an id of its own. */
export const cloudTrail = (nextId: () => string): CloudTrail => {
  const call: CloudTrail['call'] = (at, by, operation, request, response = null, failure) => {
    const [service = '', eventName = ''] = operation.split(':')
    return {
      eventVersion: '1.11',
      userIdentity: by.userIdentity,
      // CloudTrail writes whole seconds.
      eventTime: at.replace(/\.\d+Z$/, 'Z'),
      eventSource: `${service}.amazonaws.com`,
      eventName,
      awsRegion: service === 'iam' ? 'us-east-1' : REGION,
      sourceIPAddress: by.sourceIPAddress,
      userAgent: by.userAgent,
      ...failure,
      requestParameters: request,
      responseElements: response,
      requestID: nextId(),
      eventID: nextId(),
      readOnly: /^(Describe|Get|List)/.test(eventName),
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: ACCOUNT,
      eventCategory: 'Management',
    }
  }

  const sendCommand: CloudTrail['sendCommand'] = (
    at,
    by,
    {
      commandId,
      document = 'AWS-RunShellScript',
      instances = [],
      targets = [],
      maxConcurrency = '50',
      maxErrors = '0',
      clientName,
    },
  ) => {
    const aim = targets.length > 0 ? { targets } : { instanceIds: instances }
    const rates = {
      ...(maxConcurrency === '50' ? {} : { maxConcurrency }),
      ...(maxErrors === '0' ? {} : { maxErrors }),
    }
    const request = {
      documentName: document,
      ...aim,
      ...rates,
      ...(clientName === undefined ? {} : { clientName }),
      interactive: false,
      parameters: HIDDEN,
    }
    const command = {
      commandId,
      documentName: document,
      documentVersion: '$DEFAULT',
      instanceIds: instances,
      targets,
      targetCount: targets.length > 0 ? 0 : instances.length,
      maxConcurrency,
      maxErrors,
      parameters: HIDDEN,
      status: 'Pending',
    }
    return call(at, by, 'ssm:SendCommand', request, { command })
  }

  return {
    call,
    sendCommand,
    denied: (at, by, operation, resource) =>
      call(at, by, operation, null, null, {
        errorCode: 'AccessDenied',
        errorMessage:
          `User: ${String(by.userIdentity['arn'])} is not authorized to perform: ${operation} on resource: ` +
          `${resource} because no identity-based policy allows the ${operation} action`,
      }),
    startSession: (at, by, instance) =>
      call(
        at,
        by,
        'ssm:StartSession',
        { target: instance },
        { sessionId: `session-${nextId()}`, tokenValue: 'Value hidden due to security reasons.' },
      ),
    changeUserData: ([stopped, changed, started], by, instance) => {
      const instancesSet = { items: [{ instanceId: instance }] }
      return [
        call(stopped, by, 'ec2:StopInstances', { instancesSet, force: false }, { instancesSet }),
        call(
          changed,
          by,
          'ec2:ModifyInstanceAttribute',
          { instanceId: instance, userData: '<sensitiveDataRemoved>' },
          { _return: true },
        ),
        call(started, by, 'ec2:StartInstances', { instancesSet }, { instancesSet }),
      ]
    },
    assumeRole: (at, by, roleName, accessKeyId) =>
      call(
        at,
        by,
        'sts:AssumeRole',
        { roleArn: `arn:aws:iam::${ACCOUNT}:role/${roleName}`, roleSessionName: 'support' },
        {
          credentials: { accessKeyId, sessionToken: 'EXAMPLE' },
          assumedRoleUser: { arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${roleName}/support` },
        },
      ),
  }
}

/** A record as EventBridge delivers it. */
export const asEvent = (record: Json, id: string): Json => ({
  version: '0',
  id,
  'detail-type': 'AWS API Call via CloudTrail',
  source: `aws.${String(record['eventSource']).split('.')[0] ?? ''}`,
  account: ACCOUNT,
  time: record['eventTime'],
  region: REGION,
  resources: [],
  detail: record,
})

/** Systems Manager's own event of a command: the one place on the control plane that shows the text. */
export const nativeCommand = (
  at: string,
  id: string,
  commandId: string,
  instances: readonly string[],
  commands: readonly string[],
  document = 'AWS-RunShellScript',
): Json => ({
  version: '0',
  id,
  'detail-type': 'EC2 Command Status-change Notification',
  source: 'aws.ssm',
  account: ACCOUNT,
  time: at.replace(/\.\d+Z$/, 'Z'),
  region: REGION,
  resources: instances.map((instance) => `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/${instance}`),
  detail: {
    'command-id': commandId,
    'document-name': document,
    parameters: { commands },
    'requested-date-time': at,
    status: 'Success',
  },
})
