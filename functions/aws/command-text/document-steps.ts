/** Keys under which the steps of a document hold what runs, in all schema versions. */
const SCRIPT_KEYS: ReadonlySet<string> = new Set(['runcommand', 'commands', 'script', 'commandline', 'sourceinfo', 'documentpath'])

/** Deepest nesting followed: documents are at most a few levels deep. */
const MAX_DEPTH = 12

/**
 * What the steps of a document run, one piece a line: `mainSteps[].inputs.runCommand` of schema 2.x, `runtimeConfig` of 1.2, and the
 * scripts of automation steps. YAML, and what does not parse, is returned as it is.
 */
export const documentSteps = (content: string): string => {
  let parsed: unknown
  try {
    parsed = JSON.parse(content)
  } catch {
    return content
  }
  const found: string[] = []
  collect(parsed, false, 0, found)
  return found.length > 0 ? found.join('\n') : content
}

const collect = (value: unknown, wanted: boolean, depth: number, found: string[]): void => {
  if (depth > MAX_DEPTH) return
  if (typeof value === 'string') {
    if (wanted) found.push(value)
  } else if (Array.isArray(value)) {
    for (const item of value) collect(item, wanted, depth + 1, found)
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) collect(member, SCRIPT_KEYS.has(key.toLowerCase()), depth + 1, found)
  }
}
