import * as v from 'valibot'

const text = v.pipe(v.string(), v.minLength(1))
const globs = v.union([
  v.pipe(
    text,
    v.transform((one): readonly string[] => [one]),
  ),
  v.pipe(v.array(text), v.minLength(1), v.readonly()),
])
const isoDate = v.pipe(
  v.string(),
  v.check(
    (value) =>
      /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/.test(value) &&
      !Number.isNaN(Date.parse(value)),
    'an ISO 8601 date or time with zone',
  ),
  v.transform((value) => Date.parse(value)),
)

/** A configured silence. All given fields must match; globs are anchored and case-insensitive. */
const suppressionSchema = v.strictObject({
  reason: text,
  /** Compared with event time; from then on the suppression is expired and reported as such. */
  until: isoDate,
  caller: v.optional(globs),
  rule: v.optional(globs),
  operation: v.optional(globs),
  document: v.optional(globs),
  scriptHash: v.optional(globs),
  target: v.optional(globs),
  network: v.optional(globs),
  account: v.optional(globs),
  region: v.optional(globs),
  resourceGroup: v.optional(globs),
  changeWindow: v.optional(text),
})

export type Suppression = v.InferOutput<typeof suppressionSchema>

/** Fields of a suppression that narrow it; one without any would silence everything. */
export const SUPPRESSION_FIELDS = [
  'caller',
  'rule',
  'operation',
  'document',
  'scriptHash',
  'target',
  'network',
  'account',
  'region',
  'resourceGroup',
  'changeWindow',
] as const

const clock = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 22:30'))
const zone = v.pipe(v.string(), v.check(isZone, 'an IANA time zone such as Europe/Paris'))

function isZone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const

/**
 * A recurring or single stretch of time in which changes are announced. `to` earlier than `from` runs past midnight.
 */
const changeWindowSchema = v.union([
  v.strictObject({
    name: text,
    zone,
    days: v.pipe(v.array(v.picklist(WEEKDAYS)), v.minLength(1), v.readonly()),
    from: clock,
    to: clock,
  }),
  v.strictObject({ name: text, start: isoDate, end: isoDate }),
])

export type ChangeWindow = v.InferOutput<typeof changeWindowSchema>

const issue = (found: v.BaseIssue<unknown>): string => `${v.getDotPath(found) ?? 'value'}: ${found.message}`

/** Reads a JSON array by a schema, naming every fault with its path. */
export const readArray =
  <T extends v.GenericSchema>(
    schema: T,
    check: (value: v.InferOutput<T>, index: number) => string | null = () => null,
  ) =>
  (value: unknown): { readonly value: readonly v.InferOutput<T>[] } | { readonly faults: readonly string[] } => {
    const result = v.safeParse(v.array(schema), value)
    if (!result.success) return { faults: result.issues.map(issue) }
    const faults = result.output.map(check).filter((fault) => fault !== null)
    return faults.length > 0 ? { faults } : { value: result.output }
  }

/** A suppression must say what it silences: reason and expiry alone are refused. */
export const readSuppressions = readArray(suppressionSchema, (suppression, index) =>
  SUPPRESSION_FIELDS.some((field) => suppression[field] !== undefined)
    ? null
    : `${index}: give at least one of ${SUPPRESSION_FIELDS.join(', ')}`,
)

export const readChangeWindows = readArray(changeWindowSchema)
