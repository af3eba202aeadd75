import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { clientSettings } from './client-settings'
import { startDynamo, type DynamoEmulator } from './dynamo'

let emulator: DynamoEmulator
let client: DynamoDBClient
const TableName = 'history'

beforeAll(async () => {
  emulator = await startDynamo()
  client = new DynamoDBClient(clientSettings(emulator.endpoint))
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    }),
  )
}, 30_000)

afterAll(async () => {
  client.destroy()
  await emulator.stop()
})

describe('startDynamo', () => {
  it('lets one of many racing conditional puts win', async () => {
    const put = new PutItemCommand({
      TableName,
      Item: { pk: { S: 'lease' } },
      ConditionExpression: 'attribute_not_exists(pk)',
    })
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => client.send(put)))
    const errors = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [(outcome.reason as Error).name] : [],
    )
    expect(errors).toEqual(Array.from({ length: 9 }, () => 'ConditionalCheckFailedException'))
  })

  it('adds to a set atomically and returns the new contents', async () => {
    const add = (member: string) =>
      client.send(
        new UpdateItemCommand({
          TableName,
          Key: { pk: { S: 'window' } },
          UpdateExpression: 'ADD members :m',
          ExpressionAttributeValues: { ':m': { SS: [member] } },
          ReturnValues: 'ALL_NEW',
        }),
      )
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => add(`i-${index}`)))
    expect(answers.filter(({ Attributes }) => Attributes?.members?.SS?.length === 20)).toHaveLength(1)
    const { Item } = await client.send(
      new GetItemCommand({ TableName, Key: { pk: { S: 'window' } }, ConsistentRead: true }),
    )
    expect(Item?.members?.SS).toHaveLength(20)
  })
})
