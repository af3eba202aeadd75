import type { StateStore } from '../state/store'
import type { Activity } from '../model/activity'
import { hash64 } from '../model/hash'
import type { Stage } from '../model/normalized'
import { DAY, MINUTE, type EpochMs } from '../model/time'
import { activityId } from '../providers/azure/activity-id'
import { mergeStage, startNumber, type Learned } from '../providers/azure/fold'
import { withRedactedText } from './activity-record'
import { JUDGE } from './deferred'
import type { Detector } from './detector'
import { processActivity } from './process-activity'

/** With alerts on success: 90 minutes of run, 20 of export, 5 to spare (DESIGN 4.5). */
const WAIT_FOR_END_MS = 115 * MINUTE

/** Stages of one operation come within hours; an operation with the same correlation id later is a new Start anyway. */
const KEEP_DAYS = 3

/** Most Starts told apart under one fold key: the caller chooses the correlation id and may reuse it at will. */
const MAX_STARTS = 200

const TRIES = 10

/** What is known of one fold key: the Start times in the order they were numbered, and the stages merged for each number. */
interface Fold {
  readonly starts: readonly EpochMs[]
  readonly merged: Readonly<Record<number, Stage>>
}

const EMPTY: Fold = { starts: [], merged: {} }

interface Folded {
  readonly fold: Fold
  readonly activity: Activity
  readonly isNew: boolean
  readonly learned: readonly Learned[]
}

/** Folds one stage into what is known. The first Start takes number 0, also when later stages came before it. */
export const foldStage = (fold: Fold, stage: Stage): Folded => {
  const { at } = stage.activity
  const isNewStart = stage.stage === 'start' && !fold.starts.includes(at) && fold.starts.length < MAX_STARTS
  const starts = isNewStart ? [...fold.starts, at] : fold.starts
  const number = isNewStart ? starts.length - 1 : startNumber(starts, at)
  const known = fold.merged[number]
  const { stage: merged, learned } = known === undefined ? { stage, learned: [] } : mergeStage(known, stage)
  const activity: Activity = { ...merged.activity, id: activityId(stage.foldKey, number) }
  return {
    fold: { starts, merged: { ...fold.merged, [number]: { ...merged, activity: withRedactedText(activity) } } },
    activity,
    isNew: known === undefined,
    learned,
  }
}

/**
 * Takes one stage of an Azure operation: judges on the first stage seen, and again when a later one brings an address, claims or
 * text that the first lacked. With alerts on success a pending activity waits for its end, at most 115 minutes.
 */
export const processStage = async (detector: Detector, stage: Stage): Promise<void> => {
  const { settings, ports } = detector
  const { activity, isNew, learned } = await fold(ports.state, detector, stage).catch((cause: unknown) =>
    judgeUnfolded(detector, stage, cause),
  )
  if (settings.alertOn === 'success') {
    const judgement = `${JUDGE}${activity.id}`
    if (activity.outcome === 'pending')
      return ports.state.defer(judgement, JSON.stringify(withRedactedText(activity)), activity.at + WAIT_FOR_END_MS)
    await processActivity(detector, activity, 'first')
    return ports.state.settle(judgement)
  }
  // A stage that tells nothing new is judged all the same unless it was before: the first try may have been cut short.
  await processActivity(detector, activity, isNew || learned.every((fact) => fact === 'outcome') ? 'first' : 'again')
  return undefined
}

/** Others kept writing the same fold: the store is there, and the stage comes again. */
class FoldContended extends Error {
  override readonly name = 'FoldContended'
}

/** Without a store a stage stands for its operation: what it says by itself goes out, marked, and it must come again (DESIGN 4.11). */
const judgeUnfolded = async (detector: Detector, { activity }: Stage, cause: unknown): Promise<never> => {
  if (cause instanceof FoldContended) throw cause
  detector.ports.metrics.count('StoreFailures')
  if (detector.settings.alertOn === 'start' || activity.outcome !== 'pending')
    await processActivity(detector, activity, 'first')
  throw cause
}

const fold = async (state: StateStore, { ports }: Detector, stage: Stage): Promise<Folded> => {
  const item = `fold/${hash64(stage.foldKey)}${hash64(`${stage.foldKey}/2`)}`
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const stored = (await state.read([item])).get(item)
    const folded = foldStage(stored === undefined ? EMPTY : (JSON.parse(stored.value) as Fold), stage)
    const next = JSON.stringify(folded.fold)
    if (
      stored?.value === next ||
      (await state.write(item, next, stored?.version ?? null, ports.clock.now() + KEEP_DAYS * DAY))
    )
      return folded
    await ports.clock.sleep(ports.clock.random() * 20 * 2 ** attempt)
  }
  throw new FoldContended(`stage could not be folded: ${TRIES} writers in a row were faster`)
}
