import {
  DeleteItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb'
import type { Deferred, MemberSet, StateStore, Stored } from '../../shared/state/store'
import type { Clock } from '../../shared/model/clock'
import { dynamoReader, keyOf, type Item, type ReadItem } from './dynamo-reader'

/** Partition that holds deferred work; the sort key is the work's key. */
const DEFERRED = 'deferred'

/** Expiry attributes are epoch seconds (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html). */
export const epochSeconds = (ms: number): AttributeValue => ({ N: String(Math.ceil(ms / 1_000)) })

/** State in one DynamoDB table (partition key `pk`, sort key `sk`, expiry `expiresAt`): single-item conditional writes and consistent reads only. */
export const dynamoState = (client: DynamoDBClient, table: string, clock: Clock): StateStore => {
  const readItem = dynamoReader(client, table, clock)
  return {
    read: async (keys) => {
      const found = await Promise.all(keys.map(async (key) => [key, storedIn(await readItem(key))] as const))
      return new Map(found.flatMap(([key, stored]) => (stored === null ? [] : [[key, stored] as const])))
    },
    write: (key, value, expected, expiresAt) =>
      write(client, table, { ...keyOf(key), value: { S: value }, expiresAt: epochSeconds(expiresAt) }, expected),
    addMembers: (key, members, limit, expiresAt) =>
      members.length === 0
        ? membersOf(readItem, key)
        : addMembers(client, table, readItem, key, members, limit, expiresAt),
    defer: async (key, value, dueAt) => {
      await client.send(
        new PutItemCommand({
          TableName: table,
          Item: { ...keyOf(DEFERRED, key), value: { S: value }, dueAt: { N: String(dueAt) } },
        }),
      )
    },
    due: (now, limit) => due(client, table, now, limit),
    settle: async (key) => {
      await client.send(new DeleteItemCommand({ TableName: table, Key: keyOf(DEFERRED, key) }))
    },
  }
}

/** The condition of a write did not hold. */
const isRefused = (cause: unknown): boolean =>
  cause instanceof Error && cause.name === 'ConditionalCheckFailedException'

const storedIn = (item: Item | undefined): Stored | null => {
  const [value, version] = [item?.['value']?.S, item?.['version']?.N]
  return value === undefined || version === undefined ? null : { value, version }
}

/** A try of the client whose answer got lost may have written already; the next one is refused then, and the caller reads its own write. */
const write = async (client: DynamoDBClient, table: string, item: Item, expected: string | null): Promise<boolean> => {
  const condition =
    expected === null
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'version = :expected', ExpressionAttributeValues: { ':expected': { N: expected } } }
  try {
    await client.send(
      new PutItemCommand({
        TableName: table,
        Item: { ...item, version: { N: String(Number(expected ?? '0') + 1) } },
        ...condition,
      }),
    )
    return true
  } catch (cause) {
    if (isRefused(cause)) return false
    throw cause
  }
}

const membersOf = async (readItem: ReadItem, key: string): Promise<MemberSet> => ({
  members: (await readItem(key))?.['members']?.SS ?? [],
  more: false,
})

/** A set that is not full takes all members of one activity, so that it may end a little above its limit. */
const addMembers = async (
  client: DynamoDBClient,
  table: string,
  readItem: ReadItem,
  key: string,
  members: readonly string[],
  limit: number,
  expiresAt: number,
): Promise<MemberSet> => {
  try {
    const { Attributes } = await client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: keyOf(key),
        UpdateExpression: 'ADD members :members SET expiresAt = :expiresAt',
        ConditionExpression: 'attribute_not_exists(members) OR size(members) < :limit',
        ExpressionAttributeValues: {
          ':members': { SS: [...new Set(members)] },
          ':expiresAt': epochSeconds(expiresAt),
          ':limit': { N: String(limit) },
        },
        ReturnValues: 'ALL_NEW',
      }),
    )
    return { members: Attributes?.['members']?.SS ?? [], more: false }
  } catch (cause) {
    if (!isRefused(cause)) throw cause
    const full = await membersOf(readItem, key)
    return { members: full.members, more: members.some((member) => !full.members.includes(member)) }
  }
}

interface Work extends Deferred {
  readonly dueAt: number
}

const due = async (client: DynamoDBClient, table: string, now: number, limit: number): Promise<readonly Deferred[]> => {
  const found: Work[] = []
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
    for (const { sk, value, dueAt } of page.Items ?? [])
      if (sk?.S !== undefined && value?.S !== undefined)
        found.push({ key: sk.S, value: value.S, dueAt: Number(dueAt?.N ?? 0) })
    from = page.LastEvaluatedKey
  } while (from !== undefined)
  return found
    .toSorted((a, b) => a.dueAt - b.dueAt || (a.key < b.key ? -1 : 1))
    .slice(0, limit)
    .map(({ key, value }) => ({ key, value }))
}
