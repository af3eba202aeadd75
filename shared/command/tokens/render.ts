import type { Command, Pipeline, Word } from './script'

const NEEDS_QUOTES = /[\s;&|<>()'"\\$`#*?]/

const written = ({ text, inner }: Word): string => {
  if (text !== '' && (inner.length > 0 || !NEEDS_QUOTES.test(text))) return text
  return text.includes("'") ? `"${text}"` : `'${text}'`
}

const renderCommand = (command: Command, word: (word: Word) => string): string =>
  [
    ...command.assignments.map(({ name, value }) => `${command.dialect === 'powershell' ? '$' : ''}${name}=${word(value)}`),
    ...(command.head === null ? [] : [word(command.head)]),
    ...command.args.map(word),
    ...command.redirects.map(({ descriptor, operator, target }) => `${descriptor}${operator}${target.text}`),
  ].join(' ')

const render = (pipelines: readonly Pipeline[], separator: string, word: (word: Word) => string): string =>
  pipelines
    .map(({ stages }) => stages.map((commands) => commands.map((command) => renderCommand(command, word)).join('; ')).join(' | '))
    .join(separator)

/** Writes commands down again with every word resolved, one pipeline a line, so that they can be read again. */
export const renderScript = (pipelines: readonly Pipeline[]): string => render(pipelines, '\n', written)

/** The same in one line and without quotes: the text of an expression inside a PowerShell word. */
export const renderExpression = (pipelines: readonly Pipeline[]): string => render(pipelines, '; ', ({ text }) => text)
