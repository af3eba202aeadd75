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
  /** Where the text begins in the whole. */
  readonly offset: number
  readonly depth: number
  readonly commands: PlacedCommand[]
  /** Quotes that have no partner further on. */
  alone: string
  at: number
}

const closingQuote = (text: string, at: number, quote: string): number => {
  for (let from = at + 1; ; ) {
    const end = text.indexOf(quote, from)
    if (end === -1 || quote === "'" || text[end - 1] !== '\\') return end
    from = end + 1
  }
}

const endsWord = (character: string): boolean => SEPARATORS.includes(character) || /\s/.test(character)

/** Steps over a quoted part and reads the commands inside it; -1 when no quoted part begins here. */
const skipQuoted = (scan: Scan): number => {
  const { text, at } = scan
  const quote = text[at] ?? ''
  if ((quote !== '"' && quote !== "'") || scan.alone.includes(quote)) return -1
  const end = closingQuote(text, at, quote)
  if (end === -1) {
    scan.alone += quote
    return -1
  }
  const content = text.slice(at + 1, end)
  const isScript = scan.depth < NESTED_MAX && /\s/.test(content)
  if (isScript)
    readCommands({
      text: content,
      offset: scan.offset + at + 1,
      depth: scan.depth + 1,
      commands: scan.commands,
      alone: '',
      at: 0,
    })
  scan.at = end + 1
  return end
}

const readWord = (scan: Scan): PlacedWord => {
  const { text, offset, at: start } = scan
  let firstQuoteEnd = -1
  while (scan.at < text.length && !endsWord(text[scan.at] ?? '')) {
    const before = scan.at
    const end = skipQuoted(scan)
    if (end !== -1) {
      if (before === start) firstQuoteEnd = end
      continue
    }
    PLAIN.lastIndex = scan.at
    scan.at += PLAIN.exec(text)?.[0].length ?? 1
  }
  const isQuoted = firstQuoteEnd !== -1 && firstQuoteEnd === scan.at - 1
  const [from, to] = isQuoted ? [start + 1, scan.at - 1] : [start, scan.at]
  return {
    text: text.slice(from, to),
    start: offset + from,
    end: offset + to,
    quote: !isQuoted ? '' : text[start] === '"' ? '"' : "'",
  }
}

const readCommands = (scan: Scan): void => {
  const { text, commands } = scan
  let words: PlacedWord[] = []
  let piped = false
  while (scan.at < text.length) {
    const character = text[scan.at] ?? ''
    if (SEPARATORS.includes(character)) {
      if (words.length > 0) commands.push({ words, piped })
      // A pipe at a line's end goes on in the next line.
      if (words.length > 0 || character !== '\n')
        piped = character === '|' && text[scan.at + 1] !== '|' && text[scan.at - 1] !== '|'
      words = []
      scan.at += 1
    } else if (endsWord(character)) scan.at += 1
    else words.push(readWord(scan))
  }
  if (words.length > 0) commands.push({ words, piped })
}

/**
 * Commands of a text in any shell's language, also those inside quoted words; tolerant and coarser than the tokeniser,
 * but every word keeps its place.
 */
export const placedCommands = (text: string): readonly PlacedCommand[] => {
  const commands: PlacedCommand[] = []
  readCommands({ text, offset: 0, depth: 0, commands, alone: '', at: 0 })
  return commands
}
