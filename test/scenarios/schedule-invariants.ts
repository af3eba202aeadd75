import { alertId, alertKey } from '../../shared/engine/alert'
import type { Activity } from '../../shared/model/activity'
import type { Alert } from '../../shared/model/alert'
import { hash64 } from '../../shared/model/hash'
import type { ActivityRecord } from '../../shared/pipeline/activity-record'
import { ledgerItem } from '../../shared/pipeline/deliver'
import type { LedgerEntry } from '../../shared/engine/throttle'
import type { Ending, Plan } from '../support/schedule'
import type { ScheduledStory } from './schedule-stories'

/** A schedule beside the serial one of its story. */
export interface Schedule {
  readonly story: ScheduledStory
  readonly plan: Plan
  readonly serial: Ending
  readonly ending: Ending
}

/** Members of stored values that hold wall-clock times or marks of one run: no two runs share them. */
const FLEETING: ReadonlySet<string> = new Set(['leaseUntil', 'since'])

/** What is known in the end, without what differs between any two runs. */
export const knowledge = ({ stored }: Ending, keys: RegExp): readonly string[] =>
  stored
    .filter(([key]) => keys.test(key))
    .map((item) => JSON.stringify(item, (member, value: unknown) => (FLEETING.has(member) ? undefined : value)))

/** All that distinguishes a mail from others. */
export const mailsOf = ({ mails }: Ending): readonly string[] =>
  mails.map(({ sink, alert }) =>
    [
      sink,
      alert.id,
      alert.key,
      alert.kind,
      alert.because,
      ...alert.findings.map((f) => `${f.rule}=${f.severity}`),
    ].join(' '),
  )

const bodies = ({ stored }: Ending, prefix: string): readonly (readonly [string, unknown])[] =>
  stored.filter(([key]) => key.startsWith(prefix))

const records = (ending: Ending): ReadonlyMap<string, ActivityRecord> =>
  new Map(bodies(ending, 'activity/').map(([, body]) => [(body as ActivityRecord).activity.id, body as ActivityRecord]))

const ledger = (ending: Ending): readonly (readonly [string, LedgerEntry])[] =>
  bodies(ending, 'ledger/').map(([key, body]) => [key, body as LedgerEntry])

const windows = (ending: Ending): ReadonlyMap<string, readonly string[]> =>
  new Map(bodies(ending, 'window/').map(([key, body]) => [key, body as readonly string[]]))

/** Activities that a person has heard of, or will: sent, named in a summary, or counted with another. */
const reported = (ending: Ending): ReadonlySet<string> => {
  const counted = new Set(ledger(ending).flatMap(([, entry]) => entry.counted))
  return new Set([
    ...[...ending.mails.map(({ alert }) => alert), ...ending.counted].flatMap(({ activities }) => activities),
    ...ending.judged.flatMap(({ activity: { id } }) => (counted.has(hash64(id)) ? [id] : [])),
  ])
}

const rulesByCaller = ({ mails, counted }: Ending): readonly string[] =>
  [...mails.map(({ alert }) => alert), ...counted].flatMap(({ key, findings }) =>
    findings.map(({ rule }) => `${rule} by ${key}`),
  )

const missing = (wanted: Iterable<string>, found: Iterable<string>): readonly string[] => {
  const known = new Set(found)
  return [...new Set(wanted)].filter((one) => !known.has(one))
}

const highest = (alerts: readonly Alert[], id: string): number =>
  Math.max(0, ...alerts.filter((alert) => alert.id === id).map(({ risk }) => risk))

const isCalm = ({ ending }: Schedule): boolean => !ending.runs.some(({ isDisturbed }) => isDisturbed)

const hasDuplicates = ({ story, plan }: Schedule): boolean => plan.arrivals.length > story.deliveries.length

/** Each names what breaks it; none when it holds. */
const INVARIANTS: Readonly<Record<string, (schedule: Schedule) => readonly string[]>> = {
  'reports what the serial run reports': ({ story, serial, ending }) =>
    story.isGrouped === true
      ? missing(rulesByCaller(serial), rulesByCaller(ending))
      : missing(reported(serial), reported(ending)),

  'sends nothing about what was not delivered': ({ serial, ending }) =>
    missing(
      ending.mails.flatMap(({ alert }) => (alert.kind === 'digest' ? [] : [alert.id])),
      serial.judged.map(({ activity }) => alertId(activity)),
    ),

  'leaves no work behind': ({ ending }) => ending.due,

  'ends every run, and fails only for the injected reason': ({ ending }) =>
    ending.runs
      .filter(
        ({ state, error, isDisturbed }) =>
          state === 'running' ||
          (state === 'failed' &&
            !isDisturbed &&
            // Whoever died may still hold the right to send.
            !(error.startsWith('ClaimBusy') && ending.runs.some((run) => run.isDisturbed))),
      )
      .map(({ name, state, error }) => `${name} ${state} ${error}`),

  'quarantines nothing': ({ ending }) => (ending.quarantined > 0 ? [`${ending.quarantined}`] : []),

  /** An update is sent without a claim, and sweeps that run at once may do the same work: both may repeat a mail. */
  'sends each mail once, but for what died after sending': ({ plan, ending }) => {
    const names = mailsOf(ending).filter((_, place) => {
      const { alert, run } = ending.mails[place]!
      return !run.isDisturbed && alert.kind !== 'update'
    })
    return names.filter((name) => names.filter((other) => other === name).length > plan.sweeps)
  },

  /** A duplicate that comes when its key has another owner is counted once more. */
  'counts what it does not send': (schedule) => {
    if (!isCalm(schedule)) return []
    const { ending } = schedule
    const all = reported(ending)
    const of =
      (item: string) =>
      ({ activity }: { readonly activity: Activity }): boolean =>
        all.has(activity.id) && ledgerItem(alertKey(activity)) === item
    return ledger(ending).flatMap(([key, { repeats, untold, state }]) => {
      const activities = new Set(ending.judged.filter(of(key)).map(({ activity }) => activity.id)).size
      const extra = repeats + untold + 1 - activities
      const isRight = hasDuplicates(schedule) ? extra >= 0 : extra === 0
      return isRight && state === 'sent'
        ? []
        : [`${key} ${state}: ${repeats} + ${untold}, but ${activities} activities`]
    })
  },

  /** Whoever judges a duplicate, or judges again after a fault, and knows more takes the alert that went out for its own. */
  'reports at least the severity of the serial run': (schedule) => {
    const { story, serial, ending } = schedule
    if (
      !isCalm(schedule) ||
      hasDuplicates(schedule) ||
      story.exempt?.includes('severity') === true ||
      story.isGrouped === true
    )
      return []
    const [wanted, found] = [serial, ending].map(({ mails }) => mails.map(({ alert }) => alert)) as [Alert[], Alert[]]
    const held = found.filter(({ kind }) => kind === 'digest').flatMap(({ activities }) => activities)
    return wanted
      .filter(({ id, risk, activities }) => highest(found, id) < risk && missing(activities, held).length > 0)
      .map(({ id }) => id)
  },

  /** Of two that judge one activity at once, the one that knows less may write its record last. */
  'keeps every finding in the record of its activity': (schedule) => {
    const { story, serial, ending } = schedule
    if (hasDuplicates(schedule) || story.exempt?.includes('findings') === true || story.isGrouped === true) return []
    const found = records(ending)
    return [...records(serial)].flatMap(([id, { findings, spoke }]) => {
      const record = found.get(id)
      const lost = missing(
        findings.map(({ rule }) => rule),
        record?.findings.map(({ rule }) => rule) ?? [],
      )
      return spoke && record?.spoke !== true
        ? [`${id} is not marked as reported`]
        : lost.map((rule) => `${rule} of ${id}`)
    })
  },

  'keeps every member of a window': ({ serial, ending }) => {
    const found = windows(ending)
    return [...windows(serial)].flatMap(([key, members]) => missing(members, found.get(key) ?? []))
  },

  'knows the same whatever came first': ({ story, serial, ending }) => {
    if (story.same === undefined) return []
    const [wanted, found] = [knowledge(serial, story.same), knowledge(ending, story.same)]
    return [...missing(wanted, found).map((item) => `no ${item}`), ...missing(found, wanted)]
  },
}

/** What is wrong with a schedule: names of broken invariants, each with what breaks it. */
export const violations = (schedule: Schedule): readonly string[] =>
  Object.entries(INVARIANTS).flatMap(([name, check]) => {
    const broken = check(schedule)
    return broken.length === 0 ? [] : [`${name}: ${broken.join(', ')}`]
  })
