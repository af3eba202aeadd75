/** A word of a command with its place in the text; quotes around the whole word are not part of it. */
export interface PlacedWord {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly quote: '' | '"' | "'"
}

/** Words up to the next separator. */
export interface PlacedCommand {
  readonly words: readonly PlacedWord[]
  /** A pipe stands before it. */
  readonly piped: boolean
}

const SEPARATORS = ';|&\n(){}'
const PLAIN = /[^\s;|&(){}"']+/y
const NESTED_MAX = 3

interface Scan {
  readonly text: string
  readonly offset: number
  readonly depth: number
  readonly commands: PlacedCommand[]
}

const closing = (text: string, at: number, quote: string): number => {
  for (let from = at + 1; ; ) {
    const end = text.indexOf(quote, from)
    if (end === -1) return -1
    if (quote === "'" || text[end - 1] !== '\\') return end
    from = end + 1
  }
}

const scan = ({ text, offset, depth, commands }: Scan): void => {
  let words: PlacedWord[] = []
  let piped = false
  let at = 0
  let noPartner = ''
  const close = (separator: string): void => {
    if (words.length > 0) commands.push({ words, piped })
    if (words.length > 0 || separator !== '\n') piped = separator === '|' && text[at + 1] !== '|' && text[at - 1] !== '|'
    words = []
  }
  while (at < text.length) {
    const character = text[at] ?? ''
    if (SEPARATORS.includes(character)) {
      close(character)
      at += 1
      continue
    }
    if (/\s/.test(character)) {
      at += 1
      continue
    }
    const start = at
    let quote: PlacedWord['quote'] = ''
    let contentEnd = -1
    while (at < text.length && !/\s/.test(text[at] ?? '') && !SEPARATORS.includes(text[at] ?? '')) {
      const next = text[at] ?? ''
      const end = (next === '"' || next === "'") && !noPartner.includes(next) ? closing(text, at, next) : -1
      if (end !== -1) {
        if (at === start) {
          quote = next as '"' | "'"
          contentEnd = end
        }
        const content = text.slice(at + 1, end)
        if (depth < NESTED_MAX && /\s/.test(content)) scan({ text: content, offset: offset + at + 1, depth: depth + 1, commands })
        at = end + 1
        continue
      }
      if (next === '"' || next === "'") noPartner += next
      PLAIN.lastIndex = at
      at += PLAIN.exec(text)?.[0].length ?? 1
    }
    const whole = contentEnd === at - 1 && quote !== ''
    words.push({ text: whole ? text.slice(start + 1, at - 1) : text.slice(start, at), start: offset + start + (whole ? 1 : 0), end: offset + at - (whole ? 1 : 0), quote: whole ? quote : '' })
  }
  close('\n')
}

/** Commands of a text in any shell's language, also those inside quoted words; tolerant and coarser than the tokeniser, but every word keeps its place. */
export const placedCommands = (text: string): readonly PlacedCommand[] => {
  const commands: PlacedCommand[] = []
  scan({ text, offset: 0, depth: 0, commands })
  return commands
}
