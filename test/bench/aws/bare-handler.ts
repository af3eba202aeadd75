import { BatchGetItemCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { SSMClient } from '@aws-sdk/client-ssm'

const dynamo = new DynamoDBClient({})
const sns = new SNSClient({})

/** A client that this event needs no call of, as most events of the detector need none. */
export const ssm = new SSMClient({})

const TableName = process.env['RUNWARDEN_TABLE'] ?? ''

/**
 * The least that any detector must do for its first alert: read, claim, publish, with the same
 * clients and nothing around them.
 */
export const handler = async (event: { readonly id: string }): Promise<void> => {
  const Key = { pk: { S: event.id }, sk: { S: '-' } }
  await dynamo.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [Key], ConsistentRead: true } } }))
  await dynamo.send(
    new PutItemCommand({
      TableName,
      Item: { ...Key, version: { N: '1' } },
      ConditionExpression: 'attribute_not_exists(pk)',
    }),
  )
  await sns.send(
    new PublishCommand({
      TopicArn: process.env['RUNWARDEN_TOPIC_ARN'],
      Subject: 'alert',
      Message: JSON.stringify(event),
    }),
  )
}
