/** Deepest nesting that anything recursive follows; deeper values are refused before they can exhaust the stack. */
export const MAX_DEPTH = 64

/**
 * Whether a parsed value has more than MAX_DEPTH levels of objects and lists below itself. Iterative, so that a hostile
 * value cannot exhaust the stack.
 */
export const isTooDeep = (value: unknown): boolean => {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return true
    const next: unknown[] = []
    for (const item of level) {
      if (typeof item !== 'object' || item === null) continue
      for (const child of Array.isArray(item) ? item : Object.values(item))
        if (typeof child === 'object' && child !== null) next.push(child)
    }
    level = next
  }
  return false
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const canonicalList = (list: readonly unknown[]): string => {
  let text = '['
  for (let index = 0; index < list.length; index++) text += (index === 0 ? '' : ',') + canonicalJson(list[index])
  return `${text}]`
}

/** JSON with object keys in code unit order: equal for equal content. The value must not be too deep. */
export const canonicalJson = (value: unknown): string => {
  if (!isObject(value)) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return canonicalList(value)
  let text = '{'
  for (const key of Object.keys(value).sort()) {
    const member = value[key]
    if (member !== undefined) text += `${text === '{' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(member)}`
  }
  return `${text}}`
}
