import { matchesAny } from '../matches-any'
import { isPowerShell } from '../tokens/interpreters'
import type { Command } from '../tokens/script'
import { type Category, eachCommand, type Evidence, strong, weak } from './category'

const HIDDEN_WINDOW = /\s-w(?:i|in|ind\w{0,10})?[\s:]{1,4}["']?(?:hidden|1\b)/
const BYPASS = /\s-(?:ep|ex\w{0,16})[\s:]{1,4}["']?bypass/

/** Functions by which one program writes itself into the memory of another, or of itself. */
const MEMORY: readonly RegExp[] = [
  /\bvirtual(?:alloc|protect)(?:ex)?\b/,
  /\b(?:writeprocessmemory|createremotethread|ntcreatethreadex|queueuserapc|rtlmovememory)\b/,
]
const LOADED = /assembly\]::load\(.{0,256}(?:frombase64string|\$)/

const judge = (command: Command): Evidence | null => {
  const { name, line } = command
  if (command.dialect === 'powershell' && matchesAny(MEMORY, line))
    return strong(command, 'writes a program into memory')
  if (command.dialect === 'powershell' && LOADED.test(line))
    return strong(command, 'runs a program that is in memory only')
  if (name === 'certutil' && /\s[-/]decode(?:hex)?\s/.test(line)) return weak(command, 'decodes a file with certutil')
  if ((isPowerShell(name) || name === 'start-process') && HIDDEN_WINDOW.test(line))
    return weak(command, 'runs in a hidden window')
  if (isPowerShell(name) && BYPASS.test(line)) return weak(command, 'passes over the execution policy')
  return name === 'set-executionpolicy' && line.includes('bypass')
    ? weak(command, 'passes over the execution policy')
    : null
}

export const hiddenExecution: Category = {
  id: 'hidden-execution',
  title: 'Hidden execution',
  find: (script) => eachCommand(script, judge),
}
