import type { IncomingMessage } from 'node:http'

export type Service =
  | 'dynamodb'
  | 'ssm'
  | 'sqs'
  | 'events'
  | 'cloudtrail'
  | 'sns'
  | 'sts'
  | 'table'
  | 'blob'
  | 'unknown'

export interface ServiceCall {
  readonly service: Service
  /** `ssm:SendCommand` on AWS; `table:POST`, `blob:PUT` on Azure, whose operations are verbs. */
  readonly operation: string
}

/** The last but one part of `x-amz-target`; CloudTrail's older clients put a package name before it. */
const TARGETS: Readonly<Record<string, Service>> = {
  DynamoDB_20120810: 'dynamodb',
  AmazonSSM: 'ssm',
  AmazonSQS: 'sqs',
  AWSEvents: 'events',
  CloudTrail_20131101: 'cloudtrail',
}

const QUERY_VERSIONS: Readonly<Record<string, Service>> = { '2010-03-31': 'sns', '2011-06-15': 'sts' }

/** The service and the operation of a request, by its protocol: AWS JSON, AWS query or Azure Storage. */
export function recognizeCall(request: IncomingMessage, body: Buffer): ServiceCall {
  const target = request.headers['x-amz-target']
  if (typeof target === 'string') {
    const [name = '', operation = ''] = target.split('.').slice(-2)
    const service = TARGETS[name] ?? 'unknown'
    return { service, operation: `${service}:${operation}` }
  }
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true) {
    const form = new URLSearchParams(body.toString('utf8'))
    const service = QUERY_VERSIONS[form.get('Version') ?? ''] ?? 'unknown'
    return { service, operation: `${service}:${form.get('Action') ?? ''}` }
  }
  if (request.headers['x-ms-version'] !== undefined) {
    const service = request.headers.dataserviceversion === undefined ? 'blob' : 'table'
    return { service, operation: `${service}:${request.method ?? ''}` }
  }
  return { service: 'unknown', operation: `unknown:${request.method ?? ''}` }
}
