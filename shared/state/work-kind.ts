import type { EpochMs } from '../model/time'
import { Unreadable, type Codec } from './codec'

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

export const workKind = <T>(name: string, codec: Codec<T>, place: (body: T) => Place | null): WorkKind<T> => ({
  name,
  ...codec,
  place,
  placeIn: (text) => {
    try {
      return place(codec.decode(text))
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

export const comparePlaces = (a: Place, b: Place): number => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
