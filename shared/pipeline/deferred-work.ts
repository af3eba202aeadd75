import { DAY } from '../model/time'
import type { Work } from '../state/store'
import { type WorkKind, isOfKind, workId } from '../state/work-kind'
import { AMEND, DIGEST, JUDGE, NATIVE, RESEND, TEXT, type LateText } from '../state/works'
import { amend } from './amend'
import { completeText } from './complete-text'
import type { Detector } from './detector'
import type { Ports } from './ports'
import { processActivity } from './process-activity'
import { judgeAlone } from './process-native'
import { sendSummary } from './rate-limit'
import { sendAgain } from './send'

/** How long a text that could not be had is asked for again. */
const READ_AGAIN_FOR_MS = DAY / 4

/** One sort of deferred work. */
export interface Task {
  readonly kind: Pick<WorkKind<never>, 'name'>
  /**
   * Does one piece. Resolves to whether it is finished. Rejects with Unreadable or Impossible where it never will be,
   * with anything else where it may be another time.
   */
  readonly run: (detector: Detector, work: Work) => Promise<boolean>
  /** Defers a body again, due at once. Rejects with Unreadable for a text that is no such body. */
  readonly restore: (ports: Pick<Ports, 'state' | 'clock'>, id: string, text: string) => Promise<void>
  /** Id of the activity it is about, as far as the body shows; null where it is about none. Throws as `open` does. */
  readonly activityId: (work: Work) => string | null
  /** Milliseconds of failing after which it is given up. */
  readonly patienceMs: number
}

const task = <T>(
  kind: WorkKind<T>,
  activityId: (body: T) => string | null,
  run: (detector: Detector, body: T, id: string) => Promise<boolean>,
  patienceMs: number,
): Task => ({
  kind,
  run: (detector, work) => run(detector, work.open(kind), workId(work.key)),
  restore: async ({ state, clock }, id, text) => state.defer(kind, id, kind.decode(text), clock.now()),
  activityId: (work) => activityId(work.open(kind)),
  patienceMs,
})

/** Asks once more for the text of a command, and judges the command again when it is there. */
const readAgain = async (detector: Detector, { activity, since }: LateText): Promise<boolean> => {
  const complete = await completeText(detector, activity)
  if (complete.payload.kind === 'text') await processActivity(detector, complete, 'again')
  const isLate = complete.payload.kind === 'hidden' && complete.payload.again === true
  return !isLate || detector.ports.clock.now() - since > READ_AGAIN_FOR_MS
}

const done = async (work: Promise<unknown>): Promise<true> => {
  await work
  return true
}

/** Every sort of deferred work: what does it, and how long it is tried. */
export const DEFERRED_WORK: readonly Task[] = [
  task(
    JUDGE,
    ({ id }) => id,
    (detector, activity) => done(processActivity(detector, activity, 'final')),
    DAY,
  ),
  task(AMEND, ({ activityId }) => activityId, amend, DAY),
  task(TEXT, ({ activity }) => activity.id, readAgain, DAY),
  task(NATIVE, () => null, judgeAlone, DAY),
  task(
    DIGEST,
    ({ activities }) => activities[0] ?? null,
    (detector, latest, hour) => done(sendSummary(detector, latest, hour)),
    DAY,
  ),
  task(
    RESEND,
    ({ alert }) => alert.activities[0] ?? null,
    (detector, unsent, id) => done(sendAgain(detector, unsent, id)),
    DAY,
  ),
]

/** The task of a piece of work; undefined where no version known here deferred it. */
export const taskOf = (key: string, tasks: readonly Task[] = DEFERRED_WORK): Task | undefined =>
  tasks.find(({ kind }) => isOfKind(key, kind))
