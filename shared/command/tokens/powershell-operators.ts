import type { Reader } from './reader'
import { literalWord, type ReadWord } from './word-draft'

/** Strings are folded up to this length; longer ones are no command words. */
const FOLD_MAX = 16_384
const PLACEHOLDER = /\{(\d{1,2})\}/g

const withoutParentheses = (text: string): string =>
  text.startsWith('(') && text.endsWith(')') ? text.slice(1, -1) : text

/** A list of constants: brackets inside it would be computed. */
const isList = (text: string): boolean => text.includes(',') && !/[()[\]]/.test(withoutParentheses(text))

const elements = (text: string): readonly string[] =>
  withoutParentheses(text)
    .split(',')
    .map((element) => element.trim())

/** `'{1}{0}' -f 'EX','I'` */
const format = (pattern: string, values: readonly string[]): string =>
  pattern.replace(PLACEHOLDER, (written, index: string) => values[Number(index)] ?? written)

const apply = (operator: string, left: string, right: string): string | null => {
  switch (operator) {
    case '-f':
      return left.includes('{0}') ? format(left, elements(right)) : null
    case '-join':
      return isList(left) ? elements(left).join(right === '()' ? '' : right) : null
    case '-replace':
    case '-creplace':
    case '-ireplace': {
      const [from = '', to = ''] = right.split(',')
      return from === '' || !left.includes(from) ? null : left.replaceAll(from, to)
    }
    default:
      return null
  }
}

const startOf = (words: readonly ReadWord[]): number =>
  words[1]?.text === '=' ? 2 : words[0]?.text === '&' || words[0]?.text === '.' ? 1 : 0

/** Position behind a list that begins here. */
const endOfList = (words: readonly ReadWord[], start: number): number => {
  let at = start
  while (words[at]?.text.endsWith(',') && at + 1 < words.length) at += 1
  return at + 1
}

/** Computes `-f`, `-join` and `-replace` over constant strings at the beginning of a statement. */
export const foldOperators = (reader: Reader, words: readonly ReadWord[]): readonly ReadWord[] => {
  let folded = words
  for (let round = 0; round < 4; round += 1) {
    const at = startOf(folded)
    const unary = folded[at]?.text.toLowerCase() === '-join'
    const operator = unary ? '-join' : (folded[at + 1]?.text.toLowerCase() ?? '')
    const left = unary ? folded[at + 1] : folded[at]
    const right = at + 2
    // `-f 'EX', 'I'`: a comma goes on in the next word.
    const end = unary ? right : endOfList(folded, right)
    if (left === undefined || end > folded.length || left.text.length > FOLD_MAX) break
    const text = apply(
      operator,
      left.text,
      folded
        .slice(right, end)
        .map((word) => word.text)
        .join(''),
    )
    if (text === null || text.length > FOLD_MAX) break
    if (!/\s/.test(text)) reader.assembled.push(`${left.text} ${operator}`)
    folded = [...folded.slice(0, at), { ...literalWord(text), quoted: true }, ...folded.slice(end)]
  }
  return folded
}
