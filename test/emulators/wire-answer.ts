import type { ServerResponse } from 'node:http'
import type { Service } from './service-call'

export interface WireAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string | Buffer
}

export function writeAnswer(response: ServerResponse, answer: WireAnswer): void {
  response.writeHead(answer.status, answer.headers)
  response.end(answer.body)
}

/** An answer of the AWS JSON protocols; a Date becomes epoch seconds, as in all of them. */
export function jsonAnswer(status: number, value: unknown): WireAnswer {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': REQUEST_ID },
    body: JSON.stringify(value, function (this: Record<string, unknown>, key, item: unknown) {
      const original = this[key]
      return original instanceof Date ? original.getTime() / 1000 : item
    }),
  }
}

/** An error answer of the AWS JSON protocols, from which the client builds an error of that name. */
export function jsonError(type: string, message: string, status = 400): WireAnswer {
  return jsonAnswer(status, { __type: type, message })
}

/** An error answer of the AWS query protocol. */
export function queryError(code: string, message: string, status = 400): WireAnswer {
  const type = status < 500 ? 'Sender' : 'Receiver'
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body:
      `<ErrorResponse><Error><Type>${type}</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>` +
      `<RequestId>${REQUEST_ID}</RequestId></ErrorResponse>`,
  }
}

/** A result of the AWS query protocol: `result` is the XML inside the result element. */
export function queryResult(action: string, result: string): WireAnswer {
  return {
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body:
      `<${action}Response><${action}Result>${result}</${action}Result>` +
      `<ResponseMetadata><RequestId>${REQUEST_ID}</RequestId></ResponseMetadata></${action}Response>`,
  }
}

export function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** The way each service says that it is asked too much: error name, status and protocol as its clients expect them. */
export function throttleAnswer(service: Service): WireAnswer {
  switch (service) {
    case 'dynamodb':
      return jsonError(
        'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
        'The level of configured provisioned throughput for the table was exceeded',
      )
    case 'sqs':
      return withQueryError(jsonError('com.amazonaws.sqs#RequestThrottled', 'Rate exceeded'), 'RequestThrottled;Sender')
    case 'sns':
    case 'sts':
      return queryError('Throttling', 'Rate exceeded')
    case 'table':
    case 'blob':
      return storageError(service, 'ServerBusy', 503)
    case 'ssm':
    case 'events':
    case 'cloudtrail':
    case 'unknown':
      return jsonError('ThrottlingException', 'Rate exceeded')
  }
}

/** The way each service says that it failed. */
export function serverErrorAnswer(service: Service): WireAnswer {
  switch (service) {
    case 'sqs':
      return withQueryError(jsonError('InternalFailure', 'internal failure', 500), 'InternalFailure;Receiver')
    case 'sns':
    case 'sts':
      return queryError('InternalFailure', 'internal failure', 500)
    case 'table':
    case 'blob':
      return storageError(service, 'InternalError', 500)
    case 'events':
      return jsonError('InternalException', 'internal failure', 500)
    case 'dynamodb':
    case 'ssm':
    case 'cloudtrail':
    case 'unknown':
      return jsonError('InternalServerError', 'internal failure', 500)
  }
}

const REQUEST_ID = '00000000-0000-0000-0000-000000000001'

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-json-faqs.html
function withQueryError(answer: WireAnswer, value: string): WireAnswer {
  return {
    ...answer,
    headers: { ...answer.headers, 'content-type': 'application/x-amz-json-1.0', 'x-amzn-query-error': value },
  }
}

// https://learn.microsoft.com/rest/api/storageservices/status-and-error-codes2
function storageError(service: 'table' | 'blob', code: string, status: number): WireAnswer {
  const [contentType, body] =
    service === 'table'
      ? ['application/json', JSON.stringify({ 'odata.error': { code, message: { lang: 'en-US', value: code } } })]
      : [
          'application/xml',
          `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
        ]
  return { status, headers: { 'content-type': contentType, 'x-ms-error-code': code }, body }
}
