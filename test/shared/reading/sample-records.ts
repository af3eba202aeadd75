/** A CloudTrail record of a watched operation, as compact JSON. */
export const sendCommand = (number: number, more: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    eventVersion: '1.08',
    userIdentity: {
      type: 'IAMUser',
      arn: 'arn:aws:iam::123456789012:user/alice',
      accountId: '123456789012',
      userName: 'alice',
    },
    eventTime: `2026-01-10T03:${String(number % 60).padStart(2, '0')}:00Z`,
    eventSource: 'ssm.amazonaws.com',
    eventName: 'SendCommand',
    awsRegion: 'eu-west-1',
    sourceIPAddress: '192.0.2.10',
    requestParameters: {
      documentName: 'AWS-RunShellScript',
      instanceIds: ['i-0123456789abcdef0'],
      parameters: 'HIDDEN_DUE_TO_SECURITY_REASONS',
    },
    eventID: sampleId(number),
    recipientAccountId: '123456789012',
    ...more,
  })

/** A CloudTrail record of an operation that is not watched. */
export const getObject = (number: number, more: Readonly<Record<string, unknown>> = {}): string =>
  sendCommand(number, {
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    requestParameters: { bucketName: 'example-data' },
    ...more,
  })

/** One stage of an Azure run command, as the storage export writes it. */
export const runCommand = (number: number, more: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    time: `2026-01-10T04:${String(number % 60).padStart(2, '0')}:00.1234567Z`,
    resourceId:
      '/SUBSCRIPTIONS/00000000-0000-0000-0000-000000000001/RESOURCEGROUPS/PROD/PROVIDERS/MICROSOFT.COMPUTE/' +
      'VIRTUALMACHINES/WEB01',
    operationName: 'MICROSOFT.COMPUTE/VIRTUALMACHINES/RUNCOMMAND/ACTION',
    category: 'Administrative',
    resultType: 'Start',
    callerIpAddress: '192.0.2.20',
    correlationId: sampleId(number),
    ...more,
  })

export const sampleId = (number: number): string => `00000000-0000-0000-0000-${String(number).padStart(12, '0')}`

/** A file as CloudTrail delivers it. */
export const deliveredFile = (...records: readonly string[]): string => `{"Records":[${records.join(',')}]}`
