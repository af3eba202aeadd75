import { CreateTableCommand, DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { CreateTopicCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { clientSettings } from './client-settings'
import { startDynamo, type DynamoEmulator } from './dynamo'
import { createFaultPlan, type FaultKind } from './fault-plan'
import { startFaultProxy, type FaultProxy } from './fault-proxy'
import { startSnsSqs, type SnsSqsEmulator } from './sns-sqs'

const TableName = 'history'
let dynamo: DynamoEmulator
let snsSqs: SnsSqsEmulator
let dynamoProxy: FaultProxy
let snsProxy: FaultProxy
let client: DynamoDBClient
let sns: SNSClient
let sqs: SQSClient

beforeAll(async () => {
  dynamo = await startDynamo()
  snsSqs = await startSnsSqs()
  dynamoProxy = await startFaultProxy(dynamo.endpoint, createFaultPlan({ seed: 'a', slowMs: 50 }))
  snsProxy = await startFaultProxy(snsSqs.endpoint)
  client = new DynamoDBClient({
    ...clientSettings(dynamoProxy.endpoint),
    requestHandler: { requestTimeout: 1000, throwOnRequestTimeout: true },
  })
  sns = new SNSClient(clientSettings(snsProxy.endpoint))
  sqs = new SQSClient(clientSettings(snsProxy.endpoint))
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    }),
  )
}, 60_000)

afterEach(() => {
  dynamoProxy.up()
  snsProxy.up()
})

afterAll(async () => {
  for (const each of [client, sns, sqs]) each.destroy()
  for (const server of [dynamoProxy, snsProxy, dynamo, snsSqs]) await server.stop()
})

function count(pk: string): Promise<unknown> {
  return client.send(
    new UpdateItemCommand({
      TableName,
      Key: { pk: { S: pk } },
      UpdateExpression: 'ADD n :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    }),
  )
}

async function counted(pk: string): Promise<number> {
  const { Item } = await client.send(new GetItemCommand({ TableName, Key: { pk: { S: pk } } }))
  return Number(Item?.n?.N ?? 0)
}

describe('startFaultProxy before DynamoDB', () => {
  it.each<[FaultKind, string, number]>([
    ['throttle', 'ProvisionedThroughputExceededException', 0],
    ['error', 'InternalServerError', 0],
    ['reset', 'socket hang up', 0],
    ['timeout', 'TimeoutError', 0],
    ['lost-answer', 'TimeoutError', 1],
    ['failed-answer', 'InternalServerError', 1],
  ])('%s: the client sees %s and the target has processed %d calls', async (kind, name, processed) => {
    dynamoProxy.failAfter(0, kind, { operation: 'dynamodb:UpdateItem', times: 1 })
    const error = await count(kind).then(() => 'no error', String)
    expect(error).toContain(name)
    expect(await counted(kind)).toBe(processed)
    await count(kind)
    expect(await counted(kind)).toBe(processed + 1)
  })

  it('slow: the client gets its answer', async () => {
    dynamoProxy.failAfter(0, 'slow', { times: 1 })
    await count('slow')
    expect(await counted('slow')).toBe(1)
  })

  it('is recognised as throttling by a client that retries', async () => {
    const patient = new DynamoDBClient({ ...clientSettings(dynamoProxy.endpoint), maxAttempts: 3 })
    dynamoProxy.failAfter(0, 'throttle', { times: 2 })
    const { $metadata } = await patient.send(new GetItemCommand({ TableName, Key: { pk: { S: 'patient' } } }))
    expect($metadata.attempts).toBe(3)
    patient.destroy()
  })

  it('cuts everything while down and works again after', async () => {
    dynamoProxy.down()
    await expect(count('down')).rejects.toThrow()
    dynamoProxy.up()
    await count('down')
    expect(await counted('down')).toBe(1)
  })

  it('counts calls and faults by operation', async () => {
    const before = dynamoProxy.counts()['dynamodb:GetItem']?.calls ?? 0
    await counted('slow')
    expect(dynamoProxy.counts()['dynamodb:GetItem']?.calls).toBe(before + 1)
    expect(dynamoProxy.counts()['dynamodb:UpdateItem']?.faults).toMatchObject({ throttle: 1, timeout: 1 })
  })
})

describe('startFaultProxy before SNS and SQS', () => {
  it.each<[FaultKind, string]>([
    ['throttle', 'Throttling'],
    ['error', 'InternalFailure'],
  ])('%s: the SNS client sees %s', async (kind, name) => {
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'alerts' }))
    snsProxy.failAfter(0, kind, { operation: 'sns:Publish', times: 1 })
    await expect(sns.send(new PublishCommand({ TopicArn, Message: 'hello' }))).rejects.toMatchObject({ name })
    await sns.send(new PublishCommand({ TopicArn, Message: 'hello' }))
  })

  it('throttles SQS by its own error, and queue addresses lead through the proxy', async () => {
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'work' }))
    expect(QueueUrl).toContain(snsProxy.endpoint)
    snsProxy.failAfter(0, 'throttle', { operation: 'sqs:SendMessage', times: 1 })
    await expect(sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a' }))).rejects.toMatchObject({
      name: 'RequestThrottled',
    })
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'b' }))
    expect((await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages).toMatchObject([{ Body: 'b' }])
  })
})
