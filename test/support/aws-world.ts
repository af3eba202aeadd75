import {
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  ScanCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb'
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns'
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { join } from 'node:path'
import { clientSettings } from '../emulators/client-settings'
import { startDynamo } from '../emulators/dynamo'
import { createFaultPlan, type FaultPlan } from '../emulators/fault-plan'
import { startFaultProxy } from '../emulators/fault-proxy'
import { startLambda, type Lambda, type LambdaResult } from '../emulators/lambda-runtime'
import { openMailbox, type Mailbox } from '../emulators/mailbox'
import { startSnsSqs } from '../emulators/sns-sqs'
import { startSsmStub, type SsmStub } from '../emulators/ssm-stub'
import { startStsStub, type StubRole, type StsStub } from '../emulators/sts-stub'

export const TABLE = 'runwarden'

export type Item = Record<string, AttributeValue>

/** Everything around the built Lambda bundle: its services as emulators, each behind a plan by which it can fail. */
export interface AwsWorld {
  readonly lambda: Lambda
  /** A further container of the same function, with further settings if given. */
  readonly another: (settings?: Readonly<Record<string, string>>) => Promise<Lambda>
  /** Delivers one event and expects it to be taken. Resolves to the function's answer. */
  readonly deliver: (event: unknown) => Promise<unknown>
  readonly alerts: Mailbox
  readonly operations: Mailbox
  /** Also the bus: events that are put on it go to the first container, whatever their source. */
  readonly ssm: SsmStub
  readonly sts: StsStub
  /** `messages` is the plan of SNS and SQS. */
  readonly faults: { readonly dynamo: FaultPlan; readonly messages: FaultPlan; readonly ssm: FaultPlan }
  readonly sqs: SQSClient
  readonly topics: { readonly alerts: string; readonly operations: string; readonly json: string }
  /** The mailbox of a subscriber of the JSON topic, which the function uses when RUNWARDEN_JSON_TOPIC_ARN names it. */
  readonly json: Mailbox
  readonly queues: { readonly quarantine: string; readonly failures: string }
  /** Environment of a person's own machine, on which the SDK finds all of this. */
  readonly environment: Readonly<Record<string, string>>
  /** All items of the table. */
  readonly items: () => Promise<readonly Item[]>
  /** Empties the table. */
  readonly clear: () => Promise<void>
  /** Makes all deferred work due, as if its time had passed. */
  readonly hasten: () => Promise<void>
  /** Takes the messages out of a queue for a moment; they stay in it. */
  readonly peek: (queueUrl: string) => Promise<readonly string[]>
  /** The own log lines of the first container. */
  readonly logs: () => readonly Readonly<Record<string, unknown>>[]
  readonly stop: () => Promise<void>
}

const repository = join(__dirname, '..', '..')

export interface WorldOptions {
  /** Further environment variables of the function; one of the ordinary ones is replaced. */
  readonly settings?: Readonly<Record<string, string>>
  readonly roles?: readonly StubRole[]
}

/** Starts the emulators and the built bundle. The function has long learned. */
export const startAwsWorld = async ({ settings = {}, roles = [] }: WorldOptions = {}): Promise<AwsWorld> => {
  let lambda: Lambda
  const faults = { dynamo: createFaultPlan(), messages: createFaultPlan(), ssm: createFaultPlan() }
  const [dynamoServer, messages, ssm, sts] = await Promise.all([
    startDynamo(),
    startSnsSqs(),
    startSsmStub({ faults: faults.ssm, onEvent: (event) => void lambda.invoke(event) }),
    startStsStub({ roles }),
  ])
  const [dynamoProxy, messageProxy] = await Promise.all([
    startFaultProxy(dynamoServer.endpoint, faults.dynamo),
    startFaultProxy(messages.endpoint, faults.messages),
  ])
  const dynamo = new DynamoDBClient(clientSettings(dynamoServer.endpoint))
  const sns = new SNSClient(clientSettings(messages.endpoint))
  // Queues are made through the proxy, because the function asks them under the address that they were made with.
  const sqs = new SQSClient(clientSettings(messageProxy.endpoint))
  await createTable(dynamo)
  const topic = async (Name: string): Promise<string> =>
    (await sns.send(new CreateTopicCommand({ Name }))).TopicArn ?? ''
  const queue = async (QueueName: string): Promise<string> =>
    (await sqs.send(new CreateQueueCommand({ QueueName }))).QueueUrl ?? ''
  const topics = { alerts: await topic('alerts'), operations: await topic('operations'), json: await topic('json') }
  const queues = { quarantine: await queue('quarantine'), failures: await queue('failures') }
  const [alerts, operations, json] = await Promise.all([
    openMailbox(messages.endpoint, topics.alerts, 'alerts-mailbox'),
    openMailbox(messages.endpoint, topics.operations, 'operations-mailbox'),
    openMailbox(messages.endpoint, topics.json, 'json-mailbox'),
  ])
  const env = {
    RUNWARDEN_TABLE: TABLE,
    RUNWARDEN_TOPIC_ARN: topics.alerts,
    RUNWARDEN_OPERATIONS_TOPIC_ARN: topics.operations,
    RUNWARDEN_QUARANTINE_QUEUE_URL: queues.quarantine,
    RUNWARDEN_FAILURE_QUEUE_URLS: JSON.stringify([queues.failures]),
    RUNWARDEN_INSTALLED_AT: '2026-01-01T00:00:00.000Z',
    RUNWARDEN_LEARNING_DAYS: '0',
    AWS_ENDPOINT_URL_DYNAMODB: dynamoProxy.endpoint,
    AWS_ENDPOINT_URL_SNS: messageProxy.endpoint,
    AWS_ENDPOINT_URL_SQS: messageProxy.endpoint,
    AWS_ENDPOINT_URL_SSM: ssm.endpoint,
    AWS_ENDPOINT_URL_CLOUDTRAIL: ssm.endpoint,
    AWS_ENDPOINT_URL_STS: sts.endpoint,
    ...settings,
  }
  const containers: Lambda[] = []
  const another = async (further: Readonly<Record<string, string>> = {}): Promise<Lambda> => {
    const container = await startLambda({
      bundleFolder: join(repository, 'dist', 'aws'),
      handler: 'index.handler',
      env: { ...env, ...further },
    })
    containers.push(container)
    return container
  }
  lambda = await another()
  const items = async (): Promise<readonly Item[]> => {
    const found: Item[] = []
    let from: Item | undefined
    do {
      const { Items = [], LastEvaluatedKey } = await dynamo.send(
        new ScanCommand({
          TableName: TABLE,
          ConsistentRead: true,
          ...(from === undefined ? {} : { ExclusiveStartKey: from }),
        }),
      )
      found.push(...Items)
      from = LastEvaluatedKey
    } while (from !== undefined)
    return found
  }
  return {
    lambda,
    another,
    deliver: async (event) => taken(await lambda.invoke(event)),
    alerts,
    operations,
    json,
    ssm,
    sts,
    faults,
    sqs,
    topics,
    queues,
    environment: {
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example',
      AWS_ENDPOINT_URL_DYNAMODB: dynamoServer.endpoint,
      AWS_ENDPOINT_URL_SNS: messages.endpoint,
      AWS_ENDPOINT_URL_SQS: messageProxy.endpoint,
      AWS_ENDPOINT_URL_CLOUDTRAIL: ssm.endpoint,
      AWS_ENDPOINT_URL_EVENTBRIDGE: ssm.endpoint,
    },
    items,
    clear: async () => {
      for (const { pk, sk } of await items())
        await dynamo.send(new DeleteItemCommand({ TableName: TABLE, Key: { pk: pk!, sk: sk! } }))
    },
    hasten: async () => {
      for (const item of await items())
        if (item['pk']?.S === 'deferred')
          await dynamo.send(new PutItemCommand({ TableName: TABLE, Item: { ...item, dueAt: { N: '0' } } }))
    },
    peek: async (QueueUrl) => {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }),
      )
      return Messages.map(({ Body = '' }) => Body)
    },
    logs: () => lambda.logs().flatMap(parsed),
    stop: async () => {
      for (const mailbox of [alerts, operations, json]) mailbox.close()
      for (const client of [dynamo, sns, sqs]) client.destroy()
      await Promise.all(containers.map((container) => container.stop()))
      await Promise.all([dynamoProxy.stop(), messageProxy.stop(), ssm.stop(), sts.stop()])
      await Promise.all([dynamoServer.stop(), messages.stop()])
    },
  }
}

/** The answer of a run that went well; a failed one is an error of the test. */
export const taken = (result: LambdaResult): unknown => {
  if (!result.ok) throw new Error(`the function failed: ${result.errorType}: ${result.errorMessage}`)
  return result.result
}

const parsed = (line: string): readonly Readonly<Record<string, unknown>>[] => {
  try {
    return [JSON.parse(line) as Readonly<Record<string, unknown>>]
  } catch {
    return []
  }
}

const createTable = async (dynamo: DynamoDBClient): Promise<void> => {
  await dynamo.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  )
}
