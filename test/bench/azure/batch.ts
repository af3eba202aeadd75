import { takeBatch } from '../../../functions/azure/take-batch'
import { testDetector, type TestDetector } from '../../support/detector'
import { activityLogRecord } from '../activity-log-records'
import { seededRandom } from '../random'

const MESSAGES = 100
const RECORDS = 10
const RELEVANT = 0.01

/** One batch as the hub delivers it: texts of messages. */
export const batchTexts = (seed: number): readonly string[] => {
  const random = seededRandom(seed)
  return Array.from({ length: MESSAGES }, () => `{"records":[${Array.from({ length: RECORDS }, () => activityLogRecord(random, RELEVANT, '2026-03-02T10:00:00Z')).join(',')}]}`)
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

/** A detector that remembers nothing and has no reads to wait for: what is left is the work on the records themselves. */
const emptyHanded = (): TestDetector => testDetector({ minSeverity: 'critical' })

export interface BatchFigures {
  readonly parseMs: number
  readonly takeMs: number
  /** Time of parsing and taking, over the time of parsing alone. */
  readonly ratio: number
  readonly relevant: number
}

/** Time to parse a batch of 100 messages of 10 records, and to parse and take it; medians over turns. */
export const measureBatch = async (turns: number): Promise<BatchFigures> => {
  const [parsing, taking]: [number[], number[]] = [[], []]
  let relevant = 0
  for (let turn = 0; turn < turns; turn++) {
    const texts = batchTexts(turn)
    const detector = emptyHanded()
    const start = performance.now()
    const messages = texts.map((text) => JSON.parse(text) as unknown)
    const parsed = performance.now()
    await takeBatch(detector, messages, true)
    const taken = performance.now()
    relevant += detector.metrics.ActivitiesEvaluated ?? 0
    if (turn < turns / 5) continue
    parsing.push(parsed - start)
    taking.push(taken - start)
  }
  const [parseMs, takeMs] = [median(parsing), median(taking)]
  return { parseMs, takeMs, ratio: takeMs / parseMs, relevant: relevant / turns }
}
