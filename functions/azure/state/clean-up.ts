import type { Clock } from '../../../shared/model/clock'
import { MINUTE } from '../../../shared/model/time'
import { TABLES, type Storage, type TableName } from '../storage'
import { inParallel } from './in-parallel'
import { shardName } from './table-entity'
import { isConflict, isMissing } from './table-errors'

/** Time between two runs of the timer. */
export const ROUND_MS = 5 * MINUTE

/** Deletions in one run; what is left over waits for the next round. */
const MAX_DELETED = 2_000

const DELETES_AT_ONCE = 16

/**
 * Deletes what has expired in one of the 256 partitions of each table, the next one every five minutes: tables
 * have no expiry of their own, and a filter on a property reads the whole partition. A round takes 21 hours and
 * 20 minutes; readers ignore what is expired until then. An item that was written meanwhile is left alone.
 * Resolves to the number deleted.
 */
export const cleanUp = async (storage: Storage, clock: Clock): Promise<number> => {
  const shard = shardName(Math.floor(clock.now() / ROUND_MS))
  const counts = await Promise.all(TABLES.map((table) => cleanPartition(storage, table, shard, clock)))
  return counts.reduce((sum, count) => sum + count, 0)
}

const cleanPartition = async (storage: Storage, name: TableName, shard: string, clock: Clock): Promise<number> => {
  const table = storage.table(name)
  const filter = `PartitionKey eq '${shard}' and expiresAt lt datetime'${new Date(clock.now()).toISOString()}'`
  const expired: { readonly rowKey: string; readonly etag: string }[] = []
  for await (const { rowKey, etag } of table.listEntities({ queryOptions: { filter, select: ['rowKey'] } })) {
    if (rowKey !== undefined && etag !== undefined) expired.push({ rowKey, etag })
    if (expired.length === MAX_DELETED) break
  }
  const deleted = await inParallel(expired, DELETES_AT_ONCE, async ({ rowKey, etag }) => {
    try {
      await table.deleteEntity(shard, rowKey, { etag })
      return 1
    } catch (cause) {
      if (isConflict(cause) || isMissing(cause)) return 0
      throw cause
    }
  })
  return deleted.reduce<number>((sum, count) => sum + count, 0)
}
