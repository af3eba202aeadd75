import { memoryStore } from '../../../shared/state/memory-store'
import type { StateStore } from '../../../shared/state/store'
import { storedHistory } from '../../../shared/state/stored-history'
import type { Alert } from '../../../shared/model/alert'
import type { Stage } from '../../../shared/model/normalized'
import { processStage } from '../../../shared/pipeline/process-stage'
import { normalizeAzure } from '../../../shared/providers/azure/normalize'
import { activityLogRecord, uuid, type RecordOptions } from '../../support/azure-events'
import { testDetector } from '../../support/detector'

const stageOf = (options: RecordOptions = {}): Stage => {
  const normalized = normalizeAzure({ format: 'event-hub', body: activityLogRecord(options), account: null })
  if (normalized.kind !== 'stage') throw new Error(`got ${normalized.kind}, expected a stage`)
  return normalized.stage
}

/** A caller of another tenant, which is said without any history. */
const foreign = (options: RecordOptions = {}): Stage => stageOf({ callerTenant: uuid(99), ...options })

const down = async (): Promise<never> => Promise.reject(new Error('tables are down'))
const DOWN: StateStore = {
  read: down,
  write: down,
  addMembers: down,
  defer: down,
  deferIfNone: down,
  cancel: down,
  due: down,
  complete: down,
  postpone: down,
}

const detectorOn = (state: StateStore, settings: Parameters<typeof testDetector>[0] = {}) => {
  const sent: Alert[] = []
  const plain = testDetector(settings, {
    state,
    sinks: [{ name: 'test', send: async (alert) => void sent.push(alert) }],
  })
  return { sent, detector: { ...plain, ports: { ...plain.ports, history: storedHistory(state, plain.clock) } } }
}

describe('a stage that cannot be folded', () => {
  it('says what it can without a store, and must come again', async () => {
    const { detector, sent } = detectorOn(DOWN)
    await expect(processStage(detector, foreign())).rejects.toThrow()
    expect(sent).toMatchObject([
      { degraded: 'history could not be read', findings: [{ rule: 'runwarden.cloud.delegated-admin' }] },
    ])
    expect(detector.metrics.StoreFailures).toBeGreaterThan(0)
  })

  it('is judged in full under the same alert id when the store is back', async () => {
    const without = detectorOn(DOWN)
    await expect(processStage(without.detector, foreign())).rejects.toThrow()
    const with_ = detectorOn(memoryStore(() => 0))
    await processStage(with_.detector, foreign())
    expect(with_.sent.map(({ id }) => id)).toEqual(without.sent.map(({ id }) => id))
    expect(with_.sent[0]?.degraded).toBeNull()
  })

  it('stays silent while it waits for its end', async () => {
    const { detector, sent } = detectorOn(DOWN, { alertOn: 'success' })
    await expect(processStage(detector, foreign())).rejects.toThrow('tables are down')
    expect(sent).toEqual([])
    await expect(
      processStage(detector, { ...foreign(), activity: { ...foreign().activity, outcome: 'succeeded' } }),
    ).rejects.toThrow()
    expect(sent).toHaveLength(1)
  })

  it('says nothing when the store is there and others write faster', async () => {
    const { detector, sent } = detectorOn({ ...memoryStore(() => 0), write: async () => false })
    await expect(processStage(detector, foreign())).rejects.toThrow('12 writers in a row were faster')
    expect(sent).toEqual([])
  })
})
