import type { Command, Language, Word } from './script'

const SHELLS = new Set(['sh', 'bash', 'dash', 'zsh', 'ksh', 'ash', 'fish', 'rbash', 'csh', 'tcsh', 'mksh'])
const LANGUAGES: readonly (readonly [RegExp, Language])[] = [
  [/^(?:python[\d.]*|pypy3?|py)$/, 'python'],
  [/^perl[\d.]*$/, 'perl'],
  [/^ruby[\d.]*$/, 'ruby'],
  [/^php[\d.]*$/, 'php'],
  [/^(?:node|nodejs|deno|bun)$/, 'javascript'],
  [/^[gmn]?awk$/, 'awk'],
  [/^lua[\d.]*$/, 'lua'],
]
/** Options whose value is the next word, which is no script file. */
const VALUED = new Set(['-o', '+o', '-O', '+O', '--rcfile', '--init-file', '-W', '-X'])

export const isShell = (name: string): boolean => SHELLS.has(name)

export const isPowerShell = (name: string): boolean => name === 'powershell' || name === 'pwsh'

export const languageOf = (name: string): Language | null =>
  LANGUAGES.find(([pattern]) => pattern.test(name))?.[1] ?? null

/** Anything that runs the program text it is given. */
export const isInterpreter = (name: string): boolean =>
  isShell(name) || isPowerShell(name) || (languageOf(name) !== null && languageOf(name) !== 'awk')

/** Options without values, the letter, and the program in the same word: `perl -e'...'`, `ruby -ne'...'`. */
const ATTACHED: Readonly<Partial<Record<Language, RegExp>>> = {
  python: /^-[BEIOSsuvx]{0,6}c(?=.)/,
  perl: /^-[lnpaws0]{0,6}[eE](?=.)/,
  ruby: /^-[lnpaw]{0,6}e(?=.)/,
  php: /^-[nq]{0,3}r(?=.)/,
  javascript: /^-[ep](?=.)/,
}

const attachedProgram = (word: Word, language: Language | null): Word | null => {
  const option = language === null ? undefined : ATTACHED[language]?.exec(word.text)?.[0]
  return option === undefined || !/[\s(;]/.test(word.text) ? null : { ...word, text: word.text.slice(option.length) }
}

/**
 * The word behind `-c` (shells, Python), `-e` (Perl, Ruby, Node), `-r` (PHP), also at the end of joined short options.
 */
export const inlineProgram = ({ name, args }: Command): Word | null => {
  const language = languageOf(name)
  const letter =
    isShell(name) || language === 'python'
      ? 'c'
      : language === 'php'
        ? 'r'
        : language === null || language === 'awk'
          ? null
          : 'e'
  if (letter === null) return null
  for (const [index, word] of args.entries()) {
    const { text } = word
    if (!text.startsWith('-')) return null
    const attached = attachedProgram(word, language)
    if (attached !== null) return attached
    const isShort = text.length <= 8 && text[1] !== '-'
    if (isShort && (text.endsWith(letter) || (isShell(name) && text.includes(letter))) && !VALUED.has(text))
      return args[index + 1] ?? null
    if (text === '--eval' || text === '--command') return args[index + 1] ?? null
    if (language === 'perl' && isShort && text.endsWith('E')) return args[index + 1] ?? null
    if (language === 'python' && text === '-m') return null
  }
  return null
}

/** The file it runs: the first word that is no option. */
export const scriptFile = ({ args }: Command): Word | null => {
  for (let at = 0; at < args.length; at += 1) {
    const text = args[at]?.text ?? ''
    if (VALUED.has(text)) at += 1
    else if (text === '-' || text === '-s' || text === '/dev/stdin') return null
    else if (text === '-m') return args[at + 1] ?? null
    else if (!text.startsWith('-') && !text.startsWith('+')) return args[at] ?? null
  }
  return null
}

/** Runs what it reads from its input: `| bash -s -- x`, `| python3 -`, `| iex`, but not `| python3 -m json.tool`. */
export const runsInput = (command: Command): boolean => {
  if (command.name === 'invoke-expression') return command.args.length === 0
  if (command.name === 'source' || command.name === '.') return command.args[0]?.text === '/dev/stdin'
  if (isPowerShell(command.name)) return command.args.at(-1)?.text === '-'
  return isInterpreter(command.name) && inlineProgram(command) === null && scriptFile(command) === null
}
