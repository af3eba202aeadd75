import * as v from 'valibot'

/**
 * A description of a JSON value: how it is read, its JSON Schema, and the order of its members. The type of what it
 * describes comes from the same words, so that none of them can differ.
 */
export interface Shape<T> {
  /**
   * Reads a value. It is lenient, because other versions wrote it: patterns and bounds are not checked, further members
   * are kept, and a member that is missing is null where it may be.
   */
  readonly schema: v.GenericSchema<unknown, T>
  /** JSON Schema (draft 2020-12). Further members are allowed, because members are only ever added. */
  readonly json: JsonSchema
  /** The value with its members in the described order and no others; a member that is missing is null. */
  readonly arrange: (value: unknown) => unknown
}

export type JsonSchema = Readonly<Record<string, unknown>>

const orNull = (value: unknown): unknown => value ?? null

const plain = <T>(schema: v.GenericSchema<unknown, T>, json: JsonSchema): Shape<T> => ({
  schema,
  json,
  arrange: orNull,
})

export const text = (description: string): Shape<string> => plain(v.string(), { type: 'string', description })

export const matching = (pattern: string, description: string): Shape<string> =>
  plain(v.string(), { type: 'string', description, pattern })

export const choice = <const V extends string>(values: readonly V[], description: string): Shape<V> =>
  plain(v.picklist(values), { type: 'string', description, enum: values })

/** One of some texts, to which later versions may add. */
export const openChoice = (values: readonly string[], description: string): Shape<string> =>
  plain(v.string(), { type: 'string', description, enum: values })

export const integer = (minimum: number, description: string): Shape<number> =>
  plain(v.number(), { type: 'integer', description, minimum })

export const risk = (description: string): Shape<number> =>
  plain(v.number(), { type: 'integer', description, minimum: 0, maximum: 100 })

export const flag = (description: string): Shape<boolean> => plain(v.boolean(), { type: 'boolean', description })

export const list = <T>(items: Shape<T>, description: string): Shape<readonly T[]> => ({
  schema: v.array(items.schema),
  json: { type: 'array', description, items: items.json },
  arrange: (value) => (Array.isArray(value) ? value.map(items.arrange) : orNull(value)),
})

export const nullable = <T>(of: Shape<T>): Shape<T | null> => {
  const { type, enum: values, ...rest } = of.json
  return {
    schema: v.nullish(of.schema, null),
    json: { type: [type, 'null'], ...(Array.isArray(values) ? { enum: [...values, null] } : {}), ...rest },
    arrange: of.arrange,
  }
}

/** A record that describes every member of T: the compiler names the ones that are missing or of another type. */
export const record = <T extends object>(
  description: string,
  fields: { readonly [K in keyof T & string]: Shape<T[K]> },
): Shape<T> => {
  const members = Object.entries<Shape<unknown>>(fields)
  const entries = Object.fromEntries(members.map(([name, { schema }]) => [name, schema]))
  return {
    // The compiler cannot see that the entries are those of T: it has seen so in the type of `fields`.
    schema: v.looseObject(entries) as unknown as v.GenericSchema<unknown, T>,
    json: {
      type: 'object',
      description,
      required: members.map(([name]) => name),
      properties: Object.fromEntries(members.map(([name, { json }]) => [name, json])),
    },
    arrange: (value) =>
      typeof value === 'object' && value !== null
        ? Object.fromEntries(members.map(([name, { arrange }]) => [name, arrange(Reflect.get(value, name))]))
        : orNull(value),
  }
}
