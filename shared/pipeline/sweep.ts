import type { Activity } from '../model/activity'
import type { Alert } from '../model/alert'
import { HOUR, MINUTE, type EpochMs } from '../model/time'
import { AMEND, amend, type Amendment } from './amend'
import { JUDGE, TEXT, type LateText } from './deferred'
import type { Detector } from './detector'
import { DIGEST, sendDigest } from './hold-back'
import { processActivity } from './process-activity'
import type { Deferred } from '../state/store'

/** A failed sink is tried again for this long. */
const RESEND_FOR_MS = 24 * HOUR

/** A text that could not be had is asked for again for this long. */
const READ_AGAIN_FOR_MS = 6 * HOUR

/** Wait before work that failed is tried again. */
const RETRY_AFTER_MS = 5 * MINUTE

/** Work taken up in one sweep; the next sweep goes on. */
const BATCH = 1_000

/** Does one piece of deferred work; resolves to whether it is finished, so that it can be forgotten. */
export type Chore = (detector: Detector, work: Deferred) => Promise<boolean>

const judgeFinally: Chore = async (detector, { value }) => {
  await processActivity(detector, JSON.parse(value) as Activity, 'final')
  return true
}

const amendAgain: Chore = (detector, { value }) => amend(detector, JSON.parse(value) as Amendment)

/** Asks once more for the text of a command, and judges the command again when it is there. */
const readAgain: Chore = async (detector, { value }) => {
  const { activity, since } = JSON.parse(value) as LateText
  const complete = await detector.ports.text.complete(activity)
  if (complete.payload.kind === 'text') await processActivity(detector, complete, 'again')
  const isLate = complete.payload.kind === 'hidden' && complete.payload.again === true
  return !isLate || detector.ports.clock.now() - since > READ_AGAIN_FOR_MS
}

const resend: Chore = async ({ ports }, { key, value }) => {
  const { since, alert } = JSON.parse(value) as { readonly since: number; readonly alert: Alert }
  const sink = ports.sinks.find(({ name }) => key.startsWith(`resend/${name}/`))
  if (sink === undefined || ports.clock.now() - since > RESEND_FOR_MS) {
    await ports.health.notice(
      'Alert given up',
      `alert ${alert.id} could not be sent by ${sink?.name ?? 'a sink that is gone'} within 24 hours`,
    )
    return true
  }
  try {
    await sink.send(alert)
  } catch (cause) {
    ports.metrics.count('SinkFailures')
    throw cause
  }
  return true
}

const COMMON: Readonly<Record<string, Chore>> = {
  [JUDGE]: judgeFinally,
  [AMEND]: amendAgain,
  [TEXT]: readAgain,
  [DIGEST]: sendDigest,
  'resend/': resend,
}

/**
 * Does the work that is due: final judgements, amendments, late texts, failed deliveries; `width` pieces at a time, by default one after the
 * other. One failure never stops the rest; what failed is tried again five minutes later. Begins nothing new after `until`, a wall clock
 * time. Resolves to the number of things done.
 */
export const sweep = async (
  detector: Detector,
  extra: Readonly<Record<string, Chore>> = {},
  until: EpochMs = Number.POSITIVE_INFINITY,
  width = 1,
): Promise<number> => {
  const { state, clock, metrics } = detector.ports
  const chores = Object.entries({ ...COMMON, ...extra })
  let done = 0
  const later = async ({ key, value }: Deferred): Promise<void> => {
    // What cannot be put off is due as before.
    await state.defer(key, value, clock.now() + RETRY_AFTER_MS).catch(() => metrics.count('StoreFailures'))
  }
  const perform = async (item: Deferred): Promise<void> => {
    const chore = chores.find(([prefix]) => item.key.startsWith(prefix))?.[1]
    try {
      // Forgotten only when done, so that a crash repeats work and never loses it.
      if (chore === undefined || (await chore(detector, item))) {
        await state.settle(item.key)
        done++
      } else await later(item)
    } catch {
      metrics.count('ChoreFailures')
      await later(item)
    }
  }
  const queue = (await state.due(clock.now(), BATCH)).values()
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (const item of queue) {
        if (clock.now() >= until) return
        await perform(item)
      }
    }),
  )
  return done
}
