import { operands, optionValue, parameter } from './options'
import { inputText, printedText } from './printed-text'
import type { Command, FileWrite } from './script'

const WRITING = new Set(['>', '>>', '>|', '&>', '&>>', '<>'])
const CONTENT_CMDLETS = new Set(['set-content', 'add-content', 'out-file', 'new-item', 'tee-object'])
const COPIES = new Set(['cp', 'mv', 'install', 'ln', 'rsync', 'copy', 'xcopy', 'move', 'copy-item', 'move-item'])
const WRITE_ALL = /::(?:write|append)all(?:text|lines)\(\s{0,4}["']?([^,"')]{1,256})["']?\s{0,4},\s{0,4}([^)]{0,1024})/

const ODD = /[\\"]|\/\//

/** A path as the categories compare it: forward slashes, no quotes, lower case. */
export const normalPath = (path: string): string =>
  (ODD.test(path) ? path.replaceAll('\\', '/').replaceAll('//', '/').replaceAll('"', '') : path).toLowerCase()

const byCmdlet = (command: Command): FileWrite | null => {
  const path =
    parameter(command, 'path') ??
    parameter(command, 'filepath') ??
    parameter(command, 'literalpath') ??
    operands(command)[0]
  if (path === undefined || path === null) return null
  const value = parameter(command, 'value') ?? (command.name === 'out-file' ? null : (operands(command)[1] ?? null))
  return { path: normalPath(path), content: value ?? inputText(command), command }
}

const byName = (command: Command): readonly FileWrite[] => {
  const { name, line } = command
  if (name === 'tee')
    return operands(command).map((path) => ({ path: normalPath(path), content: inputText(command), command }))
  if (CONTENT_CMDLETS.has(name)) return [byCmdlet(command)].filter((write) => write !== null)
  if (COPIES.has(name) && operands(command).length > 1)
    return [{ path: normalPath(operands(command).at(-1) ?? ''), content: null, command }]
  if (name === 'sed' && command.args.some(({ text }) => text.startsWith('-i') || text.startsWith('--in-place'))) {
    const [edit = '', ...files] = operands(command)
    return files.map((path) => ({ path: normalPath(path), content: edit, command }))
  }
  if (name === 'curl' || name === 'wget') {
    const path = name === 'curl' ? optionValue(command, 'o', 'output') : optionValue(command, 'O', 'output-document')
    return path === null || path === '-' || path === '/dev/null'
      ? []
      : [{ path: normalPath(path), content: null, command }]
  }
  if (name === 'dd') {
    const outputs = command.args.filter(({ text }) => text.startsWith('of='))
    return outputs.map(({ text }) => ({ path: normalPath(text.slice(3)), content: inputText(command), command }))
  }
  const written = name === '' ? WRITE_ALL.exec(line) : null
  return written === null ? [] : [{ path: normalPath(written[1] ?? ''), content: written[2] ?? null, command }]
}

/** Every file a command writes, by redirection or by what the command does. */
export const fileWrites = (command: Command): readonly FileWrite[] => {
  const targets = command.redirects.filter(
    ({ operator, target }) => WRITING.has(operator) && target.text !== '' && target.text !== '/dev/null',
  )
  if (targets.length === 0) return byName(command)
  const content = printedText(command) ?? inputText(command)
  return [
    ...targets.map(({ target }): FileWrite => ({ path: normalPath(target.text), content, command })),
    ...byName(command),
  ]
}
