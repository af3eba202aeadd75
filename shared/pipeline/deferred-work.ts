import { DAY, type EpochMs } from '../model/time'
import type { StateStore, Work } from '../state/store'
import { type WorkKind, isOfKind, workId } from '../state/work-kind'
import { AMEND, DIGEST, JUDGE, NATIVE, RESEND, TEXT, type LateText } from '../state/works'
import { amend } from './amend-activity'
import { completeText } from './complete-text'
import type { Detector } from './detector'
import type { Ports } from './ports'
import { processActivity } from './process-activity'
import { judgeAlone, nativeEventsOf, restoreNativeEvents } from './process-native'
import { heldAlertsOf, restoreHeldAlerts, sendSummary } from './rate-limit'
import { sendAgain } from './send-to-sinks'

/** How long a text that could not be had is asked for again. */
export const READ_AGAIN_FOR_MS = DAY / 4

/** One sort of deferred work. */
export interface Task {
  readonly kind: Pick<WorkKind<never>, 'name'>
  /**
   * Does one piece. Resolves to whether it is finished. Rejects with Unreadable or Impossible where it never will be,
   * with anything else where it may be another time.
   */
  readonly run: (detector: Detector, work: Work) => Promise<boolean>
  /**
   * What a piece of work stands on beside its body and what expires with time; null where that is nothing. It goes to
   * quarantine with the body.
   */
  readonly basis: (state: StateStore, work: Work) => Promise<unknown>
  /**
   * Defers a body again, due at once, with what it stood on, unless newer work lies under its key. Rejects with
   * Unreadable for a text that is no such body.
   */
  readonly restore: (ports: Pick<Ports, 'state' | 'clock'>, id: string, text: string, basis: unknown) => Promise<void>
  /** Id of the activity it is about, as far as the body shows; null where it is about none. Throws as `open` does. */
  readonly activityId: (work: Work) => string | null
  /** Milliseconds of failing after which it is given up. */
  readonly patienceMs: number
}

interface Basis {
  readonly read: (state: StateStore, id: string) => Promise<unknown>
  readonly restore: (ports: Pick<Ports, 'state' | 'clock'>, id: string, basis: unknown) => Promise<void>
}

interface Definition<T> {
  readonly kind: WorkKind<T>
  readonly activityId: (body: T) => string | null
  readonly run: (detector: Detector, body: T, id: string) => Promise<boolean>
  readonly patienceMs: number
  readonly basis?: Basis
  /** The body with the ages that its run measures begun again. */
  readonly renew?: (body: T, now: EpochMs) => T
}

const task = <T>({ kind, activityId, run, patienceMs, basis, renew = (body) => body }: Definition<T>): Task => ({
  kind,
  run: (detector, work) => run(detector, work.open(kind), workId(work.key)),
  basis: async (state, work) => basis?.read(state, workId(work.key)) ?? null,
  restore: async (ports, id, text, kept) => {
    const body = renew(kind.decode(text), ports.clock.now())
    await basis?.restore(ports, id, kept)
    await ports.state.deferIfNone(kind, id, body, ports.clock.now())
  },
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
  task({
    kind: JUDGE,
    activityId: ({ id }) => id,
    run: (detector, activity) => done(processActivity(detector, activity, 'final')),
    patienceMs: DAY,
  }),
  task({ kind: AMEND, activityId: ({ activityId }) => activityId, run: amend, patienceMs: DAY }),
  task({
    kind: TEXT,
    activityId: ({ activity }) => activity.id,
    run: readAgain,
    patienceMs: DAY,
    renew: (late, since) => ({ ...late, since }),
  }),
  task({
    kind: NATIVE,
    activityId: () => null,
    run: judgeAlone,
    patienceMs: DAY,
    basis: { read: nativeEventsOf, restore: restoreNativeEvents },
  }),
  task({
    kind: DIGEST,
    activityId: ({ activities }) => activities[0] ?? null,
    run: (detector, latest, hour) => done(sendSummary(detector, latest, hour)),
    patienceMs: DAY,
    basis: { read: heldAlertsOf, restore: restoreHeldAlerts },
  }),
  task({
    kind: RESEND,
    activityId: ({ alert }) => alert.activities[0] ?? null,
    run: (detector, unsent, id) => done(sendAgain(detector, unsent, id)),
    patienceMs: DAY,
  }),
]

/** The task of a piece of work; undefined where no version known here deferred it. */
export const taskOf = (key: string, tasks: readonly Task[] = DEFERRED_WORK): Task | undefined =>
  tasks.find(({ kind }) => isOfKind(key, kind))
