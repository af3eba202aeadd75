import type { BareCommand } from './bare-command'
import type { Reader } from './reader'
import type { Assignment, Word } from './script'
import { VALUE_MAX } from './shell-command'
import type { ReadWord } from './word-draft'

const ONE_OPERAND = new Set(['exist', 'defined', 'errorlevel', 'cmdextversion'])

/** The command behind `if [not] exist x`, `if a==b`, `for ... do`, `else`. */
const behindKeyword = (words: readonly Word[]): readonly Word[] => {
  const texts = words.map(({ text }) => text.toLowerCase())
  if (texts[0] === 'for') {
    const body = texts.indexOf('do')
    return body === -1 ? words : words.slice(body + 1)
  }
  if (texts[0] === 'else') return words.slice(1)
  if (texts[0] !== 'if') return words
  let at = 1
  while (texts[at] === '/i' || texts[at] === 'not') at += 1
  if (ONE_OPERAND.has(texts[at] ?? '')) at += 2
  else at += texts[at]?.includes('==') ? 1 : 3
  return words.slice(at)
}

const readSet = (words: readonly Word[]): Assignment | null => {
  if (words[0]?.text.toLowerCase() !== 'set') return null
  const text = words
    .slice(1)
    .map((word) => word.text)
    .join(' ')
  const equals = text.indexOf('=')
  const name = text.slice(0, Math.max(0, equals))
  return /^[A-Za-z_]\w{0,63}$/.test(name)
    ? { name, value: { text: text.slice(equals + 1), quoted: true, inner: [] } }
    : null
}

/** Takes the keywords of the command prompt off a command and remembers what `set` says. */
export const bareCmdCommand = (reader: Reader, read: readonly ReadWord[]): BareCommand => {
  const [first, ...others] = read
  if (first?.joined) reader.assembled.push(first.text)
  const echoed: readonly Word[] =
    first === undefined ? [] : first.text.startsWith('@') ? [{ ...first, text: first.text.slice(1) }, ...others] : read
  let words = echoed.filter(({ text, quoted }) => text !== '' || quoted)
  for (let layer = 0; layer < 4; layer += 1) words = [...behindKeyword(words)]
  const assignment = readSet(words)
  if (assignment !== null && assignment.value.text.length <= VALUE_MAX)
    reader.variables.set(assignment.name.toLowerCase(), assignment.value)
  return { assignments: assignment === null ? [] : [assignment], words, isExpression: false }
}
