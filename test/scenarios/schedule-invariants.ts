import { alertId, alertKey } from '../../shared/engine/build-alert'
import type { Alert } from '../../shared/model/alert'
import { hash64 } from '../../shared/model/hash'
import type { ActivityRecord } from '../../shared/state/activity-record'
import { LEDGER } from '../../shared/state/kinds'
import type { LedgerEntry } from '../../shared/state/ledger-entry'
import type { Ending, Plan } from '../support/schedule'
import type { ScheduledStory } from './schedule-stories'

/** A schedule beside the serial one of its story. */
export interface Schedule {
  readonly story: ScheduledStory
  readonly plan: Plan
  readonly serial: Ending
  readonly ending: Ending
}

/** Members of stored values that hold times of the wall clock: no two runs share them. */
const FLEETING: ReadonlySet<string> = new Set(['leaseUntil', 'since'])

/** What is known in the end, item by item, without what is fleeting. */
export const knowledge = ({ stored }: Ending, keys: RegExp): readonly string[] =>
  stored
    .filter(([key]) => keys.test(key))
    .map((item) => JSON.stringify(item, (member, value: unknown) => (FLEETING.has(member) ? undefined : value)))

/** What distinguishes a mail from all others. */
export const mailName = ({ sink, alert }: Ending['mails'][number]): string => {
  const findings = alert.findings.map(({ rule, severity }) => `${rule}=${severity}`)
  return [sink, alert.id, alert.key, alert.kind, alert.because, ...findings].join(' ')
}

/** Bodies of the stored items of one kind, by key. */
const stored = <T>(ending: Ending, prefix: string, body: (value: unknown) => T): ReadonlyMap<string, T> =>
  new Map(ending.stored.flatMap(([key, value]) => (key.startsWith(prefix) ? [[key, body(value)] as const] : [])))

const ledger = (ending: Ending) => stored(ending, 'ledger/', (value) => value as LedgerEntry)
const windows = (ending: Ending) => stored(ending, 'window/', (value) => value as readonly string[])
const records = (ending: Ending) => [...stored(ending, 'activity/', (value) => value as ActivityRecord).values()]

/** Activities that were counted: observed, or found in the ledger when the run that counted them died of it. */
const countedIn = (ending: Ending): readonly string[] => {
  const hashes = new Set([...ledger(ending).values()].flatMap(({ counted }) => counted))
  const known = ending.judged.filter(({ activity }) => hashes.has(hash64(activity.id)))
  return [...known.map(({ activity }) => activity.id), ...ending.counted.flatMap(({ activities }) => activities)]
}

/** Activities of which a sink sent an alert, alone or in a summary, or that were counted with one. */
const reported = ({ sinks = ['mail'] }: ScheduledStory, ending: Ending): readonly string[] => [
  ...ending.mails.flatMap(({ sink, alert }) => alert.activities.map((id) => `${sink}: ${id}`)),
  ...countedIn(ending).flatMap((id) => sinks.map((sink) => `${sink}: ${id}`)),
]

const rulesByCaller = ({ mails, counted }: Ending): readonly string[] =>
  [...mails.map(({ alert }) => alert), ...counted].flatMap(({ key, findings }) =>
    findings.map(({ rule }) => `${rule} by ${key}`),
  )

const missing = (wanted: readonly string[], found: readonly string[]): readonly string[] => {
  const known = new Set(found)
  return [...new Set(wanted)].filter((one) => !known.has(one))
}

const highest = ({ mails }: Ending, { id, activities }: Alert): number => {
  const about = mails.filter(({ alert }) => alert.id === id || activities.some((one) => alert.activities.includes(one)))
  return Math.max(0, ...about.map(({ alert }) => alert.risk))
}

const isDisturbed = ({ ending }: Schedule): boolean => ending.runs.some((run) => run.isDisturbed)

const hasDuplicates = ({ story, plan }: Schedule): boolean => plan.arrivals.length > story.deliveries.length

/** Each resolves to what breaks it. */
const INVARIANTS: Readonly<Record<string, (schedule: Schedule) => readonly string[]>> = {
  'reports what the serial run reports': ({ story, serial, ending }) =>
    story.isGrouped === true
      ? missing(rulesByCaller(serial), rulesByCaller(ending))
      : missing(reported(story, serial), reported(story, ending)),

  'reports nothing that was not delivered': ({ serial, ending }) =>
    missing(
      ending.mails.flatMap(({ alert }) => (alert.kind === 'digest' ? [] : [alert.id])),
      serial.judged.map(({ activity }) => alertId(activity)),
    ),

  'leaves nothing behind': ({ ending }) => [...ending.due, ...ending.quarantined],

  'ends every run, and fails for injected reasons alone': (schedule) =>
    schedule.ending.runs.flatMap((run) => {
      // A run that died may still hold the right to send.
      const isInjected = run.isDisturbed || (run.error.startsWith('ClaimBusy') && isDisturbed(schedule))
      const isWrong = run.state === 'running' || (run.state === 'failed' && !isInjected)
      return isWrong ? [`${run.name} ${run.state} ${run.error}`] : []
    }),

  /** Not so an update, which needs no claim; and sweeps that run at once may each do the same work. */
  'sends each mail once, but for what died or failed after sending': ({ plan, ending }) => {
    const names = ending.mails
      .filter(({ alert, run }) => !run.isDisturbed && alert.kind !== 'update')
      .map((mail) => mailName(mail))
    return names.filter((name) => names.filter((other) => other === name).length > plan.sweeps)
  },

  /** Not yet so with duplicates and escalations: a duplicate of what had been sent before the escalation is counted. */
  'counts what it does not send': (schedule) => {
    if (isDisturbed(schedule)) return []
    const { story, ending } = schedule
    const mayRepeat = hasDuplicates(schedule) && ending.mails.some(({ alert }) => alert.kind === 'escalation')
    const known = ending.judged.map(({ activity }) => ({ id: activity.id, item: LEDGER.key(alertKey(activity)) }))
    return [...ledger(ending)].flatMap(([key, { repeats, counted, untold, state }]) => {
      const all = known.filter(({ item }) => item === key).map(({ id }) => `mail: ${id}`)
      const extra = repeats + untold + 1 - (new Set(all).size - missing(all, reported(story, ending)).length)
      const isRight = state === 'sent' && repeats === counted.length && (mayRepeat ? extra >= 0 : extra === 0)
      return isRight ? [] : [`${key} is ${state}, has ${repeats} repeats of ${counted.length}, ${extra} too many`]
    })
  },

  /** Not yet so after faults, or with duplicates: who judges once more, and knows more, believes that it was sent. */
  'reports the severity of the serial run': (schedule) => {
    const { story, serial, ending } = schedule
    const isExempt = story.isGrouped === true || story.exempt?.includes('severity') === true
    if (isExempt || isDisturbed(schedule) || hasDuplicates(schedule)) return []
    return serial.mails.filter(({ alert }) => highest(ending, alert) < alert.risk).map((mail) => mailName(mail))
  },

  /** Not yet so with duplicates: of two that judge one activity, who knows less may write the record last. */
  'keeps every finding of an activity': (schedule) => {
    const { story, serial, ending } = schedule
    if (story.isGrouped === true || story.exempt?.includes('findings') === true || hasDuplicates(schedule)) return []
    const kept = ({ activity, findings, spoke }: ActivityRecord): readonly string[] =>
      [...(spoke ? ['reported'] : []), ...findings.map(({ rule }) => rule)].map((what) => `${activity.id}: ${what}`)
    return missing(records(serial).flatMap(kept), records(ending).flatMap(kept))
  },

  'keeps every member of a window': ({ serial, ending }) =>
    [...windows(serial)].flatMap(([key, members]) => missing(members, windows(ending).get(key) ?? [])),

  'knows the same whatever came first': ({ story, serial, ending }) => {
    if (story.same === undefined) return []
    const [wanted, found] = [knowledge(serial, story.same), knowledge(ending, story.same)]
    return [...missing(wanted, found).map((item) => `no ${item}`), ...missing(found, wanted)]
  },
}

/** What is wrong with a schedule: the names of broken invariants, each with what breaks it. */
export const violations = (schedule: Schedule): readonly string[] =>
  Object.entries(INVARIANTS).flatMap(([name, check]) => {
    const broken = check(schedule)
    return broken.length === 0 ? [] : [`${name}: ${broken.join(', ')}`]
  })
