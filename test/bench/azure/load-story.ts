import { alertId, alertKey } from '../../../shared/engine/build-alert'
import { ACTIVITY, LEDGER } from '../../../shared/state/kinds'
import { activityId } from '../../../shared/providers/azure/activity-id'
import { normalizeAzure } from '../../../shared/providers/azure/normalize'
import { placeOf } from '../../../functions/azure/state/table-entity'
import { activityLogRecord, uuid, vmId } from '../../support/azure-events'
import { activityLogRecord as backgroundRecord } from '../activity-log-records'
import type { Random } from '../random'

const BEGIN = Date.UTC(2026, 2, 2, 10)
const DUPLICATES = 0.2
/** Records move at most this far from their place. */
const DISORDER = 100

/** An alert that must arrive, and the rows of the tables that hold what was said of it. */
export interface ExpectedAlert {
  readonly id: string
  readonly rows: readonly string[]
  /** The row of its ledger entry. */
  readonly ledger: string
}

export interface Story {
  /** Records in the order of their arrival. */
  readonly texts: readonly string[]
  readonly expected: readonly ExpectedAlert[]
}

/**
 * The stages of one operation by a caller of its own from another tenant: high, so that none
 * is rate-limited into a digest.
 */
const operation = (number: number) => {
  const time = (seconds: number): string => new Date(BEGIN + 1_000 * (number + seconds)).toISOString()
  const options = {
    person: 1_000 + number,
    user: `user${number}@example.com`,
    correlationId: uuid(1_000_000 + number),
    resourceId: vmId(`vm-${number}`),
    callerTenant: uuid(99),
  }
  const start = activityLogRecord({ ...options, result: 'Start', time: time(0) })
  return {
    start,
    stages: [
      start,
      activityLogRecord({ ...options, result: 'Accept', time: time(1) }),
      activityLogRecord({ ...options, result: 'Success', time: time(30) }),
    ],
  }
}

const expectedOf = (start: unknown): ExpectedAlert => {
  const normalized = normalizeAzure({ format: 'event-hub', body: start, account: null })
  if (normalized.kind !== 'stage') throw new Error(`a Start became ${normalized.kind}`)
  const activity = { ...normalized.stage.activity, id: activityId(normalized.stage.foldKey, 0) }
  const [own, ledger] = [ACTIVITY.key(activity.id), LEDGER.key(alertKey(activity))].map(
    (item) => placeOf(item).rowKey,
  ) as [string, string]
  return { id: alertId(activity), rows: [own, ledger], ledger }
}

/**
 * So many records, of which a share belongs to operations that raise alerts; a fifth comes
 * twice, all in slight disorder.
 */
export const loadStory = (records: number, relevant: number, random: Random): Story => {
  const operations = Array.from({ length: Math.max(1, Math.round((records * relevant) / 3)) }, (_, number) =>
    operation(number),
  )
  const stagesAt = operations.flatMap(({ stages }) => {
    const place = random.next()
    return stages.map((record, index) => ({ place: place + index / 1_000, text: JSON.stringify(record) }))
  })
  const background = Array.from({ length: Math.max(0, records - 3 * operations.length) }, () => ({
    place: random.next(),
    text: backgroundRecord(random, 0, '2026-03-02T10:00:00Z'),
  }))
  const once = [...stagesAt, ...background]
    .toSorted((a, b) => a.place - b.place)
    .map(({ text }, index) => ({ place: index + random.next() * DISORDER, text }))
  const twice = once
    .filter(() => random.next() < DUPLICATES)
    .map(({ place, text }) => ({ place: place + random.next() * 2 * DISORDER, text }))
  const texts = [...once, ...twice].toSorted((a, b) => a.place - b.place).map(({ text }) => text)
  return { texts, expected: operations.map(({ start }) => expectedOf(start)) }
}
