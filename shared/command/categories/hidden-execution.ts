import { isPowerShell } from '../tokens/interpreters'
import type { Command } from '../tokens/script'
import { type Category, eachCommand, type Evidence, weak } from './category'

const HIDDEN_WINDOW = /\s-w(?:i|in|ind\w{0,10})?[\s:]{1,4}["']?(?:hidden|1\b)/
const BYPASS = /\s-(?:ep|ex\w{0,16})[\s:]{1,4}["']?bypass/

const judge = (command: Command): Evidence | null => {
  const { name, line } = command
  if ((isPowerShell(name) || name === 'start-process') && HIDDEN_WINDOW.test(line)) return weak(command, 'runs in a hidden window')
  if (isPowerShell(name) && BYPASS.test(line)) return weak(command, 'passes over the execution policy')
  return name === 'set-executionpolicy' && line.includes('bypass') ? weak(command, 'passes over the execution policy') : null
}

export const hiddenExecution: Category = { id: 'hidden-execution', title: 'Hidden execution', find: (script) => eachCommand(script, judge) }
