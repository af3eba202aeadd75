import type { BareCommand } from './bare-command'
import { foldOperators } from './powershell-operators'
import type { Reader } from './reader'
import type { Assignment, Word } from './script'
import { VALUE_MAX } from './shell-command'
import type { ReadWord } from './word-draft'

const VARIABLE = /^(?:\[[\w.[\]]{1,64}\])?\$([\w:]{1,64})$/
const TRANSPARENT = new Set(['return', 'throw', 'process', 'begin', 'end'])
const IN_PARENTHESES = /^\(([\w.\\:/-]{1,256})\)$/
const IS_VALUE = /^[$([@{\d]/

const joinWords = (words: readonly Word[]): Word => ({
  text: words
    .map(({ text }) => text)
    .join(' ')
    .slice(0, VALUE_MAX),
  quoted: false,
  inner: words.flatMap(({ inner }) => inner),
})

const readAssignment = (reader: Reader, words: readonly Word[]): Assignment | null => {
  const name = VARIABLE.exec(words[0]?.text ?? '')?.[1]
  if (name === undefined || words[1]?.text !== '=') return null
  const values = words.slice(2)
  const [only] = values
  const value = only !== undefined && values.length === 1 ? only : joinWords(values)
  if (value.text.length <= VALUE_MAX) reader.variables.set(name.toLowerCase(), value)
  return { name, value }
}

const ALIAS_MAKERS = new Set(['sal', 'set-alias', 'nal', 'new-alias'])

/** Where an alias is kept among the variables, none of whose names has a blank. */
const aliasKey = (name: string): string => `alias ${name.toLowerCase()}`

/** `sal a iex`: a name for another command. */
const learnAlias = (reader: Reader, head: Word, args: readonly Word[]): void => {
  const [name, value] = ALIAS_MAKERS.has(head.text.toLowerCase())
    ? args.filter(({ text }) => !text.startsWith('-'))
    : []
  if (name !== undefined && value !== undefined) reader.variables.set(aliasKey(name.text), value)
}

/** The command that an alias of this script stands for. */
const named = (reader: Reader, head: ReadWord): ReadWord => {
  const alias = reader.variables.get(aliasKey(head.text))
  return alias === undefined ? head : { ...head, text: alias.text }
}

/**
 * A string or a variable is a value unless it is called; called, only a path is a program:
 * `& "$env:ProgramFiles\x\y.exe"`.
 */
const isValue = (head: ReadWord, isCalled: boolean): boolean =>
  isCalled
    ? IS_VALUE.test(head.text) && !/^\$[\w:]{1,64}[\\/]/.test(head.text)
    : head.quoted || head.fromVariable || IS_VALUE.test(head.text)

/**
 * Takes assignments and the call operator off a PowerShell command, computes constant strings and remembers the values.
 */
export const barePowerShellCommand = (reader: Reader, read: readonly ReadWord[]): BareCommand => {
  const words = foldOperators(reader, read)
  const assignment = readAssignment(reader, words)
  let rest = assignment === null ? words : words.slice(2)
  while (TRANSPARENT.has(rest[0]?.text.toLowerCase() ?? '')) rest = rest.slice(1)
  const isCalled = rest.length > 1 && (rest[0]?.text === '&' || rest[0]?.text === '.')
  if (isCalled) rest = rest.slice(1)
  const [written, ...args] = rest
  const head = written === undefined ? undefined : named(reader, written)
  if (head !== undefined) learnAlias(reader, head, args)
  if (head === undefined)
    return { assignments: assignment === null ? [] : [assignment], words: [], isExpression: false }
  const called = isCalled ? IN_PARENTHESES.exec(head.text)?.[1] : undefined
  return {
    assignments: assignment === null ? [] : [assignment],
    words: [called === undefined ? head : { ...head, text: called, quoted: false }, ...args],
    isExpression: called === undefined && isValue(head, isCalled),
  }
}
