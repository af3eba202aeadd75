const escape = (text: string): string => text.replace(/[.+^${}()|[\]\\]/g, '\\$&')

/**
 * Anchored, case-insensitive match: `*` stands for any run of characters, `?` for one, everything else for itself.
 * Compiled once per list, so that a list of thousands costs nothing per activity.
 */
export const compileGlobs = (patterns: readonly string[]): ((text: string) => boolean) => {
  const exact = new Set(patterns.filter((pattern) => !/[*?]/.test(pattern)).map((pattern) => pattern.toLowerCase()))
  const wild = patterns.filter((pattern) => /[*?]/.test(pattern)).map(matcher)
  return (text) => {
    const lower = text.toLowerCase()
    return exact.has(lower) || wild.some((matches) => matches(lower))
  }
}

/** Runs of `*` are split into literal pieces that are searched in turn: linear in the text, whatever the pattern. */
const matcher = (pattern: string): ((lower: string) => boolean) => {
  const pieces = pattern.toLowerCase().split(/\*+/)
  const tests = pieces.map((piece) => new RegExp(escape(piece).replaceAll('?', '[^]'), 'g'))
  const lengths = pieces.map((piece) => piece.length)
  return (lower) => {
    const last = pieces.length - 1
    if (last === 0) return lower.length === lengths[0] && searchAt(tests[0]!, lower, 0) === 0
    if (searchAt(tests[0]!, lower, 0) !== 0) return false
    const tailStart = lower.length - lengths[last]!
    let from = lengths[0]!
    for (let piece = 1; piece < last; piece++) {
      const found = searchAt(tests[piece]!, lower, from)
      if (found < 0) return false
      from = found + lengths[piece]!
    }
    return tailStart >= from && searchAt(tests[last]!, lower, tailStart) === tailStart
  }
}

const searchAt = (test: RegExp, text: string, from: number): number => {
  test.lastIndex = from
  return test.exec(text)?.index ?? -1
}
