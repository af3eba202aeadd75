import { randomUUID } from 'node:crypto'
import {
  DeleteItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb'
import type { Clock } from '../../shared/model/clock'
import { orUnstorable, type MemberSet, type StateStore } from '../../shared/state/store'
import {
  textState,
  type OnUnreadable,
  type DeferredText,
  type StoredText,
  type TextStore,
} from '../../shared/state/text-store'
import { dynamoReader, keyOf, type Item, type ReadItem } from './dynamo-reader'

/** Partition that holds deferred work; the sort key is the work's key. */
const DEFERRED = 'deferred'

/**
 * Expiry attributes are epoch seconds
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html).
 */
export const epochSeconds = (ms: number): AttributeValue => ({ N: String(Math.ceil(ms / 1_000)) })

const number = (value: number): AttributeValue => ({ N: String(value) })

/** The detector's state in one DynamoDB table. */
export const dynamoState = (
  client: DynamoDBClient,
  table: string,
  clock: Clock,
  onUnreadable?: OnUnreadable,
): StateStore => textState(dynamoTexts(client, table, clock), clock.now, onUnreadable)

/**
 * Texts in one DynamoDB table (partition key `pk`, sort key `sk`, expiry `expiresAt`): single-item conditional writes
 * and consistent reads only. `version` is what conditions stand on, `schema` the version of a value's form; 0.1.0 wrote
 * no `schema`, and deferred work without `version`, `since` and `tries`.
 * @internal
 */
export const dynamoTexts = (client: DynamoDBClient, table: string, clock: Clock): TextStore => {
  const readItem = dynamoReader(client, table, clock)
  return {
    read: async (keys) => {
      const found = await Promise.all(keys.map(async (key) => [key, storedIn(await readItem(key))] as const))
      return new Map(found.flatMap(([key, stored]) => (stored === null ? [] : [[key, stored] as const])))
    },
    write: (key, { value, schema }, expected, expiresAt) =>
      write(
        client,
        table,
        { ...keyOf(key), value: { S: value }, schema: number(schema), expiresAt: epochSeconds(expiresAt) },
        expected,
      ),
    addMembers: (key, members, options) =>
      members.length === 0
        ? membersOf(readItem, key)
        : addMembers(client, table, readItem, { key, members, ...options }),
    defer: async ({ key, value, schema, dueAt, since, tries }, replaces) => {
      const item = {
        ...keyOf(DEFERRED, key),
        value: { S: value },
        schema: number(schema),
        dueAt: number(dueAt),
        since: number(since),
        tries: number(tries),
        version: { S: randomUUID() },
      }
      const condition = replaces ? {} : { ConditionExpression: 'attribute_not_exists(pk)' }
      await unlessRefused(storable(client.send(new PutItemCommand({ TableName: table, Item: item, ...condition }))))
    },
    cancel: async (key) => {
      await client.send(new DeleteItemCommand({ TableName: table, Key: keyOf(DEFERRED, key) }))
    },
    due: (now) => due(client, table, now),
    complete: (key, version) =>
      unlessRefused(
        client.send(new DeleteItemCommand({ TableName: table, Key: keyOf(DEFERRED, key), ...isStill(version) })),
      ),
    postpone: (key, version, { dueAt, since, tries }) => {
      const condition = isStill(version)
      return unlessRefused(
        client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: keyOf(DEFERRED, key),
            UpdateExpression: 'SET dueAt = :dueAt, since = :since, tries = :tries, version = :version',
            ...condition,
            ExpressionAttributeValues: {
              ...condition.ExpressionAttributeValues,
              ':dueAt': number(dueAt),
              ':since': number(since),
              ':tries': number(tries),
              ':version': { S: randomUUID() },
            },
          }),
        ),
      )
    },
  }
}

/** The condition of a write did not hold. */
const isRefused = (cause: unknown): boolean =>
  cause instanceof Error && cause.name === 'ConditionalCheckFailedException'

const storedIn = (item: Item | undefined): StoredText | null => {
  const [value, version] = [item?.['value']?.S, item?.['version']?.N]
  return value === undefined || version === undefined ? null : { value, version }
}

/**
 * A try of the client whose answer got lost may have written already; the next one is refused then, and
 * the caller reads its own write.
 */
const write = async (client: DynamoDBClient, table: string, item: Item, expected: string | null): Promise<boolean> => {
  const condition =
    expected === null
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'version = :expected', ExpressionAttributeValues: { ':expected': { N: expected } } }
  try {
    const Item = { ...item, version: number(Number(expected ?? '0') + 1) }
    await storable(client.send(new PutItemCommand({ TableName: table, Item, ...condition })))
    return true
  } catch (cause) {
    if (isRefused(cause)) return false
    throw cause
  }
}

const membersOf = async (readItem: ReadItem, key: string): Promise<MemberSet<string>> => ({
  members: (await readItem(key))?.['members']?.SS ?? [],
  more: false,
})

interface Addition {
  readonly key: string
  readonly members: readonly string[]
  readonly limit: number
  readonly expiresAt: number
  readonly schema: number
}

/** A set that is not full takes all members of one activity, so that it may end a little above its limit. */
const addMembers = async (
  client: DynamoDBClient,
  table: string,
  readItem: ReadItem,
  { key, members, limit, expiresAt, schema }: Addition,
): Promise<MemberSet<string>> => {
  try {
    const { Attributes } = await storable(
      client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: keyOf(key),
          UpdateExpression: 'ADD members :members SET expiresAt = :expiresAt, #schema = :schema',
          ConditionExpression: 'attribute_not_exists(members) OR size(members) < :limit',
          ExpressionAttributeNames: { '#schema': 'schema' },
          ExpressionAttributeValues: {
            ':members': { SS: [...new Set(members)] },
            ':expiresAt': epochSeconds(expiresAt),
            ':limit': number(limit),
            ':schema': number(schema),
          },
          ReturnValues: 'ALL_NEW',
        }),
      ),
    )
    return { members: Attributes?.['members']?.SS ?? [], more: false }
  } catch (cause) {
    if (!isRefused(cause)) throw cause
    const full = await membersOf(readItem, key)
    return { members: full.members, more: members.some((member) => !full.members.includes(member)) }
  }
}

/** Work of 0.1.0 has no version: the time it is due stands for one, because deferring it again changes that. */
const UNVERSIONED = 'due:'

const versionOf = ({ version, dueAt }: Item): string => version?.S ?? `${UNVERSIONED}${dueAt?.N ?? ''}`

const isStill = (version: string) =>
  version.startsWith(UNVERSIONED)
    ? {
        ConditionExpression: 'attribute_not_exists(version) AND dueAt = :known',
        ExpressionAttributeValues: { ':known': { N: version.slice(UNVERSIONED.length) } },
      }
    : { ConditionExpression: 'version = :known', ExpressionAttributeValues: { ':known': { S: version } } }

/** Work that was deferred again meanwhile is left alone. */
const unlessRefused = async (call: Promise<unknown>): Promise<void> => {
  try {
    await call
  } catch (cause) {
    if (!isRefused(cause)) throw cause
  }
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CommonErrors.html */
const REFUSALS: ReadonlySet<string> = new Set(['ValidationException', 'SerializationException'])

/** A request that the service never takes: an item above 400 KB, a sort key above 1,024 bytes. */
const isRefusal = (cause: unknown): boolean => cause instanceof Error && REFUSALS.has(cause.name)

const storable = <T>(call: Promise<T>): Promise<T> => orUnstorable(call, isRefusal)

const due = async (client: DynamoDBClient, table: string, now: number): Promise<readonly DeferredText[]> => {
  const found: DeferredText[] = []
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
    found.push(...(page.Items ?? []).flatMap(workIn))
    from = page.LastEvaluatedKey
  } while (from !== undefined)
  return found
}

const workIn = (item: Item): readonly DeferredText[] => {
  const { sk, value, dueAt, since, tries } = item
  if (sk?.S === undefined || value?.S === undefined) return []
  return [
    {
      key: sk.S,
      value: value.S,
      version: versionOf(item),
      dueAt: Number(dueAt?.N ?? 0),
      since: since?.N === undefined ? null : Number(since.N),
      tries: Number(tries?.N ?? 0),
    },
  ]
}
