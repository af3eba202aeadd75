import { inlineProgram, isShell, scriptFile } from '../tokens/interpreters'
import type { Command } from '../tokens/script'
import { fetchOf } from './fetch'

const TEMPORARY = /^(?:\/tmp\/|\/var\/tmp\/|\/dev\/shm\/|\/run\/user\/|%temp%|%tmp%|\$env:temp|c:[\\/]windows[\\/]temp[\\/]|c:[\\/]temp[\\/]|c:[\\/]users[\\/]public[\\/]|c:[\\/]perflogs[\\/])|[\\/]appdata[\\/]/
const HIDDEN = /\/\.[a-z0-9_]/
/** Directories with a leading dot where tools keep their programs. */
const TOOL_HOMES = /\/\.(?:acme\.sh|nvm|local|rbenv|pyenv|cargo|venv|rvm|npm|composer|dotnet|sdkman|asdf|bun|deno|volta|poetry|virtualenvs|fnm|linuxbrew|config|krew|tfenv)\//
const DANGEROUS_CODE = /socket|base64|urlopen|requests\.|exec\(|eval\(|subprocess|os\.system/
const POWERSHELL_TRICKS = /\s-e(?:nc?|c|nc\w{1,12})?\s|hidden|iex|invoke-expression|downloadstring|frombase64|webclient/
const SYSTEM_PROGRAMS = /^(?:mshta|regsvr32|rundll32|cscript|wscript|certutil|bitsadmin|nc|ncat|netcat|socat)$/

/** A path from which no packaged program is run: temporary, hidden, or a user's application data. */
export const isHiddenPath = (path: string): boolean => {
  const lower = path.toLowerCase()
  return TEMPORARY.test(lower) || (HIDDEN.test(lower) && !TOOL_HOMES.test(lower) && !lower.startsWith('./'))
}

/** How a command tries not to be seen, in words; null when it runs something in the open. */
export const hiddenRun = (command: Command): string | null => {
  const { name, path, line } = command
  if (isHiddenPath(path)) return 'a program in a temporary or hidden directory'
  const file = isShell(name) || /^(?:python|perl|ruby|php|node|powershell|pwsh)/.test(name) ? scriptFile(command) : null
  if (file !== null && isHiddenPath(file.text)) return 'a script in a temporary or hidden directory'
  const inline = isShell(name) ? null : inlineProgram(command)
  if (inline !== null && DANGEROUS_CODE.test(inline.text.toLowerCase())) return 'a program written on the command line'
  if (/^(?:powershell|pwsh)$/.test(name) && POWERSHELL_TRICKS.test(line)) return 'hidden or encoded PowerShell'
  if (SYSTEM_PROGRAMS.test(name)) return name
  if (/\/dev\/tcp\//.test(line) || command.redirects.some(({ target }) => target.text.startsWith('/dev/tcp/'))) return 'a network connection of the shell'
  return isShell(name) && command.upstream.some((other) => fetchOf(other) !== null || other.line.includes('base64')) ? 'what it downloads or decodes' : null
}
