import type { Decoded } from './layer'

const MARKER = /\[char|fromcharcode|\bchr\s{0,2}\(|pack\s{0,2}\(\s{0,2}["']c|\[byte|getstring\(/i
const NUMBER = /0x[0-9A-Fa-f]{1,2}|\d{1,3}/g
/** What may stand between two codes of one string, lower case: `+[char]`, `)+chr(`, `, `. */
const GLUE = /^[\s,+.()[\]'"]{0,16}(?:(?:\[char\]|\[int\]|chr|convert\]::tochar)[\s(]{0,4}){0,2}$/
const OPENING = /(?:\[char\[?\]?\]|string\.fromcharcode|chr|\[byte\[\]\])?\s{0,4}[(@'"]{0,4}$/i
const CODES_MIN = 3

interface Run {
  readonly start: number
  readonly end: number
  readonly text: string
}

const codeOf = (digits: string): number => (digits.startsWith('0x') ? Number.parseInt(digits, 16) : Number(digits))

const isPrintable = (code: number): boolean => (code >= 32 && code < 127) || code === 9 || code === 10 || code === 13

/** Maximal sequences of character codes. */
const runs = (text: string): readonly Run[] => {
  const found: Run[] = []
  let start = -1
  let end = -1
  let characters = ''
  let count = 0
  const close = (): void => {
    if (count >= CODES_MIN && /[A-Za-z]/.test(characters)) found.push({ start, end, text: characters })
    characters = ''
    count = 0
  }
  for (const { 0: digits, index } of text.matchAll(NUMBER)) {
    const code = codeOf(digits.toLowerCase())
    const glued = count > 0 && index > end && index - end <= 40 && GLUE.test(text.slice(end, index).toLowerCase())
    if (!glued) close()
    if (!isPrintable(code)) {
      close()
      continue
    }
    if (count === 0) start = index
    characters += String.fromCharCode(code)
    count += 1
    end = index + digits.length
  }
  close()
  return found
}

/**
 * `[char]73+[char]69+[char]88`, `String.fromCharCode(99,117)`, `chr(99)+chr(117)`: three or more codes
 * become a quoted string in place.
 */
export const decodeCharCodes = (text: string): readonly Decoded[] => {
  if (!MARKER.test(text)) return []
  let decoded = ''
  let from = 0
  const found = runs(text)
  const [first] = found
  for (const run of found) {
    const before = text.slice(Math.max(from, run.start - 32), run.start)
    const opening = OPENING.exec(before)?.[0] ?? ''
    decoded +=
      `${text.slice(from, run.start - opening.length)}${opening.includes('(') ? '(' : ''}'` +
      `${run.text.replaceAll("'", "''")}'`
    from = run.end
  }
  return first === undefined
    ? []
    : [{ text: decoded + text.slice(from), how: 'character codes', written: text.slice(first.start, first.end) }]
}
