import type { Activity } from '../model/activity'
import { canonicalJson } from '../model/canonical'
import type { Stage } from '../model/normalized'
import { DAY, MINUTE } from '../model/time'
import { activityId } from '../providers/azure/activity-id'
import { mergeStage, startNumber, type Learned } from '../providers/azure/fold-stages'
import { FOLD, type Fold } from '../state/kinds'
import { Contended, update } from '../state/update'
import { JUDGE } from '../state/works'
import { withRedactedText } from './judged-activity'
import type { Detector } from './detector'
import { processActivity } from './process-activity'

/** With alerts on success: 90 minutes of run, 20 of export, 5 to spare. */
export const WAIT_FOR_END_MS = 115 * MINUTE

/** Stages of one operation come within hours; an operation with the same correlation id later is a new Start anyway. */
const KEEP_DAYS = 3

/** Most Starts distinguished under one fold key: the caller chooses the correlation id and may reuse it at will. */
export const MAX_STARTS = 200

const EMPTY: Fold = { starts: [], merged: {} }

interface Folded {
  readonly fold: Fold
  readonly activity: Activity
  readonly isNew: boolean
  readonly learned: readonly Learned[]
}

/** Folds one stage into what is known. The first Start takes number 0, also when later stages came before it. */
const foldStage = (fold: Fold, stage: Stage): Folded => {
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
 * Takes one stage of an Azure operation: judges on the first stage seen, and again when a later one
 * brings an address, claims or text that the first lacked. With alerts on success a pending activity
 * waits for its end, at most 115 minutes.
 */
export const processStage = async (detector: Detector, stage: Stage): Promise<void> => {
  const { settings, ports } = detector
  const { activity, isNew, learned } = await fold(detector, stage).catch((cause: unknown) =>
    judgeUnfolded(detector, stage, cause),
  )
  if (settings.alertOn === 'success') {
    if (activity.outcome === 'pending')
      return ports.state.defer(JUDGE, activity.id, withRedactedText(activity), activity.at + WAIT_FOR_END_MS)
    await processActivity(detector, activity, 'first')
    return ports.state.cancel(JUDGE, activity.id)
  }
  // A stage with nothing new is judged all the same unless it was before: the first try may have been cut short.
  await processActivity(
    detector,
    activity,
    isNew || learned.every((learnt) => learnt === 'outcome') ? 'first' : 'again',
  )
  return undefined
}

/**
 * Without a store a stage stands for its operation: what it says by itself goes out, marked, and it
 * must come again.
 */
const judgeUnfolded = async (detector: Detector, { activity }: Stage, cause: unknown): Promise<never> => {
  if (cause instanceof Contended) throw cause
  detector.ports.metrics.count('StoreFailures')
  if (detector.settings.alertOn === 'start' || activity.outcome !== 'pending')
    await processActivity(detector, activity, 'first')
  throw cause
}

const fold = ({ ports: { state, clock } }: Detector, stage: Stage): Promise<Folded> => {
  const expiresAt = clock.now() + KEEP_DAYS * DAY
  return update(state, clock, { kind: FOLD, id: stage.foldKey, expiresAt: () => expiresAt }, (known) => {
    const folded = foldStage(known ?? EMPTY, stage)
    const isKnown = known !== null && canonicalJson(known) === canonicalJson(folded.fold)
    return { next: isKnown ? null : folded.fold, answer: folded }
  })
}
