import type * as v from 'valibot'
import type { EpochMs } from '../model/time'
import { json, Unreadable, type Codec } from './codec'

interface Named {
  readonly name: string
}

/** Place of an event in the total order of activities. */
export interface Place {
  readonly at: EpochMs
  readonly id: string
}

/** A sort of deferred work; its items lie under `<name>/<id>`. */
export interface WorkKind<T> extends Codec<T> {
  readonly name: string
  /** The event that a piece of work is about; null where it is about none. */
  readonly place: (body: T) => Place | null
  /** The same from stored text; null where that cannot be read. */
  readonly placeIn: (text: string) => Place | null
  /** Bodies of this kind in memory stores, each by a mark of its own. */
  readonly bodies: WeakMap<object, T>
}

/** How the event that a body is about is read: `schema` asks for no more than that, so that ordering stays cheap. */
interface EventReader<L> {
  readonly schema: v.GenericSchema<unknown, L>
  readonly place: (body: L) => Place
}

/** A kind of work; `event` is null where its work is about no single event. */
export const workKind = <L, T extends L>(name: string, codec: Codec<T>, event: EventReader<L> | null): WorkKind<T> => ({
  name,
  ...codec,
  place: (body) => event?.place(body) ?? null,
  placeIn: (text) => {
    if (event === null) return null
    try {
      return event.place(json(event.schema).decode(text))
    } catch (cause) {
      if (cause instanceof Unreadable) return null
      throw cause
    }
  },
  bodies: new WeakMap<object, T>(),
})

export const workKey = ({ name }: Named, id: string): string => `${name}/${id}`

/** Id of a piece of work under its key. */
export const workId = (key: string): string => key.slice(key.indexOf('/') + 1)

/** Whether a key is that of a kind. */
export const isOfKind = (key: string, { name }: Pick<WorkKind<never>, 'name'>): boolean => key.startsWith(`${name}/`)

const comparePlaces = (a: Place, b: Place): number => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** What decides when a piece of work has its turn. */
export interface Turn {
  readonly tries: number
  readonly dueAt: EpochMs
  readonly place: Place
}

/**
 * Work that was never tried comes first, in the order of its events; then what failed, the longest due first, so that
 * nothing that fails stands in the way of anything else.
 */
export const compareTurns = (a: Turn, b: Turn): number =>
  Number(a.tries > 0) - Number(b.tries > 0) || (a.tries > 0 ? a.dueAt - b.dueAt : 0) || comparePlaces(a.place, b.place)
