import { inlineProgram, languageOf, runsInput } from './interpreters'
import { inputText } from './printed-text'
import type { Code, Command, Language } from './script'

const COMMENT_LINE: Readonly<Record<Language, string>> = {
  python: '#',
  perl: '#',
  ruby: '#',
  php: '//',
  javascript: '//',
  awk: '#',
  lua: '--',
}
const SHELL_CALLS = new Set([
  'system',
  'popen',
  'exec',
  'execSync',
  'call',
  'run',
  'check_output',
  'check_call',
  'shell_exec',
  'passthru',
  'getoutput',
  'spawn',
])
const CALL = /\b(\w{3,12})\s{0,4}\(\s{0,4}\[?\s{0,4}(?=["'])/g
const LITERAL = /["']{1,3}([^"']{1,4096})["']{1,3}(\s{0,4},\s{0,4}(?=["']))?/y

const withoutComments = (text: string, language: Language): string =>
  text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith(COMMENT_LINE[language]))
    .join('\n')

export const codeOf = (text: string, language: Language, inline: boolean, source: string): Code => ({
  language,
  text: withoutComments(text, language),
  inline,
  source,
})

/**
 * The program in another language that a command carries: `python3 -c '...'`, `perl -e`, `php <<EOF`, an awk program.
 */
export const codeFragment = (command: Command): Code | null => {
  const language = languageOf(command.name)
  if (language === null) return null
  if (language === 'awk') {
    const program = command.args.find(({ text }) => text.includes('{'))
    return program === undefined ? null : codeOf(program.text, language, true, command.source)
  }
  const inline = inlineProgram(command)
  if (inline !== null) return codeOf(inline.text, language, true, command.source)
  const input = runsInput(command) ? inputText(command) : null
  return input === null ? null : codeOf(input, language, false, command.source)
}

/**
 * Shell commands that a program runs, where they are plain strings: `os.system("...")`,
 * `subprocess.run(["...", "..."])`.
 */
export const shellCalls = ({ text }: Code): readonly string[] => {
  const calls: string[] = []
  for (const call of text.matchAll(CALL)) {
    if (!SHELL_CALLS.has(call[1] ?? '')) continue
    const words: string[] = []
    let at = call.index + call[0].length
    for (;;) {
      LITERAL.lastIndex = at
      const literal = LITERAL.exec(text)
      if (literal === null) break
      words.push(literal[1] ?? '')
      at += literal[0].length
      if (literal[2] === undefined) break
    }
    if (words.length > 0) calls.push(words.join(' '))
  }
  return calls
}
