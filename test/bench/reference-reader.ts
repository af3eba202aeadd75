import { MAX_DEPTH } from '../../shared/model/canonical'
import type { Normalized } from '../../shared/model/normalized'
import type { Provider } from '../../shared/model/provider'
import { LIST_NAMES, type ListName } from '../../shared/reading/list-name'
import { PROVIDERS, unwrapBy } from '../../shared/providers/unwrap'

/** What the records of a text become, found by nothing but JSON.parse and the providers. */
export interface ReferenceResult {
  readonly normalized: readonly Normalized[]
  /** Lines that are no JSON. */
  readonly badLines: number
  readonly isKnown: boolean
}

interface Value {
  readonly value: unknown
  readonly list: ListName
}

const listIn = (value: unknown): readonly Value[] | null => {
  if (Array.isArray(value)) return value.map((element: unknown) => ({ value: element, list: null }))
  if (typeof value !== 'object' || value === null) return null
  const name = LIST_NAMES.find((known) => Object.hasOwn(value, known) && Array.isArray(Reflect.get(value, known)))
  return name === undefined
    ? null
    : (Reflect.get(value, name) as unknown[]).map((element) => ({ value: element, list: name }))
}

/** Lists within lists resolved. */
const flat = (entry: Value): readonly Value[] => {
  const inner = entry.list === null ? listIn(entry.value) : null
  return inner === null ? [entry] : inner.flatMap(flat)
}

const hasEmptyList = (value: unknown): boolean => {
  const inner = listIn(value)
  return (
    inner !== null && (inner.length === 0 || inner.some((entry) => entry.list === null && hasEmptyList(entry.value)))
  )
}

/** Reads parsed top-level values as one file. */
const readValues = (values: readonly unknown[], badLines: number): ReferenceResult => {
  let isKnown = false
  const entries: Value[] = []
  for (const value of values) {
    for (const element of listIn(value) ?? [{ value, list: null }]) {
      isKnown ||= element.list === null && hasEmptyList(element.value)
      entries.push(...flat(element))
    }
    isKnown ||= listIn(value)?.length === 0
  }
  const unwrapped = entries.map(({ value, list }) => unwrapBy(PROVIDERS, list === null ? value : { [list]: [value] }))
  const home: Provider | undefined = unwrapped.find((found) => found !== null)?.provider
  const normalized = unwrapped.flatMap((found, index) => {
    if (found !== null) return found.records.map((record) => found.provider.normalize(record))
    if (home === undefined) return isKnown ? [{ kind: 'ignored' as const, reason: 'of no known format', at: null }] : []
    return [home.normalize({ format: 'list-element', body: entries[index]?.value, account: null })]
  })
  return { normalized, badLines, isKnown: isKnown || home !== undefined }
}

const parsed = (text: string): { readonly value: unknown } | null => {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return null
  }
}

const STRING = /"(?:[^"\\]|\\.)*"/gs

/**
 * Whether a text nests deeper than is followed; a scanner also meets that where a later
 * member of the same name replaces it.
 */
const isDeepText = (text: string): boolean => {
  let depth = 0
  let deepest = 0
  for (const bracket of text.replaceAll(STRING, '').replaceAll(/[^[\]{}]/g, '')) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1
    deepest = Math.max(deepest, depth)
  }
  return deepest > MAX_DEPTH
}

/**
 * Reads a text that is one JSON value, or lines of one value each; null when it is
 * neither, or too deep for this reader.
 */
export const referenceRead = (bytes: Buffer): ReferenceResult | null => {
  const text = bytes.toString().replace(/^\uFEFF/, '')
  if (!/^[ \t\r\n]*[[{]/.test(text)) return { normalized: [], badLines: 0, isKnown: false }
  if (isDeepText(text)) return null
  const whole = parsed(text)
  if (whole !== null) return readValues([whole.value], 0)
  const lines = text
    .replace(/^[ \t\r\n]+/, '')
    .split('\n')
    .filter((line) => !/^[ \t\r]*$/.test(line))
  const [first = ''] = lines
  if (lines.length < 2 || parsed(first) === null) return null
  const values = lines.map(parsed)
  return values.some((value, index) => value === null && mayBeginWell(lines[index] ?? ''))
    ? null
    : readValues(
        values.filter((value) => value !== null).map(({ value }) => value),
        values.filter((value) => value === null).length,
      )
}

/**
 * A bad line whose beginning is a value, or a list of records that begins well: only a
 * scanner says how much of it is good.
 */
const mayBeginWell = (line: string): boolean => {
  if (/^[ \t\r]*(?:[^ \t\r{]|\{[ \t\r]*"(?:Records|records|value)")/.test(line)) return true
  for (let end = line.indexOf('}'); end >= 0; end = line.indexOf('}', end + 1))
    if (parsed(line.slice(0, end + 1)) !== null) return true
  return false
}
