/** Outcome of reading one setting's text. `expected` completes the sentence "expected ...". */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly expected: string }

/** How one setting is written, read and described. */
export interface SettingType<T> {
  readonly kind: 'text' | 'integer' | 'choice' | 'list' | 'json'
  readonly fallback: T
  /** What the docs and messages say is allowed. */
  readonly allowed: string
  readonly parse: (text: string) => Parsed<T>
  /** JSON schema of the parsed value, for the generated schema. */
  readonly schema: Readonly<Record<string, unknown>>
}

const ok = <T>(value: T): Parsed<T> => ({ ok: true, value })
const bad = (expected: string): Parsed<never> => ({ ok: false, expected })

/** A whole number within bounds, both included. */
export const integer = (fallback: number, minimum: number, maximum: number): SettingType<number> => {
  const allowed = `whole number from ${minimum} to ${maximum}`
  return {
    kind: 'integer',
    fallback,
    allowed,
    schema: { type: 'integer', minimum, maximum },
    parse: (text) => {
      const value = /^-?\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN
      return value >= minimum && value <= maximum ? ok(value) : bad(`a ${allowed}`)
    },
  }
}

/** One of a few words, in any case. */
export const choice = <const T extends string>(values: readonly T[], fallback: T): SettingType<T> => ({
  kind: 'choice',
  fallback,
  allowed: values.join(', '),
  schema: { type: 'string', enum: values },
  parse: (text) => {
    const value = values.find((candidate) => candidate === text.trim().toLowerCase())
    return value === undefined ? bad(`one of ${values.join(', ')}`) : ok(value)
  },
})

/** Text that a pattern accepts, or nothing at all. */
export const optionalText = (pattern: RegExp, form: string): SettingType<string | null> => ({
  kind: 'text',
  fallback: null,
  allowed: form,
  schema: { type: ['string', 'null'], pattern: pattern.source },
  parse: (text) => {
    const value = text.trim()
    if (value === '') return ok(null)
    return pattern.test(value) ? ok(value) : bad(form)
  },
})

const parseJson = (text: string): Parsed<unknown> => {
  try {
    return ok(JSON.parse(text))
  } catch {
    return bad('valid JSON')
  }
}

/** A JSON array of texts. `check` names what is wrong with one item, or null. */
export const textList = (
  item: string,
  check: (value: string) => string | null = () => null,
): SettingType<readonly string[]> => ({
  kind: 'list',
  fallback: [],
  allowed: `JSON array of ${item}`,
  schema: { type: 'array', items: { type: 'string' } },
  parse: (text) => {
    const json = parseJson(text)
    if (!json.ok) return bad(`a JSON array of ${item}, such as ["..."]`)
    if (!Array.isArray(json.value) || !json.value.every((value): value is string => typeof value === 'string'))
      return bad(`a JSON array of ${item}, such as ["..."]`)
    const faults = json.value.map(check).filter((fault) => fault !== null)
    return faults.length > 0 ? bad(`a JSON array of ${item}: ${faults.join('; ')}`) : ok(json.value)
  },
})

/** A JSON value that `read` turns into T, or into the list of what is wrong with it. */
export const json = <T>(
  fallback: T,
  allowed: string,
  schema: Readonly<Record<string, unknown>>,
  read: (value: unknown) => { readonly value: T } | { readonly faults: readonly string[] },
): SettingType<T> => ({
  kind: 'json',
  fallback,
  allowed,
  schema,
  parse: (text) => {
    const value = parseJson(text)
    if (!value.ok) return bad(`${allowed}: not valid JSON`)
    const result = read(value.value)
    return 'value' in result ? ok(result.value) : bad(`${allowed}: ${result.faults.join('; ')}`)
  },
})
