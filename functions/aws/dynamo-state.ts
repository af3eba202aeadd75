import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb'
import type { Deferred, MemberSet, StateStore, Stored } from '../../shared/history/state-store'
import type { Clock } from '../../shared/model/clock'

/** Keys in one BatchGetItem (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html). */
const BATCH_KEYS = 100

/** Sort key of items that stand alone under their partition key. */
const SINGLE = '-'

/** Partition that holds deferred work; the sort key is the work's key. */
const DEFERRED = 'deferred'

const TRIES = 6

type Item = Record<string, AttributeValue>

const keyOf = (pk: string, sk: string = SINGLE): Item => ({ pk: { S: pk }, sk: { S: sk } })

/** Expiry attributes are epoch seconds (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html). */
export const epochSeconds = (ms: number): AttributeValue => ({ N: String(Math.ceil(ms / 1_000)) })

/** State in one DynamoDB table (partition key `pk`, sort key `sk`, expiry `expiresAt`): single-item conditional writes and consistent reads only. */
export const dynamoState = (client: DynamoDBClient, table: string, clock: Clock): StateStore => ({
  read: async (keys) => {
    const distinct = [...new Set(keys)]
    const chunks = Array.from({ length: Math.ceil(distinct.length / BATCH_KEYS) }, (_, index) => distinct.slice(index * BATCH_KEYS, (index + 1) * BATCH_KEYS))
    const items = (await Promise.all(chunks.map((chunk) => batchGet(client, table, chunk, clock)))).flat()
    return new Map(items.flatMap(storedOf))
  },

  write: async (key, value, expected, expiresAt) => {
    const condition = expected === null ? { ConditionExpression: 'attribute_not_exists(pk)' } : { ConditionExpression: 'version = :expected', ExpressionAttributeValues: { ':expected': { N: expected } } }
    const item: Item = { ...keyOf(key), value: { S: value }, version: { N: String(Number(expected ?? '0') + 1) }, expiresAt: epochSeconds(expiresAt) }
    try {
      await client.send(new PutItemCommand({ TableName: table, Item: item, ...condition }))
      return true
    } catch (cause) {
      if (cause instanceof ConditionalCheckFailedException) return false
      throw cause
    }
  },

  addMembers: (key, members, limit, expiresAt) => addMembers(client, table, key, members, limit, expiresAt),

  defer: async (key, value, dueAt) => {
    await client.send(new PutItemCommand({ TableName: table, Item: { ...keyOf(DEFERRED, key), value: { S: value }, dueAt: { N: String(dueAt) } } }))
  },

  due: (now, limit) => due(client, table, now, limit),

  settle: async (key) => {
    await client.send(new DeleteItemCommand({ TableName: table, Key: keyOf(DEFERRED, key) }))
  },
})

const storedOf = ({ pk, value, version }: Item): readonly (readonly [string, Stored])[] =>
  pk?.S === undefined || value?.S === undefined || version?.N === undefined ? [] : [[pk.S, { value: value.S, version: version.N }]]

/** All items of a chunk of keys; what the service leaves unprocessed is asked for again with growing, jittered pauses. */
const batchGet = async (client: DynamoDBClient, table: string, keys: readonly string[], clock: Clock): Promise<readonly Item[]> => {
  const found: Item[] = []
  let open: Item[] = keys.map((key) => keyOf(key))
  for (let attempt = 0; attempt < TRIES && open.length > 0; attempt++) {
    if (attempt > 0) await clock.sleep(clock.random() * 50 * 2 ** attempt)
    const { Responses, UnprocessedKeys } = await client.send(new BatchGetItemCommand({ RequestItems: { [table]: { Keys: open, ConsistentRead: true } } }))
    found.push(...(Responses?.[table] ?? []))
    open = UnprocessedKeys?.[table]?.Keys ?? []
  }
  if (open.length > 0) throw new Error(`${open.length} keys stayed unprocessed after ${TRIES} tries`)
  return found
}

const addMembers = async (client: DynamoDBClient, table: string, key: string, members: readonly string[], limit: number, expiresAt: number): Promise<MemberSet> => {
  if (members.length === 0) return readMembers(client, table, key)
  try {
    const { Attributes } = await client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: keyOf(key),
        UpdateExpression: 'ADD members :members SET expiresAt = :expiresAt',
        ConditionExpression: 'attribute_not_exists(members) OR size(members) < :limit',
        ExpressionAttributeValues: { ':members': { SS: [...new Set(members)] }, ':expiresAt': epochSeconds(expiresAt), ':limit': { N: String(limit) } },
        ReturnValues: 'ALL_NEW',
      }),
    )
    return { members: Attributes?.['members']?.SS ?? [], more: false }
  } catch (cause) {
    if (!(cause instanceof ConditionalCheckFailedException)) throw cause
    const full = await readMembers(client, table, key)
    return { members: full.members, more: members.some((member) => !full.members.includes(member)) }
  }
}

const readMembers = async (client: DynamoDBClient, table: string, key: string): Promise<MemberSet> => {
  const { Item: item } = await client.send(new GetItemCommand({ TableName: table, Key: keyOf(key), ConsistentRead: true }))
  return { members: item?.['members']?.SS ?? [], more: false }
}

const due = async (client: DynamoDBClient, table: string, now: number, limit: number): Promise<readonly Deferred[]> => {
  const found: { readonly key: string; readonly value: string; readonly dueAt: number }[] = []
  let from: Item | undefined
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :deferred',
        FilterExpression: 'dueAt <= :now',
        ExpressionAttributeValues: { ':deferred': { S: DEFERRED }, ':now': { N: String(now) } },
        ConsistentRead: true,
        ...(from === undefined ? {} : { ExclusiveStartKey: from }),
      }),
    )
    for (const { sk, value, dueAt } of page.Items ?? []) if (sk?.S !== undefined && value?.S !== undefined) found.push({ key: sk.S, value: value.S, dueAt: Number(dueAt?.N ?? 0) })
    from = page.LastEvaluatedKey
  } while (from !== undefined)
  return found.toSorted((a, b) => a.dueAt - b.dueAt || (a.key < b.key ? -1 : 1)).slice(0, limit)
}
