import type { EpochMs } from '../model/time'
import { timeOf, type Normalized } from '../model/normalized'
import type { Provider, RawRecord } from '../model/provider'
import { unwrapBy } from '../providers/unwrap'
import type { Detector } from './detector'
import { processRecord } from './process-record'

/** A record that must come again, with the reason. */
export interface Unprocessed {
  readonly raw: RawRecord
  readonly error: Error
}

interface Taken {
  readonly raw: RawRecord
  readonly normalized: Normalized
  readonly at: EpochMs | null
}

/**
 * Takes the parsed values of one delivery (an event, the messages of a batch) through the detector in time order.
 * One record's failure never touches its neighbours: what must come again is returned. A value that none of the
 * providers knows is quarantined.
 */
export const processBatch = async (
  detector: Detector,
  values: readonly unknown[],
  providers: readonly Provider[],
): Promise<readonly Unprocessed[]> => {
  const taken: Taken[] = []
  const unprocessed: Unprocessed[] = []
  let ignored = 0
  const isolated = async (raw: RawRecord, work: () => Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (cause) {
      unprocessed.push({ raw, error: cause instanceof Error ? cause : new Error(String(cause)) })
    }
  }
  for (const value of values) {
    const found = unwrapBy(providers, value)
    if (found === null)
      await isolated({ format: 'unknown', body: value, account: null }, () => quarantineUnknown(detector, value))
    else {
      const concerning = found.records.filter((raw) => found.provider.surelyIgnores?.(raw) !== true)
      ignored += found.records.length - concerning.length
      for (const raw of concerning) taken.push(take(raw, found.provider))
    }
  }
  detector.ports.metrics.count('RecordsReceived', taken.length + ignored)
  detector.ports.metrics.count('RecordsIgnored', ignored)
  for (const { raw, normalized } of taken.toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0)))
    await isolated(raw, () => processRecord(detector, raw, normalized))
  return unprocessed
}

const quarantineUnknown = async ({ ports }: Detector, value: unknown): Promise<void> => {
  await ports.quarantine.put({
    reason: 'value of no known format',
    format: 'unknown',
    body: value,
    at: ports.clock.now(),
  })
  ports.metrics.count('RecordsQuarantined')
}

const take = (raw: RawRecord, provider: Provider): Taken => {
  const normalized = provider.normalize(raw)
  return { raw, normalized, at: timeOf(normalized) }
}
