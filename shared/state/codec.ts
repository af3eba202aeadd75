import * as v from 'valibot'

/** What is stored is not what it should be: damaged, or written by a version that is not understood. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
}

/** How values of one kind are written as text and read back. `decode` throws Unreadable. */
export interface Codec<T> {
  readonly encode: (value: T) => string
  readonly decode: (text: string) => T
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new Unreadable('got text that is no JSON')
  }
}

/**
 * JSON text of a value that meets a schema. Members that the schema does not name are kept: a later version wrote them.
 */
export const json = <T>(schema: v.GenericSchema<unknown, T>): Codec<T> => ({
  encode: (value) => JSON.stringify(value),
  decode: (text) => {
    const outcome = v.safeParse(schema, parsed(text), { abortEarly: true })
    if (outcome.success) return outcome.output
    const [issue] = outcome.issues
    // Never the value itself: it may hold a secret, and this text leaves in notices.
    const where = v.getDotPath(issue) ?? 'the top'
    throw new Unreadable(`got ${typeName(issue.input)}, expected ${issue.expected ?? 'another value'} at ${where}`)
  },
})

const typeName = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'a list' : value === undefined ? 'nothing' : `a ${typeof value}`

/** JSON text in another shape than the value has in memory. */
export const mapped = <T, S>(inner: Codec<S>, to: (value: T) => S, from: (stored: S) => T): Codec<T> => ({
  encode: (value) => inner.encode(to(value)),
  decode: (text) => from(inner.decode(text)),
})

/** A text as it is. */
export const bareText: Codec<string> = { encode: (value) => value, decode: (text) => text }

/** A whole number in decimal digits. */
export const bareNumber: Codec<number> = {
  encode: String,
  decode: (text) => {
    const value = Number(text)
    if (text === '' || !Number.isSafeInteger(value)) throw new Unreadable('got text that is no whole number')
    return value
  },
}
