import { inlineProgram, isShell, runsInput } from '../tokens/interpreters'
import type { Command, Word } from '../tokens/script'
import { type Category, eachCommand, type Evidence, weak } from './category'

const decodes = ({ name, line, args }: Command): boolean => {
  switch (name) {
    case 'base64':
    case 'base32':
      return args.some(({ text }) => /^-(?:d|D|di|-decode)$/.test(text))
    case 'openssl':
      return /\s-d\b/.test(line)
    case 'xxd':
      return /\s-r/.test(line)
    case 'rev':
      return true
    default:
      return false
  }
}

const decodesIn = (word: Word | null): boolean =>
  word !== null && word.inner.some(({ stages }) => stages.some((stage) => stage.some(decodes)))

/** What a command decodes is run at once: a way round quoting, and a way round reading. */
const judge = (command: Command): Evidence | null => {
  const { name, line } = command
  const fromPipe = runsInput(command) && command.upstream.some(decodes)
  const isSubstitution = command.dialect === 'shell' && /^(?:\$\(|`)/.test(command.path)
  const programs =
    name === 'eval' ? command.args : isShell(name) ? [inlineProgram(command)] : isSubstitution ? [command.head] : []
  const fromWord = programs.some(decodesIn)
  const inPowerShell = name === 'invoke-expression' && line.includes('frombase64string')
  return fromPipe || fromWord || inPowerShell ? weak(command, 'runs what it decodes') : null
}

export const runsDecoded: Category = {
  id: 'obfuscation',
  title: 'Obfuscation',
  find: (script) => eachCommand(script, judge),
}
