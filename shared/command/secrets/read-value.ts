import { isLiteralSecret } from './literal'
import type { Span } from './spans'

const UNQUOTED = /[^\s;&|)}<>'"`\\]{0,8192}/y
const NEXT_PAIR = /,(?=\s|[\w.-]{1,64}[=:])/
const QUOTES = ['\\"', "\\'", '"', "'", '`'] as const
const QUOTED_MAX = 8_192

const quotedSpan = (text: string, at: number, quote: string): Span | null => {
  const start = at + quote.length
  const near = text.slice(start, start + QUOTED_MAX)
  const end = near.indexOf(quote)
  // Without a partner, and in a text cut off, the value goes on to the line's end.
  const length = end === -1 ? (near.split('\n', 1)[0]?.length ?? 0) : end
  return isLiteralSecret(near.slice(0, length), quote.endsWith("'")) ? { start, end: start + length } : null
}

/** The secret value that begins at a position, without its quotes; null when none stands there. */
export const readValue = (text: string, at: number): Span | null => {
  const quote = QUOTES.find((candidate) => text.startsWith(candidate, at))
  if (quote !== undefined) return quotedSpan(text, at, quote)
  UNQUOTED.lastIndex = at
  const written = UNQUOTED.exec(text)?.[0] ?? ''
  // A command substitution or a call is no literal, however it goes on.
  if (/^\$?\(/.test(text.slice(at, at + 2)) || written.startsWith('$(') || written.startsWith('${')) return null
  const pair = NEXT_PAIR.exec(written.slice(0, 1024))
  const value = (pair === null ? written : written.slice(0, pair.index)).replace(/,$/, '')
  return isLiteralSecret(value, false) ? { start: at, end: at + value.length } : null
}
