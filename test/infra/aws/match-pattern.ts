type Json = Readonly<Record<string, unknown>>

/** Values at one place of an event, by whether the place exists; elements of a list stand each for itself. */
const valuesAt = (event: unknown, key: string): readonly unknown[] => {
  const value = isObject(event) && Object.hasOwn(event, key) ? event[key] : undefined
  if (value === undefined) return []
  return Array.isArray(value) ? value.flat(Number.POSITIVE_INFINITY) : [value]
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Whether EventBridge would let an event through a pattern: exact values, prefix, suffix, equals-ignore-case, wildcard,
 * numeric, cidr, exists, anything-but with any of these, and $or. An operator that is not known throws, so that no test
 * passes by a misspelling. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export const matchesPattern = (pattern: Json, event: unknown): boolean =>
  Object.entries(pattern).every(([key, wanted]) => matchesMember(key, wanted, event))

const matchesMember = (key: string, wanted: unknown, event: unknown): boolean => {
  if (key === '$or') return (wanted as readonly Json[]).some((part) => matchesPattern(part, event))
  const values = valuesAt(event, key)
  if (Array.isArray(wanted)) return wanted.some((matcher) => matchesLeaf(matcher, values))
  if (!isObject(wanted))
    throw new Error(`"${key}" of a pattern is ${JSON.stringify(wanted)}, expected an object or a list`)
  return values.length === 0 ? matchesPattern(wanted, undefined) : values.some((value) => matchesPattern(wanted, value))
}

/** Only leaves have values: an object at the place of a leaf is as good as nothing. */
const matchesLeaf = (matcher: unknown, values: readonly unknown[]): boolean => {
  const leaves = values.filter((value) => !isObject(value))
  if (isObject(matcher) && 'exists' in matcher) return leaves.length > 0 === matcher['exists']
  return leaves.some((value) => matchesValue(matcher, value))
}

const OPERATORS: Readonly<Record<string, (argument: unknown, value: unknown) => boolean>> = {
  prefix: (argument, value) => textual(argument, value, (wanted, text) => text.startsWith(wanted)),
  suffix: (argument, value) => textual(argument, value, (wanted, text) => text.endsWith(wanted)),
  'equals-ignore-case': (argument, value) =>
    typeof value === 'string' && value.toLowerCase() === String(argument).toLowerCase(),
  wildcard: (argument, value) => typeof value === 'string' && wildcard(String(argument)).test(value),
  numeric: (argument, value) => typeof value === 'number' && numeric(argument as readonly (string | number)[], value),
  cidr: (argument, value) => typeof value === 'string' && inRange(String(argument), value),
  'anything-but': (argument, value) => !excluded(argument, value),
}

const matchesValue = (matcher: unknown, value: unknown): boolean => {
  if (!isObject(matcher)) return matcher === value
  const [name, argument, ...others] = Object.entries(matcher).flat()
  const operator = OPERATORS[String(name)]
  if (operator === undefined || others.length > 0) throw new Error(`unknown operator in ${JSON.stringify(matcher)}`)
  return operator(argument, value)
}

/** `anything-but` takes values, or one operator with one or several arguments. */
const excluded = (argument: unknown, value: unknown): boolean => {
  if (!isObject(argument)) return list(argument).includes(value)
  return Object.entries(argument).some(([name, wanted]) =>
    list(wanted).some((one) => matchesValue({ [name]: one }, value)),
  )
}

const list = (argument: unknown): readonly unknown[] => (Array.isArray(argument) ? argument : [argument])

/** A prefix or suffix, as a text or as `{ "equals-ignore-case": text }`. */
const textual = (argument: unknown, value: unknown, test: (wanted: string, text: string) => boolean): boolean => {
  if (typeof value !== 'string') return false
  if (isObject(argument)) return test(String(argument['equals-ignore-case']).toLowerCase(), value.toLowerCase())
  return test(String(argument), value)
}

const wildcard = (pattern: string): RegExp => {
  if (pattern.includes('**'))
    throw new Error(`wildcard "${pattern}" has two asterisks in a row, which EventBridge refuses`)
  return new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('[^]*')}$`,
  )
}

const COMPARE: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
}

const numeric = (conditions: readonly (string | number)[], value: number): boolean =>
  Array.from({ length: conditions.length / 2 }, (_, index) => index * 2).every(
    (index) => COMPARE[String(conditions[index])]?.(value, Number(conditions[index + 1])) ?? false,
  )

/** IPv4 and IPv6 ranges, as bits. */
const inRange = (range: string, address: string): boolean => {
  const [network = '', length = ''] = range.split('/')
  const [wanted, got] = [bits(network), bits(address)]
  return (
    wanted !== null && got !== null && wanted.length === got.length && got.startsWith(wanted.slice(0, Number(length)))
  )
}

const bits = (address: string): string | null => {
  const binary = (parts: readonly number[], width: number): string | null =>
    parts.every((part) => part >= 0 && part < 2 ** width)
      ? parts.map((part) => part.toString(2).padStart(width, '0')).join('')
      : null
  if (/^\d+(?:\.\d+){3}$/.test(address)) return binary(address.split('.').map(Number), 8)
  if (!/^[\da-f:]+$/i.test(address) || !address.includes(':')) return null
  const [head = '', tail] = address.split('::')
  const groups = (text: string): string[] => text.split(':').filter((group) => group !== '')
  const [before, after] = [groups(head), groups(tail ?? '')]
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => '0')
  const all = [...before, ...zeros, ...after].map((group) => Number.parseInt(group, 16))
  return all.length === 8 ? binary(all, 16) : null
}
