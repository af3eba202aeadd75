import { displayWidth } from './display-width'

/** Pieces of a word that is wider than a whole line; the word itself when it is not. */
const breakWord = (word: string, width: number): readonly string[] => {
  if (displayWidth(word) <= width) return [word]
  const pieces: string[] = []
  let piece = ''
  let used = 0
  for (const character of word) {
    const taken = displayWidth(character)
    if (used + taken > width) {
      pieces.push(piece)
      piece = ''
      used = 0
    }
    piece += character
    used += taken
  }
  return [...pieces, piece]
}

/**
 * Lines of at most `width` columns, broken at spaces, or inside a word where it alone is wider. `first` stands before
 * the first line, `rest` before the others; both count as part of the width.
 */
export const wrap = (text: string, width: number, first = '', rest = first): readonly string[] => {
  const room = width - Math.max(displayWidth(first), displayWidth(rest))
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((word) => breakWord(word, room))) {
    if (line !== '' && displayWidth(line) + 1 + displayWidth(word) > room) {
      lines.push(line)
      line = ''
    }
    line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].map((part, place) => `${place === 0 ? first : rest}${part}`.trimEnd())
}

/** A line of code cut into pieces of at most `width` columns, white space kept. */
export const hardWrap = (text: string, width: number, prefix: string): readonly string[] =>
  breakWord(text, width - displayWidth(prefix)).map((piece) => `${prefix}${piece}`.trimEnd())
