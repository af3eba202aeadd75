import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns'
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs'
import { join } from 'node:path'
import { clientSettings } from '../emulators/client-settings'
import { startDynamo } from '../emulators/dynamo'
import { createFaultPlan, type FaultPlan } from '../emulators/fault-plan'
import { startFaultProxy } from '../emulators/fault-proxy'
import { startLambda, type Lambda } from '../emulators/lambda-runtime'
import { openMailbox, type Mailbox } from '../emulators/mailbox'
import { startSnsSqs } from '../emulators/sns-sqs'
import { startSsmStub, type SsmStub } from '../emulators/ssm-stub'

export const TABLE = 'runwarden'

/** Everything around the built Lambda bundle: its services as emulators, each behind a proxy that can fail on demand. */
export interface AwsWorld {
  readonly lambda: Lambda
  /** Further containers of the same function. */
  readonly another: () => Promise<Lambda>
  readonly alerts: Mailbox
  readonly operations: Mailbox
  readonly ssm: SsmStub
  readonly faults: { readonly dynamo: FaultPlan; readonly sns: FaultPlan }
  readonly dynamo: DynamoDBClient
  readonly sqs: SQSClient
  readonly topicArn: string
  readonly quarantineUrl: string
  readonly failureUrl: string
  readonly stop: () => Promise<void>
}

const repository = join(__dirname, '..', '..')

/** Starts the emulators and the built bundle. `settings` are further environment variables of the function. */
export const startAwsWorld = async (settings: Readonly<Record<string, string>> = {}): Promise<AwsWorld> => {
  const [dynamoServer, messages, ssm] = await Promise.all([startDynamo(), startSnsSqs(), startSsmStub()])
  const plans = { dynamo: createFaultPlan(), sns: createFaultPlan() }
  const [dynamoProxy, snsProxy] = await Promise.all([startFaultProxy(dynamoServer.endpoint, plans.dynamo), startFaultProxy(messages.endpoint, plans.sns)])
  const dynamo = new DynamoDBClient(clientSettings(dynamoServer.endpoint))
  const sns = new SNSClient(clientSettings(messages.endpoint))
  const sqs = new SQSClient(clientSettings(messages.endpoint))
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
  const topic = async (Name: string): Promise<string> => (await sns.send(new CreateTopicCommand({ Name }))).TopicArn ?? ''
  const queue = async (QueueName: string): Promise<string> => (await sqs.send(new CreateQueueCommand({ QueueName }))).QueueUrl ?? ''
  const [topicArn, operationsTopicArn, quarantineUrl, failureUrl] = await Promise.all([topic('alerts'), topic('operations'), queue('quarantine'), queue('failures')])
  const [alerts, operations] = await Promise.all([openMailbox(messages.endpoint, topicArn, 'alerts-mailbox'), openMailbox(messages.endpoint, operationsTopicArn, 'operations-mailbox')])
  const env = {
    RUNWARDEN_TABLE: TABLE,
    RUNWARDEN_TOPIC_ARN: topicArn,
    RUNWARDEN_OPERATIONS_TOPIC_ARN: operationsTopicArn,
    RUNWARDEN_QUARANTINE_QUEUE_URL: quarantineUrl,
    RUNWARDEN_FAILURE_QUEUE_URLS: JSON.stringify([failureUrl]),
    RUNWARDEN_ACCOUNT: '123456789012',
    RUNWARDEN_LEARNING_DAYS: '0',
    AWS_ENDPOINT_URL_DYNAMODB: dynamoProxy.endpoint,
    AWS_ENDPOINT_URL_SNS: snsProxy.endpoint,
    AWS_ENDPOINT_URL_SQS: messages.endpoint,
    AWS_ENDPOINT_URL_SSM: ssm.endpoint,
    AWS_ENDPOINT_URL_CLOUDTRAIL: ssm.endpoint,
    ...settings,
  }
  const start = (): Promise<Lambda> => startLambda({ bundleFolder: join(repository, 'dist', 'aws'), handler: 'index.handler', env })
  const containers = [await start()]
  return {
    lambda: containers[0]!,
    another: async () => {
      const further = await start()
      containers.push(further)
      return further
    },
    alerts,
    operations,
    ssm,
    faults: plans,
    dynamo,
    sqs,
    topicArn,
    quarantineUrl,
    failureUrl,
    stop: async () => {
      alerts.close()
      operations.close()
      for (const client of [dynamo, sns, sqs]) client.destroy()
      await Promise.all(containers.map((container) => container.stop()))
      await Promise.all([dynamoProxy.stop(), snsProxy.stop(), ssm.stop()])
      await Promise.all([dynamoServer.stop(), messages.stop()])
    },
  }
}
