/** A description of a JSON value: what its schema and its order of members are made from. */
export type Shape =
  | { readonly kind: 'text'; readonly sentence: string; readonly pattern?: string }
  | { readonly kind: 'choice'; readonly sentence: string; readonly values: readonly string[] }
  | { readonly kind: 'integer'; readonly sentence: string; readonly minimum: number; readonly maximum?: number }
  | { readonly kind: 'flag'; readonly sentence: string }
  | { readonly kind: 'list'; readonly sentence: string; readonly items: Shape }
  | { readonly kind: 'record'; readonly sentence: string; readonly fields: Readonly<Record<string, Shape>> }
  | { readonly kind: 'nullable'; readonly of: Shape }

export const text = (sentence: string): Shape => ({ kind: 'text', sentence })
export const matching = (pattern: string, sentence: string): Shape => ({ kind: 'text', sentence, pattern })
export const choice = (values: readonly string[], sentence: string): Shape => ({ kind: 'choice', sentence, values })
export const integer = (minimum: number, sentence: string): Shape => ({ kind: 'integer', sentence, minimum })
export const risk = (sentence: string): Shape => ({ kind: 'integer', sentence, minimum: 0, maximum: 100 })
export const flag = (sentence: string): Shape => ({ kind: 'flag', sentence })
export const list = (items: Shape, sentence: string): Shape => ({ kind: 'list', sentence, items })
export const nullable = (of: Shape): Shape => ({ kind: 'nullable', of })

/** A record that describes every member of T: the compiler names the ones that are missing. */
export const record = <T>(sentence: string, fields: Readonly<Record<keyof T & string, Shape>>): Shape => ({
  kind: 'record',
  sentence,
  fields,
})

/** The value with its members in the described order and no others; a member that is missing is null. */
export const arrange = (shape: Shape, value: unknown): unknown => {
  if (value === undefined || value === null) return null
  switch (shape.kind) {
    case 'nullable':
      return arrange(shape.of, value)
    case 'list':
      return (value as readonly unknown[]).map((item) => arrange(shape.items, item))
    case 'record':
      return Object.fromEntries(
        Object.entries(shape.fields).map(([name, field]) => [
          name,
          arrange(field, (value as Readonly<Record<string, unknown>>)[name]),
        ]),
      )
    default:
      return value
  }
}

/** JSON Schema (draft 2020-12) of a shape. Further members are allowed, because fields are only ever added. */
export const schemaOf = (shape: Shape): Readonly<Record<string, unknown>> => {
  switch (shape.kind) {
    case 'text':
      return {
        type: 'string',
        description: shape.sentence,
        ...(shape.pattern === undefined ? {} : { pattern: shape.pattern }),
      }
    case 'choice':
      return { type: 'string', description: shape.sentence, enum: shape.values }
    case 'integer':
      return {
        type: 'integer',
        description: shape.sentence,
        minimum: shape.minimum,
        ...(shape.maximum === undefined ? {} : { maximum: shape.maximum }),
      }
    case 'flag':
      return { type: 'boolean', description: shape.sentence }
    case 'list':
      return { type: 'array', description: shape.sentence, items: schemaOf(shape.items) }
    case 'record':
      return {
        type: 'object',
        description: shape.sentence,
        required: Object.keys(shape.fields),
        properties: Object.fromEntries(Object.entries(shape.fields).map(([name, field]) => [name, schemaOf(field)])),
      }
    case 'nullable': {
      const { type, enum: values, ...rest } = schemaOf(shape.of)
      return { type: [type, 'null'], ...(Array.isArray(values) ? { enum: [...values, null] } : {}), ...rest }
    }
  }
}
