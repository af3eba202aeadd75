import { isInterpreter, isPowerShell, isShell, scriptFile } from '../tokens/interpreters'
import { operands, parameter } from '../tokens/options'
import type { Command } from '../tokens/script'
import { baseName } from '../tokens/wrappers'

/** What a command does with a file by that name. */
export interface FileUse {
  readonly file: string
  readonly use: 'run' | 'install' | 'make-executable'
}

const EXECUTABLE_MODE = /^[ugoa]{0,4}\+[rwst]{0,3}x|^0?[1-7][0-7]{2}$/

const behind = ({ args }: Command, flag: RegExp): string | undefined =>
  args[args.findIndex(({ text }) => flag.test(text)) + 1]?.text

const started = (command: Command): string | undefined => {
  const { name, args } = command
  if (isPowerShell(name)) return behind(command, /^[-/]f(?:ile)?$/i)
  if (name === 'source' || name === '.') return args[0]?.text
  if (isInterpreter(name))
    return isShell(name) && args.some(({ text }) => text === '-c') ? undefined : scriptFile(command)?.text
  switch (name) {
    case 'start-process':
      return parameter(command, 'filepath') ?? operands(command)[0]
    case 'invoke-item':
    case 'cscript':
    case 'wscript':
    case 'installutil':
    case 'regsvr32':
    case 'import-module':
    case 'ipmo':
      return operands(command).at(-1)
    case 'rundll32':
      return args[0]?.text.split(',')[0]
    case 'java':
      return behind(command, /^-jar$/)
    case 'insmod':
      return args[0]?.text
    default:
      return undefined
  }
}

const installed = (command: Command): string | undefined => {
  const last = operands(command).at(-1)
  switch (command.name) {
    case 'msiexec':
      return command.args.find(({ text }) => /\.ms[ip]$/i.test(text))?.text
    case 'dpkg':
    case 'rpm':
    case 'yum':
    case 'dnf':
    case 'apt':
    case 'apt-get':
    case 'add-appxpackage':
    case 'installer':
    case 'pip':
    case 'pip3':
      return last
    default:
      return undefined
  }
}

/** The file a command runs, installs or makes executable; null when it does none of these. */
export const fileUse = (command: Command): FileUse | null => {
  const run = started(command)
  if (run !== undefined && run !== '') return { file: baseName(run), use: 'run' }
  const install = installed(command)
  if (install !== undefined) return { file: baseName(install), use: 'install' }
  const makesExecutable = command.name === 'chmod' && command.args.some(({ text }) => EXECUTABLE_MODE.test(text))
  if (makesExecutable) return { file: baseName(command.args.at(-1)?.text ?? ''), use: 'make-executable' }
  return command.name === '' ? null : { file: baseName(command.path), use: 'run' }
}
