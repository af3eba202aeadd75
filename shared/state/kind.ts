import type { Codec } from './codec'

/**
 * Version of the form that values are written in, kept beside each value in a column of its own. 0.1.0 wrote none, and
 * replaces the column with the whole item, so that an item without one is in the form of 0.1.0.
 */
export const SCHEMA_VERSION = 1

/** A sort of items: where they lie, and how their values are written. */
export interface Kind<T> extends Codec<T> {
  readonly name: string
  readonly key: (id: string) => string
  /** Values of this kind in one memory store. */
  readonly shelf: (owner: object) => Map<string, Shelved<T>>
}

export interface Shelved<T> {
  readonly value: T
  readonly version: string
  readonly expiresAt: number
}

/** A sort of sets: where they lie, and how each of their members is written. Members carry no version. */
export interface SetKind<T> extends Codec<T> {
  readonly name: string
  readonly key: (id: string) => string
  /** Sets of this kind in one memory store. */
  readonly shelf: (owner: object) => Map<string, ShelvedSet<T>>
}

export interface ShelvedSet<T> {
  /** By their text, which is what makes two members one. */
  readonly byText: Map<string, T>
  more: boolean
  readonly expiresAt: number
}

/** One map for each owner: how values of different types lie in one store without a cast. */
const shelves = <T>(): ((owner: object) => Map<string, T>) => {
  const byOwner = new WeakMap<object, Map<string, T>>()
  return (owner) => {
    const known = byOwner.get(owner)
    if (known !== undefined) return known
    const made = new Map<string, T>()
    byOwner.set(owner, made)
    return made
  }
}

export const kind = <T>(name: string, key: (id: string) => string, codec: Codec<T>): Kind<T> => ({
  name,
  key,
  ...codec,
  shelf: shelves<Shelved<T>>(),
})

export const setKind = <T>(name: string, key: (id: string) => string, codec: Codec<T>): SetKind<T> => ({
  name,
  key,
  ...codec,
  shelf: shelves<ShelvedSet<T>>(),
})
