import type { Parsed, SettingType } from '../../../shared/config/setting-types'

const bad = (expected: string): Parsed<never> => ({ ok: false, expected })

/** A switch: `true` or `false`. */
export const flag = (fallback: boolean): SettingType<boolean> => ({
  kind: 'choice',
  fallback,
  allowed: 'true, false',
  schema: { type: 'boolean' },
  parse: (text) => {
    const value = text.trim().toLowerCase()
    return value === 'true' || value === 'false' ? { ok: true, value: value === 'true' } : bad('true or false')
  },
})

/** A text that always has a value. */
export const word = (fallback: string, pattern: RegExp, form: string): SettingType<string> => ({
  kind: 'text',
  fallback,
  allowed: form,
  schema: { type: 'string', pattern: pattern.source },
  parse: (text) => (pattern.test(text.trim()) ? { ok: true, value: text.trim() } : bad(form)),
})

/** A value that may be left out; an empty text leaves it out too. */
export const optional = <T>(type: SettingType<T>): SettingType<T | null> => ({
  ...type,
  fallback: null,
  parse: (text) => (text.trim() === '' ? { ok: true, value: null } : type.parse(text)),
})

/** Texts separated by commas, or a JSON array of them. */
export const commaList = (pattern: RegExp, form: string): SettingType<readonly string[]> => ({
  kind: 'list',
  fallback: [],
  allowed: `${form}; several separated by commas`,
  schema: { type: 'array', items: { type: 'string', pattern: pattern.source } },
  parse: (text) => {
    const items = splitItems(text)
    if (items === null) return bad(`${form}; several separated by commas, or a JSON array of texts`)
    const faults = items.filter((item) => !pattern.test(item))
    return faults.length === 0
      ? { ok: true, value: items }
      : bad(`${form}; several separated by commas; not "${faults.join('", "')}"`)
  },
})

const splitItems = (text: string): readonly string[] | null => {
  const trimmed = text.trim()
  if (!trimmed.startsWith('['))
    return trimmed
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '')
  try {
    const value: unknown = JSON.parse(trimmed)
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : null
  } catch {
    return null
  }
}
