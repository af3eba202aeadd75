import type { Command, Dialect, Pipeline, Word } from './script'

const NEEDS_QUOTES = /[\s;&|<>()'"\\$`#*?]/

type WriteWord = (word: Word, dialect: Dialect) => string

/** A string of PowerShell without quotes would be a command. */
const written: WriteWord = ({ text, inner, quoted }, dialect) => {
  const isPlain = text !== '' && !NEEDS_QUOTES.test(text) && !(quoted && dialect === 'powershell')
  if (isPlain || (text !== '' && inner.length > 0)) return text
  return text.includes("'") ? `"${text}"` : `'${text}'`
}

/** In PowerShell the words are the value, at the prompt they are `set` and the assignment. */
const writtenAssignments = ({ dialect, assignments }: Command, word: WriteWord): readonly string[] => {
  if (dialect === 'cmd') return []
  return assignments.map(({ name, value }) =>
    dialect === 'powershell' ? `$${name} =` : `${name}=${word(value, dialect)}`,
  )
}

const renderCommand = (command: Command, word: WriteWord): string =>
  [
    ...writtenAssignments(command, word),
    ...(command.head === null ? [] : [word(command.head, command.dialect)]),
    ...command.args.map((argument) => word(argument, command.dialect)),
    ...command.redirects.map(({ descriptor, operator, target }) => `${descriptor}${operator}${target.text}`),
  ].join(' ')

const render = (pipelines: readonly Pipeline[], separator: string, word: WriteWord): string =>
  pipelines
    .map(({ stages }) =>
      stages.map((commands) => commands.map((command) => renderCommand(command, word)).join('; ')).join(' | '),
    )
    .join(separator)

/** Writes commands down again with every word resolved, one pipeline a line, so that they can be read again. */
export const renderScript = (pipelines: readonly Pipeline[]): string => render(pipelines, '\n', written)

/** The same in one line and without quotes: the text of an expression inside a PowerShell word. */
export const renderExpression = (pipelines: readonly Pipeline[]): string => render(pipelines, '; ', ({ text }) => text)
