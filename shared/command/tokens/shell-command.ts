import type { BareCommand } from './bare-command'
import type { Reader } from './reader'
import type { Assignment, Word } from './script'
import type { ReadWord } from './word-draft'

const KEYWORDS = new Set([
  'if',
  'then',
  'else',
  'elif',
  'do',
  'while',
  'until',
  '!',
  '{',
  '}',
  'fi',
  'done',
  'esac',
  '-',
])
const DECLARATIONS = new Set(['export', 'local', 'declare', 'typeset', 'readonly'])
const NAME = /^[A-Za-z_]\w{0,63}\+?$/
const BRACES = /^\{[^{}\s]{1,512}\}$/
/** Longer values are not worth carrying about. */
export const VALUE_MAX = 16_384

const readAssignment = (word: ReadWord): Assignment | null => {
  const name = word.text.slice(0, Math.max(0, word.equals))
  if (!NAME.test(name)) return null
  return { name, value: { text: word.text.slice(word.equals + 1), quoted: word.quoted, inner: word.inner } }
}

const assign = (reader: Reader, { name, value }: Assignment): void => {
  const appends = name.endsWith('+')
  const key = appends ? name.slice(0, -1) : name
  const text = (appends ? (reader.variables.get(key)?.text ?? '') : '') + value.text
  if (text.length <= VALUE_MAX) reader.variables.set(key, { ...value, text })
  else reader.variables.delete(key)
}

/** `{cat,/etc/shadow}` runs `cat /etc/shadow`. */
const expandBraces = (reader: Reader, [head, ...rest]: readonly ReadWord[]): readonly Word[] => {
  if (head === undefined) return []
  if (head.quoted || !BRACES.test(head.text) || !head.text.includes(',')) return [head, ...rest]
  reader.assembled.push(head.text)
  return [
    ...head.text
      .slice(1, -1)
      .split(',')
      .map((text): Word => ({ text, quoted: false, inner: head.inner })),
    ...rest,
  ]
}

/** Takes keywords and assignments off a shell command and remembers the values. */
export const bareShellCommand = (reader: Reader, words: readonly ReadWord[]): BareCommand => {
  let at = 0
  while (at < words.length && !words[at]?.quoted && KEYWORDS.has(words[at]?.text ?? '')) at += 1
  if (words[at]?.text === 'function') at += 2
  if (words[at]?.text === 'for' && words[at + 2]?.text === 'in') {
    const [name, first] = [words[at + 1], words[at + 3]]
    if (name !== undefined && first !== undefined) assign(reader, { name: name.text, value: first })
  }
  const assignments: Assignment[] = []
  for (; at < words.length; at += 1) {
    const word = words[at]
    const assignment = word === undefined ? null : readAssignment(word)
    if (assignment === null) break
    assignments.push(assignment)
  }
  const rest = words.slice(at)
  if (rest[0]?.joined) reader.assembled.push(rest[0].text)
  if (DECLARATIONS.has(rest[0]?.text ?? ''))
    assignments.push(
      ...rest
        .slice(1)
        .map(readAssignment)
        .filter((assignment) => assignment !== null),
    )
  for (const assignment of assignments) assign(reader, assignment)
  return { assignments, words: expandBraces(reader, rest), isExpression: false }
}
