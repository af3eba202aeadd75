import type { ActivityRecord } from '../../../shared/state/activity-record'
import { ACTIVITY } from '../../../shared/state/kinds'
import { MAIL_TOPIC, type FakeServices, type Publication } from './fake-services'
import type { Occurrence } from './load-story'

/** A run that did not end well, or that took long. */
export interface Ended {
  /** Id of the alert that the run was about; `*` when it may have been any. */
  readonly alert: string
  readonly startedAt: number
  readonly at: number
  /** Error type that Lambda gave: `Runtime.ExitError` for a process that died; `slow` for a run that went well. */
  readonly how: string
}

/** Runs of this length are reported: none takes so long in which every call is answered. */
export const SLOW_MS = 1_000

/** What became of all that was delivered. */
export interface Account {
  /** Events of each fate, without their duplicates. */
  readonly fates: Readonly<Record<string, number>>
  readonly mails: number
  /**
   * Alerts that did not arrive on a topic, alerts of a storm that neither arrived nor were counted, records
   * neither judged nor quarantined.
   */
  readonly lost: readonly string[]
  /** Publications that repeat one, by the reason why. */
  readonly repeats: Readonly<Record<Reason, number>>
  /** Repeats for which there was no reason, each with how the runs about it ended. */
  readonly unexplained: readonly string[]
  /** Publications about what nobody did. */
  readonly foreign: readonly string[]
  /** Work that was still waiting at the end. */
  readonly waiting: number
}

/**
 * `timeout`: the publisher did not learn that the topic took the alert, or a service did not answer its run afterwards.
 * `crash`: the process died. `degraded`: the table could not be reached at all, so that what could be said was said,
 * and was said in full when the event came again.
 */
type Reason = 'timeout' | 'crash' | 'degraded'

/** What the error type of a run says of a publication that follows it. */
const REASONS: Readonly<Record<string, Reason>> = {
  TimeoutError: 'timeout',
  'Runtime.ExitError': 'crash',
  'Sandbox.Timedout': 'timeout',
  JudgedDegraded: 'degraded',
}

interface Published {
  readonly alert: string
  readonly publication: Publication
}

const idIn = ({ topic, message }: Publication): string =>
  topic === MAIL_TOPIC
    ? (/^Alert ([0-9a-f]{32})$/m.exec(message)?.[1] ?? '')
    : (JSON.parse(message) as { readonly id: string }).id

const groupBy = <T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [item])
    else group.push(item)
  }
  return groups
}

/** Keeps account of publications, and says at the end what was lost and what came too often. */
export const accountOf = () => {
  const published: Published[] = []

  const repeatsOf = (ended: readonly Ended[]) => {
    const repeats: Record<Reason, number> = { timeout: 0, crash: 0, degraded: 0 }
    const unexplained: string[] = []
    const before = new Map<string, Publication>()
    const runs = groupBy(ended, ({ alert }) => alert)
    for (const { alert, publication } of published) {
      const key = `${publication.topic} ${alert} ${publication.kind}`
      const previous = before.get(key)
      before.set(key, publication)
      if (previous === undefined) continue
      const about = runs.get(alert) ?? []
      const between = about.filter(({ at }) => at >= previous.at && at <= publication.at).map(({ how }) => how)
      // A run that published and did not come to its end while the same event, delivered beside it, waited for that.
      const lingered = about.some(
        ({ how, startedAt, at }) =>
          how === 'slow' && startedAt <= previous.at && at >= previous.at && at - startedAt >= 4_000,
      )
      const reason =
        previous.answered && !lingered
          ? between.map((how) => REASONS[how]).find((found) => found !== undefined)
          : 'timeout'
      if (reason === undefined) unexplained.push(`${key}: ${between.join(', ')}`)
      else repeats[reason]++
    }
    return { repeats, unexplained }
  }

  const balance = (
    occurrences: readonly Occurrence[],
    { table, queues, quarantineUrl, failureUrl }: FakeServices,
    topics: readonly string[],
    ended: readonly Ended[],
  ): Account => {
    const arrived = new Set(published.map(({ alert, publication }) => `${publication.topic} ${alert}`))
    const known = new Set(occurrences.map(({ alert }) => alert))
    const quarantined = queues.bodies(quarantineUrl).join('\n')
    const recordOf = ({ id }: Occurrence): ActivityRecord | null => {
      const value = table.item(ACTIVITY.key(id))?.['value']?.S
      return value === undefined ? null : ACTIVITY.decode(value)
    }
    const lostOf = (occurrence: Occurrence): readonly string[] => {
      const { fate, id, alert, caller } = occurrence
      switch (fate) {
        case 'passed over':
          return []
        case 'quarantined':
          return quarantined.includes(id) ? [] : [`${id}: not in quarantine`]
        case 'reported':
          return topics
            .filter((topic) => !arrived.has(`${topic} ${alert}`))
            .map((topic) => `${id} of ${caller}: alert ${alert} did not arrive on ${topic}`)
        case 'reported or counted':
          return recordOf(occurrence)?.spoke === true ? [] : [`${id} of ${caller}: neither reported nor counted`]
        case 'silent':
          return recordOf(occurrence) === null ? [`${id} of ${caller}: not judged`] : []
      }
    }
    return {
      fates: Object.fromEntries([...groupBy(occurrences, ({ fate }) => fate)].map(([fate, all]) => [fate, all.length])),
      mails: published.filter(({ publication }) => publication.topic === MAIL_TOPIC).length,
      lost: occurrences.flatMap(lostOf),
      ...repeatsOf(ended),
      foreign: [...new Set(published.map(({ alert }) => alert))].filter((alert) => !known.has(alert)),
      waiting: table.partition('deferred').length + queues.bodies(failureUrl).length,
    }
  }

  return {
    published: (publication: Publication): void => void published.push({ alert: idIn(publication), publication }),
    balance,
  }
}
