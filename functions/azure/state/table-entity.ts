import { hash64, sha256 } from '../../../shared/model/hash'
import { Unstorable } from '../../../shared/state/store'
import type { TableName } from '../storage'

/** Number of partitions of each table, so that the heartbeat can look through one at a time for what has expired. */
const SHARDS = 256

/** Partition of deferred work in table `activities`. */
export const DEFERRED = 'deferred'

/**
 * UTF-16 units in one property, which holds 64 KiB
 * (https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model).
 */
const PART_LENGTH = 30_000

/** Parts of one entity, which holds 1 MiB. */
const MAX_PARTS = 16

/** A stored value, split over as many properties as it needs: `value`, `value1`, ... */
export type Entity = { partitionKey: string; rowKey: string } & Record<string, string | Date | number>

export interface Place {
  readonly table: TableName
  readonly partitionKey: string
  readonly rowKey: string
}

/**
 * Where the item of a key lies. Keys hold characters that table keys cannot, so they are hashed; the first two digits
 * are the partition. What is remembered of activities, what is learned and what was said have a table each.
 */
export const placeOf = (key: string): Place => {
  const hash = sha256(key)
  return { table: tableOf(key), partitionKey: hash.slice(0, 2), rowKey: hash.slice(2, 34) }
}

export const deferredPlace = (key: string): Place => ({
  table: 'activities',
  partitionKey: DEFERRED,
  rowKey: `${hash64(key)}${hash64(`${key}/2`)}`,
})

export const shardName = (shard: number): string => (shard % SHARDS).toString(16).padStart(2, '0')

const tableOf = (key: string): TableName => {
  if (/^(ledger|rate|held)\//.test(key)) return 'ledger'
  return /^(term|window)\/|^installation$/.test(key) ? 'history' : 'activities'
}

/** Properties of a value. Rejects what no entity can hold. */
export const splitValue = (value: string): Record<string, string> => {
  const parts: Record<string, string> = {}
  let start = 0
  for (let part = 0; part === 0 || start < value.length; part++) {
    if (part === MAX_PARTS)
      throw new Unstorable(
        `a value has ${value.length} characters, expected at most ${MAX_PARTS * PART_LENGTH}: no table entity ` +
          'can hold it',
      )
    const end = endOfPart(value, start)
    parts[partName(part)] = value.slice(start, end)
    start = end
  }
  return parts
}

/** A pair of surrogates stays together: half of one is no text that the service takes. */
const endOfPart = (value: string, start: number): number => {
  const end = Math.min(start + PART_LENGTH, value.length)
  return end < value.length && /[\ud800-\udbff]/.test(value.charAt(end - 1)) ? end - 1 : end
}

export const joinValue = (entity: Readonly<Record<string, unknown>>): string => {
  let value = ''
  for (let part = 0; ; part++) {
    const text = entity[partName(part)]
    if (typeof text !== 'string') return value
    value += text
  }
}

const partName = (part: number): string => (part === 0 ? 'value' : `value${part}`)
