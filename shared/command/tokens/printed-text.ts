import type { Command } from './script'

const FLAGS = /^-[neE]{1,3}$/

const lines = (text: string): string => text.replaceAll('\\n', '\n')

/**
 * What a command writes to its output, when the text says so: `echo ...`, `printf ...`, `cat <<EOF`, a quoted
 * PowerShell string; null otherwise.
 */
export const printedText = (command: Command): string | null => {
  const body = command.redirects.find((redirect) => redirect.body !== null)?.body
  const texts = command.args.map(({ text }) => text)
  switch (command.name) {
    case 'echo':
    case 'write-output': {
      const flags = texts.findIndex((text) => !FLAGS.test(text))
      return lines(texts.slice(flags === -1 ? texts.length : flags).join(' '))
    }
    case 'printf': {
      const [format = '', ...values] = texts[0] === '--' ? texts.slice(1) : texts
      return lines(format.includes('%') ? values.join('\n') : format)
    }
    case 'cat':
    case 'tee':
    case 'get-content':
      return body?.text ?? null
    case '':
      return command.head?.quoted ? command.head.text : (body?.text ?? null)
    default:
      return null
  }
}

/**
 * What a command reads from its input, when the text says so: its here-document, or what the commands
 * before it in the pipeline print.
 */
export const inputText = (command: Command): string | null => {
  const body = command.redirects.find((redirect) => redirect.body !== null)?.body
  if (body !== null && body !== undefined) return body.text
  const printed = command.upstream.map(printedText).filter((text) => text !== null)
  return printed.length === 0 ? null : printed.join('\n')
}
