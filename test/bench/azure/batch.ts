import { tableTexts } from '../../../functions/azure/state/table-state'
import { prepareLocalStorage, storageAt } from '../../../functions/azure/storage'
import { takeBatch } from '../../../functions/azure/take-batch'
import { startAzureStorage } from '../../emulators/azure-storage'
import { testClock } from '../../support/clock'
import { testDetector, type TestDetector } from '../../support/detector'
import { activityLogRecord } from '../activity-log-records'
import { seededRandom } from '../random'

const MESSAGES = 100
const RECORDS = 10
const RELEVANT = 0.01
/** Keys that one activity reads before it is judged. */
const KEYS = 19

/** One batch as the hub delivers it: texts of messages. */
const batchTexts = (seed: number, relevant: number): readonly string[] => {
  const random = seededRandom(seed)
  const record = (): string => activityLogRecord(random, relevant, '2026-03-02T10:00:00Z')
  const records = (): string => Array.from({ length: RECORDS }, record).join(',')
  return Array.from({ length: MESSAGES }, () => `{"records":[${records()}]}`)
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

/**
 * A detector that remembers nothing and has no reads to wait for: what is left is the work on the records themselves.
 */
const emptyHanded = (): TestDetector => testDetector({ minSeverity: 'critical' })

interface Turns {
  readonly parseMs: number
  readonly takeMs: number
  /** Of parsing and taking, over parsing alone. */
  readonly ratio: number
  /** Activities judged in a batch. */
  readonly judged: number
}

const measureTurns = async (turns: number, relevant: number): Promise<Turns> => {
  const [parsing, taking]: [number[], number[]] = [[], []]
  let judged = 0
  for (let turn = 0; turn < turns; turn++) {
    const texts = batchTexts(turn, relevant)
    const detector = emptyHanded()
    const start = performance.now()
    const messages = texts.map((text) => JSON.parse(text) as unknown)
    const parsed = performance.now()
    await takeBatch(detector, messages, true)
    const taken = performance.now()
    judged += detector.metrics.ActivitiesEvaluated ?? 0
    if (turn < turns / 5) continue
    parsing.push(parsed - start)
    taking.push(taken - start)
  }
  return {
    parseMs: median(parsing),
    takeMs: median(taking),
    ratio: median(taking.map((ms, turn) => ms / (parsing[turn] ?? Number.NaN))),
    judged: judged / turns,
  }
}

/** Milliseconds of one parallel phase of point reads by the app's own client, from tables on this machine. */
const measurePhase = async (turns: number): Promise<number> => {
  const emulator = await startAzureStorage()
  try {
    const storage = storageAt({ kind: 'connection-string', connectionString: emulator.connectionString })
    await prepareLocalStorage(storage)
    const state = tableTexts(storage, testClock())
    const times: number[] = []
    for (let turn = 0; turn < turns; turn++) {
      const start = performance.now()
      await state.read(Array.from({ length: KEYS }, (_, index) => `term/${turn}/${index}`))
      if (turn >= turns / 5) times.push(performance.now() - start)
    }
    return median(times)
  } finally {
    await emulator.stop()
  }
}

export interface BatchFigures {
  readonly parseMs: number
  /** Of a batch without relevant records: parsing and taking, over parsing. */
  readonly ratioOfNoise: number
  readonly takeMs: number
  readonly judged: number
  /** What a relevant activity adds, its reads and writes not counted. */
  readonly msForEach: number
  /** What one parallel phase of point reads costs. */
  readonly phaseMs: number
  /** Time taken, over 1.2 times the parsing and one phase for each relevant activity. */
  readonly ofBudget: number
}

/**
 * Time to parse and take a batch of 100 messages of 10 records, of which none or one in a hundred
 * is relevant; medians over turns.
 */
export const measureBatch = async (turns: number): Promise<BatchFigures> => {
  const noise = await measureTurns(turns, 0)
  const mixed = await measureTurns(turns, RELEVANT)
  const phaseMs = await measurePhase(turns)
  return {
    parseMs: mixed.parseMs,
    ratioOfNoise: noise.ratio,
    takeMs: mixed.takeMs,
    judged: mixed.judged,
    msForEach: (mixed.takeMs - noise.ratio * mixed.parseMs) / mixed.judged,
    phaseMs,
    ofBudget: mixed.takeMs / (1.2 * mixed.parseMs + mixed.judged * phaseMs),
  }
}
