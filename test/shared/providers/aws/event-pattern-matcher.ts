/**
 * Whether an EventBridge event passes a pattern, for the operators that Runwarden's patterns use: exact values, prefix,
 * anything-but, exists and $or. Elements of a list in the event match one by one.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export const matchesPattern = (pattern: unknown, event: unknown): boolean => Object.entries(pattern as object).every(([key, wanted]) => matchesMember(key, wanted, event))

const matchesMember = (key: string, wanted: unknown, event: unknown): boolean => {
  if (key === '$or') return (wanted as readonly unknown[]).some((part) => matchesPattern(part, event))
  const values = valuesOf(event, key)
  if (Array.isArray(wanted)) return wanted.some((matcher) => matchesLeaf(matcher, values))
  return values.length === 0 ? matchesPattern(wanted, undefined) : values.some((value) => matchesPattern(wanted, value))
}

const valuesOf = (event: unknown, key: string): readonly unknown[] => {
  const value = typeof event === 'object' && event !== null && Object.hasOwn(event, key) ? (event as Readonly<Record<string, unknown>>)[key] : undefined
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

interface Operator {
  readonly prefix?: string
  readonly exists?: boolean
  readonly 'anything-but'?: readonly unknown[]
}

const matchesLeaf = (matcher: unknown, values: readonly unknown[]): boolean => {
  if (typeof matcher !== 'object' || matcher === null) return values.includes(matcher)
  const { prefix, exists, 'anything-but': excluded } = matcher as Operator
  if (exists !== undefined) return values.some((value) => typeof value !== 'object' || value === null) === exists
  if (prefix !== undefined) return values.some((value) => typeof value === 'string' && value.startsWith(prefix))
  if (excluded !== undefined) return values.some((value) => !excluded.includes(value))
  throw new Error(`unknown operator in ${JSON.stringify(matcher)}`)
}
