/**
 * Faults of a value under the part of JSON Schema that `alertSchema` uses; unknown keywords are faults of the schema.
 */
export const schemaFaults = (schema: unknown, value: unknown, path = '$'): readonly string[] => {
  const {
    type,
    enum: values,
    pattern,
    minimum,
    maximum,
    required,
    properties,
    items,
    description,
    $schema,
    $id,
    title,
    ...unknown
  } = schema as Readonly<Record<string, unknown>>
  const faults: string[] = Object.keys(unknown).map((keyword) => `${path}: keyword ${keyword} is not understood`)
  if (typeof description !== 'string') faults.push(`${path}: has no description`)
  if (path === '$' && [$schema, $id, title].some((text) => typeof text !== 'string'))
    faults.push('$: has no $schema, $id or title')
  if (![type].flat().includes(typeOf(value))) faults.push(`${path}: is ${typeOf(value)}, expected ${String(type)}`)
  if (Array.isArray(values) && !values.includes(value))
    faults.push(`${path}: ${String(value)} is none of ${values.join(', ')}`)
  if (typeof pattern === 'string' && typeof value === 'string' && !new RegExp(pattern, 'u').test(value))
    faults.push(`${path}: ${value} does not match ${pattern}`)
  if (
    typeof value === 'number' &&
    ((typeof minimum === 'number' && value < minimum) || (typeof maximum === 'number' && value > maximum))
  )
    faults.push(`${path}: ${value} is out of range`)
  if (Array.isArray(value))
    return [...faults, ...value.flatMap((item, place) => schemaFaults(items, item, `${path}[${place}]`))]
  if (typeof value !== 'object' || value === null) return faults
  const members = value as Readonly<Record<string, unknown>>
  for (const name of required as readonly string[]) if (!(name in members)) faults.push(`${path}.${name}: is missing`)
  return [
    ...faults,
    ...Object.entries(properties as Readonly<Record<string, unknown>>).flatMap(([name, part]) =>
      name in members ? schemaFaults(part, members[name], `${path}.${name}`) : [],
    ),
  ]
}

const typeOf = (value: unknown): string => {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value
}
