import { matchesAny } from '../matches-any'
import { cronCommands, unitCommands } from './cron-lines'
import { inlineProgram, isPowerShell, isShell, runsInput } from './interpreters'
import { operands, parameter } from './options'
import { inputText } from './printed-text'
import { sshWords } from './ssh-words'
import type { Command, Dialect, FileWrite, Word } from './script'

/** Text that a command hands to an interpreter or stores to be run later. */
export interface NestedText {
  readonly text: string
  readonly dialect: Dialect
}

const POWERSHELL_VALUED = /^[-/](?:ex|ep|w|win|v|in|o|cus|ps|conf|f$|fi)/i
const SCRIPT_FILE = /\.(?:sh|bash|ps1|bat|cmd)$/
const RUN_LATER: readonly RegExp[] = [
  /\/(?:rc\.local|\.bashrc|\.bash_profile|\.profile|\.zshrc|profile|bash\.bashrc)$|\/profile\.d\//,
  /\/cron\.(?:hourly|daily|weekly|monthly)\/|\/update-motd\.d\/|\/init\.d\//,
]

const join = (command: Command, from: number): string =>
  command.args
    .slice(from)
    .map(({ text }) => text)
    .join(' ')

const shell = (text: string | null | undefined): readonly NestedText[] => (text ? [{ text, dialect: 'shell' }] : [])
const powershell = (text: string | null | undefined): readonly NestedText[] =>
  text ? [{ text, dialect: 'powershell' }] : []
const cmd = (text: string | null | undefined): readonly NestedText[] => (text ? [{ text, dialect: 'cmd' }] : [])

const powershellCommand = (command: Command): string | null => {
  for (let at = 0; at < command.args.length; at += 1) {
    const text = command.args[at]?.text ?? ''
    if (/^[-/]c(?:o(?:m(?:m(?:a(?:n(?:d)?)?)?)?)?)?$/i.test(text)) return join(command, at + 1)
    if (/^[-/]f(?:i(?:l(?:e)?)?)?$/i.test(text)) return null
    if (POWERSHELL_VALUED.test(text)) at += 1
    else if (!/^[-/]/.test(text)) return join(command, at)
  }
  return null
}

/** A word as the command prompt has to read it again. */
const quotedForPrompt = ({ text, quoted }: Word): string =>
  quoted && /[\s"]/.test(text) ? `"${text.replaceAll('"', '\\"')}"` : text

const behindSlash = (command: Command): string | null => {
  const at = command.args.findIndex(({ text }) => /^\/[ck]$/i.test(text))
  const joined = command.args.find(({ text }) => /^\/c\S/i.test(text))
  if (at === -1) return joined === undefined ? null : joined.text.slice(2)
  const words = command.args.slice(at + 1)
  return words.length === 1 ? (words[0]?.text ?? null) : words.map(quotedForPrompt).join(' ')
}

const valueBehind = (command: Command, name: string): string | null => {
  const at = command.args.findIndex(({ text }) => text.toLowerCase() === name)
  return at === -1 ? null : (command.args[at + 1]?.text ?? null)
}

const startedProcess = (command: Command): string => {
  const program = parameter(command, 'filepath') ?? parameter(command, 'execute') ?? operands(command)[0] ?? ''
  return `${program} ${parameter(command, 'argumentlist') ?? parameter(command, 'argument') ?? ''}`
}

/** The command line of a scheduled task, a service, a run key or a started process. */
const startedLater = (command: Command): string | null => {
  switch (command.name) {
    case 'schtasks':
      return valueBehind(command, '/tr')
    case 'forfiles':
      return valueBehind(command, '/c')
    case 'sc':
      return (
        valueBehind(command, 'binpath=') ??
        command.args.find(({ text }) => /^binpath=./i.test(text))?.text.slice(8) ??
        null
      )
    case 'reg':
      return command.args[0]?.text.toLowerCase() === 'add' ? valueBehind(command, '/d') : null
    case 'wmic':
      return command.line.includes('process call create') ? (command.args.at(-1)?.text ?? null) : null
    case 'start-process':
    case 'new-scheduledtaskaction':
      return startedProcess(command)
    case 'new-service':
      return parameter(command, 'binarypathname')
    default:
      return null
  }
}

const fromArguments = (command: Command): readonly NestedText[] => {
  const { name, args } = command
  if (isShell(name)) return shell(inlineProgram(command)?.text)
  if (isPowerShell(name)) return powershell(powershellCommand(command))
  switch (name) {
    case 'eval':
      return shell(join(command, 0))
    case 'su':
    case 'runuser':
    case 'script':
      return shell(valueBehind(command, '-c') ?? valueBehind(command, '--command') ?? valueBehind(command, '-qc'))
    case 'ssh':
      return shell(
        sshWords(command)
          .remote.map(({ text }) => text)
          .join(' '),
      )
    case 'trap':
      return args.length > 1 ? shell(args[0]?.text) : []
    case 'watch':
    case 'alias':
      return shell(args.at(-1)?.text.replace(/^\w{1,64}=/, ''))
    case 'cmd':
      return cmd(behindSlash(command))
    case 'invoke-expression':
      // Commands inside an expression are read with the expression; only a constant is a script of its own.
      return args.some(({ inner }) => inner.length > 0) ? [] : powershell(join(command, 0))
    default:
      return cmd(startedLater(command))
  }
}

/** `docker exec web sh -c '...'`, `xargs -I{} bash -c '...'`: a shell among the words of any other command. */
const embeddedShell = (command: Command): readonly NestedText[] => {
  const at = command.args.findIndex(
    ({ text }, index) =>
      isShell(text.split('/').at(-1) ?? '') && /^-[a-z]{0,6}c$/.test(command.args[index + 1]?.text ?? ''),
  )
  return at === -1 ? [] : shell(command.args[at + 2]?.text)
}

const fromInput = (command: Command): readonly NestedText[] => {
  const text = inputText(command)
  if (text === null) return []
  if (isPowerShell(command.name) || command.name === 'invoke-expression')
    return runsInput(command) ? powershell(text) : []
  if (isShell(command.name) || command.name === 'source') return runsInput(command) ? shell(text) : []
  if (command.name === 'at' || command.name === 'batch' || command.name === 'ssh') return shell(text)
  return command.name === 'crontab' ? shell(cronCommands(text, '').join('\n')) : []
}

const fromWrite = ({ path, content }: FileWrite): readonly NestedText[] => {
  if (content === null) return []
  if (path.includes('/cron') && !path.includes('/cron.d') && matchesAny(RUN_LATER, path)) return shell(content)
  if (path.includes('/cron')) return shell(cronCommands(content, path).join('\n'))
  if (/\.(?:service|timer)$/.test(path)) return shell(unitCommands(content).join('\n'))
  if (path.endsWith('.ps1')) return powershell(content)
  if (path.endsWith('.bat') || path.endsWith('.cmd')) return cmd(content)
  const runs = SCRIPT_FILE.test(path) || matchesAny(RUN_LATER, path) || /^#!\s{0,4}\/\S{0,64}sh/.test(content)
  return runs ? shell(content) : []
}

/** Everything a command carries that is itself a script. */
export const nestedTexts = (command: Command): readonly NestedText[] => [
  ...fromArguments(command),
  ...(isShell(command.name) ? [] : embeddedShell(command)),
  ...fromInput(command),
  ...command.writes.flatMap(fromWrite),
]
