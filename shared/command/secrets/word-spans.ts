import type { PlacedWord } from './command-words'
import { isLiteralSecret } from './literal'
import type { Span } from './spans'

const IS_OPTION = /^-{1,2}[A-Za-z]/

/** A word, or what stands behind its first characters, when it is itself a secret. */
export const wordSpan = (word: PlacedWord | undefined, from = 0): readonly Span[] => {
  if (word === undefined) return []
  const value = word.text.slice(from)
  const quote =
    /^["']$/.test(value.slice(0, 1)) && value.length > 1 && value.endsWith(value.slice(0, 1)) ? value.slice(0, 1) : ''
  if (!isLiteralSecret(quote === '' ? value : value.slice(1, -1), word.quote === "'" || quote === "'")) return []
  const isOption = from === 0 && word.quote === '' && IS_OPTION.test(word.text)
  return isOption ? [] : [{ start: word.start + from + quote.length, end: word.end - quote.length }]
}

/** The secret in `user:secret` or `user%secret`. */
export const pairSpan = (word: PlacedWord | undefined): readonly Span[] => {
  const at = word?.text.search(/[:%]/) ?? -1
  return at === -1 ? [] : wordSpan(word, at + 1)
}

export const baseNameOf = ({ text }: PlacedWord): string =>
  text
    .slice(-128)
    .split(/[\\/]/)
    .at(-1)
    ?.toLowerCase()
    .replace(/\.exe$/, '') ?? ''
