import { isLiteralSecret } from './literal'
import type { Span } from './spans'

const AUTHORITY_MAX = 1_024
/** A user name alone, as in `ssh://git@host`; longer ones with digits are tokens. */
const USER_NAME = /^[A-Za-z][\w.-]{0,31}$/
const ISSUED = /\d.{0,64}[A-Za-z]|[A-Za-z].{0,64}\d/

const inAuthority = (text: string, start: number): Span | null => {
  const near = text.slice(start, start + AUTHORITY_MAX)
  const end = near.search(/[\s"'<>`/?#]/)
  const authority = end === -1 ? near : near.slice(0, end)
  const at = authority.lastIndexOf('@')
  if (at <= 0) return null
  const colon = authority.indexOf(':')
  const from = colon === -1 || colon > at ? 0 : colon + 1
  const value = authority.slice(from, at)
  if (from === 0 && USER_NAME.test(value) && !(value.length >= 20 && ISSUED.test(value))) return null
  return isLiteralSecret(value, false) ? { start: start + from, end: start + at } : null
}

/** Passwords and tokens in front of a URL's host: `scheme://user:password@host`. */
export const urlPasswords = (text: string): readonly Span[] => {
  const spans: Span[] = []
  for (let at = text.indexOf('://'); at !== -1; at = text.indexOf('://', at + 3)) {
    const span = inAuthority(text, at + 3)
    if (span !== null) spans.push(span)
  }
  return spans
}
