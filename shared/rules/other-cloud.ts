import { keyOf, type WindowRequest } from '../state/request'
import type { HistoryView } from '../state/history-view'
import type { Activity, Cloud } from '../model/activity'
import type { Evidence } from '../model/finding'
import { HOUR, isoTime, MINUTE } from '../model/time'
import { evidence, plural } from './wording'

/** How far apart two activities of one person in two clouds may lie and still be shown together. */
export const SPAN_MS = 4 * HOUR

const CLOUD_NAMES: Readonly<Record<string, string>> = { aws: 'AWS', azure: 'Azure' } satisfies Record<Cloud, string>

/** What a trace of an activity in the other cloud says of who did what. */
export interface CrossCloudTrace {
  /** The name a person signs in with. */
  readonly human: string | null
  readonly address: string | null
  readonly family: string
}

interface Mark {
  readonly what: 'address' | 'person'
  readonly value: string
}

/**
 * By what one person at work in two clouds is recognised: the address, and names that are mail
 * addresses; other names repeat by chance.
 */
const marksOf = (address: string | null, names: readonly (string | null)[]): readonly Mark[] => [
  ...(address === null ? [] : [{ what: 'address', value: address } as const]),
  ...[...new Set(names.flatMap((name) => (name?.includes('@') === true ? [name.toLowerCase()] : [])))].map(
    (value) => ({ what: 'person', value }) as const,
  ),
]

/** An AWS role has no person; its session is often named after one, and so is an IAM user. */
const ownMarks = ({ actor, source }: Activity): readonly Mark[] =>
  marksOf(source.kind === 'address' ? source.ip : null, [
    actor.session,
    actor.display.slice(actor.display.lastIndexOf('/') + 1),
  ])

const windowOf = ({ what, value }: Mark, add: WindowRequest['add']): WindowRequest => ({
  key: keyOf('elsewhere', what, value),
  spanMs: SPAN_MS,
  add,
})

/** Windows in which what was done in another cloud is kept where the activities of this one find it. */
export const traceWindows = (cloud: Cloud, { human, address, family }: CrossCloudTrace): readonly WindowRequest[] =>
  marksOf(address, [human]).map((mark) => windowOf(mark, [{ label: `${cloud}/${family}`, note: null }]))

/**
 * What an AWS activity asks about the other cloud, which sends traces of its activities; the other half receives none.
 */
export const otherCloudMemory = (activity: Activity): readonly WindowRequest[] =>
  activity.cloud === 'aws' ? ownMarks(activity).map((mark) => windowOf(mark, [])) : []

/** What the same address, and the same person, did in the other cloud within four hours. */
export const otherCloudEvidence = (activity: Activity, history: HistoryView): readonly Evidence[] =>
  otherCloudMemory(activity).length === 0
    ? []
    : ownMarks(activity).flatMap((mark) => markEvidence(mark, activity, history))

const markEvidence = (mark: Mark, { at }: Activity, history: HistoryView): readonly Evidence[] => {
  const near = history.window(windowOf(mark, []).key).members()
  const [nearest] = near.toSorted((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at))
  if (nearest === undefined) return []
  const [cloud = '', family = ''] = nearest.label.split('/')
  const distance = plural(Math.round(Math.abs(nearest.at - at) / MINUTE), 'minute')
  const when = `${distance} ${nearest.at > at ? 'later' : 'earlier'}, ${isoTime(nearest.at)}`
  const more = near.length > 1 ? `; ${near.length} activities within four hours` : ''
  return [evidence(`Same ${mark.what} in ${CLOUD_NAMES[cloud]}`, `${mark.value}: ${family}, ${when}${more}`)]
}
