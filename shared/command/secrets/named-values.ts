import { readValue } from './read-value'
import { isSecretName } from './secret-names'
import type { Span } from './spans'

const NAME_BEFORE = /([A-Za-z][\w.-]{0,63})(?:\\?["'])?\]?[ \t]{0,8}$/
const SEPARATOR = /[=:]{1,2}>?/g
const BLANKS = /[ \t]{0,8}/y
const AUTHORIZATION = /^(?:proxy-)?authorization$/i
const SCHEME =
  /(?:Basic|Bearer|Token|Api-?Key|Digest|Negotiate|Splunk|SSWS|GenieKey|Bot|Shared(?:Key|AccessSignature))[ \t]{1,4}/iy
const XML = /<(?:[\w-]{1,32}:)?([\w-]{1,64})>([^<>]{1,1024})<\//g

/** A colon behind a variable or a path is part of a volume, a drive or a URL. */
const isName = (text: string, start: number, separator: string): boolean => {
  const before = text[start - 1] ?? ''
  return (
    before !== '/' &&
    before !== '\\' &&
    before !== '@' &&
    before !== '^' &&
    !(before === '$' && separator.startsWith(':'))
  )
}

const nameBefore = (text: string, at: number, separator: string): string | null => {
  const near = text.slice(Math.max(0, at - 80), at)
  const match = NAME_BEFORE.exec(near)
  const name = match?.[1]
  if (match === null || name === undefined) return null
  return isName(text, at - near.length + match.index, separator) ? name : null
}

const skip = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at
  return at + (pattern.exec(text)?.[0].length ?? 0)
}

/**
 * `name=value`, `name: value`, `"name": "value"`, `name => value`, `name := value`,
 * `<name>value</name>` where the name is a secret's.
 */
export const namedValues = (text: string): readonly Span[] => {
  const spans: Span[] = []
  let end = 0
  for (const { 0: separator, index } of text.matchAll(SEPARATOR)) {
    if (index < end) continue
    const name = nameBefore(text, index, separator)
    if (name === null || (separator.startsWith('::') && separator.length === 2)) continue
    let at = skip(BLANKS, text, index + separator.length)
    if (AUTHORIZATION.test(name)) {
      // The quote may stand before the scheme: `"Authorization": "Bearer ..."`.
      const quote = /^\\?["']/.exec(text.slice(at, at + 2))?.[0] ?? ''
      const token = skip(SCHEME, text, at + quote.length)
      if (token > at + quote.length) at = token
    } else if (!isSecretName(name)) continue
    const span = readValue(text, at)
    if (span === null) continue
    spans.push(span)
    end = span.end
  }
  for (const { 0: element, 1: name = '', 2: value = '', index } of text.matchAll(XML)) {
    if (isSecretName(name))
      spans.push({ start: index + element.length - 2 - value.length, end: index + element.length - 2 })
  }
  return spans
}
