import { BatchGetItemCommand, type AttributeValue, type DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { Clock } from '../../shared/model/clock'
import { retry, TRIES } from '../../shared/state/update'

/** Keys in one BatchGetItem (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html). */
const BATCH_KEYS = 100

export type Item = Record<string, AttributeValue>

/** Sort key of items that stand alone under their partition key. */
const SINGLE = '-'

export const keyOf = (pk: string, sk: string = SINGLE): Item => ({ pk: { S: pk }, sk: { S: sk } })

/** Consistent reads of single items by partition key; undefined for those that do not exist. */
export type ReadItem = (pk: string) => Promise<Item | undefined>

interface Batch {
  readonly keys: Set<string>
  readonly items: Promise<ReadonlyMap<string, Item>>
}

/**
 * Reads that are asked for in one turn go out together, each key once: what the rules, the ledger and the windows want
 * of one activity is one call. Rejects for all of a turn when any part cannot be read.
 */
export const dynamoReader = (client: DynamoDBClient, table: string, clock: Clock): ReadItem => {
  let open: Batch | undefined

  const begin = (): Batch => {
    const keys = new Set<string>()
    const items = Promise.resolve().then(() => {
      open = undefined
      return readAll(client, table, clock, [...keys])
    })
    return { keys, items }
  }

  return async (pk) => {
    open ??= begin()
    open.keys.add(pk)
    return (await open.items).get(pk)
  }
}

const readAll = async (
  client: DynamoDBClient,
  table: string,
  clock: Clock,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Item>> => {
  const chunks = Array.from({ length: Math.ceil(keys.length / BATCH_KEYS) }, (_, index) =>
    keys.slice(index * BATCH_KEYS, (index + 1) * BATCH_KEYS),
  )
  const items = (await Promise.all(chunks.map((chunk) => readChunk(client, table, clock, chunk)))).flat()
  return new Map(items.map((item) => [item['pk']?.S ?? '', item]))
}

/** All items of a chunk of keys; what the service leaves unprocessed is asked for again. */
const readChunk = async (
  client: DynamoDBClient,
  table: string,
  clock: Clock,
  keys: readonly string[],
): Promise<readonly Item[]> => {
  const found: Item[] = []
  let open: Item[] = keys.map((key) => keyOf(key))
  const all = await retry(clock, async () => {
    const RequestItems = { [table]: { Keys: open, ConsistentRead: true } }
    const { Responses, UnprocessedKeys } = await client.send(new BatchGetItemCommand({ RequestItems }))
    found.push(...(Responses?.[table] ?? []))
    open = UnprocessedKeys?.[table]?.Keys ?? []
    return open.length === 0 ? found : null
  })
  if (all === null) throw new Error(`${open.length} keys stayed unprocessed after ${TRIES} tries`)
  return all
}
