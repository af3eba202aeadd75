import { carriedCommand } from './tokens/carried-command'
import { codeFragment, codeOf, shellCalls } from './tokens/code-fragments'
import { plausibleDialects } from './tokens/dialect'
import { fileWrites } from './tokens/file-writes'
import { nestedTexts, type NestedText } from './tokens/nested-texts'
import { createReader, readScript } from './tokens/pipelines'
import type { CommandDraft } from './tokens/reader'
import type { Code, Command, Dialect, FileWrite, Pipeline, Script, Word } from './tokens/script'

/** Scripts inside scripts are followed this deep: `ssh x "sudo bash -c 'sh -c ...'"`. */
const NESTING_MAX = 5
/** Characters that variable expansion may add in total. */
const EXPANDED_MAX = 65_536
/**
 * Characters of scripts inside scripts in total: apart from expansion, so that using up
 * the one does not hide the other.
 */
const NESTED_MAX = 196_608
/** Commands looked at; a caller that cuts texts at a number of separators stays below it with the text itself. */
const COMMANDS_MAX = 16_384

const PYTHON = /^#![^\n]{0,128}python|^(?:import|from)\s\w/

const setParent = (command: Pick<CommandDraft, 'parent'>, parent: Command | null): void => {
  command.parent = parent
}

const setWrites = (command: Pick<CommandDraft, 'writes'>, writes: readonly FileWrite[]): void => {
  command.writes = writes
}

/**
 * Adds every command of the pipelines and of the words inside them to `all`, parents before children,
 * each once; returns the new ones.
 */
const flatten = (pipelines: readonly Pipeline[], parent: Command | null, all: Set<Command>): readonly Command[] => {
  const added: Command[] = []
  const visitWord = (word: Word | null, above: Command): void => {
    if (word !== null && word.inner.length > 0) visit(word.inner, above)
  }
  const visitCommand = (command: Command, above: Command | null): void => {
    if (all.has(command)) return
    setParent(command, above)
    all.add(command)
    added.push(command)
    visitWord(command.head, command)
    for (const word of command.args) visitWord(word, command)
    for (const { value } of command.assignments) visitWord(value, command)
    for (const { target, body } of command.redirects) {
      visitWord(target, command)
      visitWord(body, command)
    }
  }
  const visit = (list: readonly Pipeline[], above: Command | null): void => {
    for (const { stages } of list) for (const stage of stages) for (const command of stage) visitCommand(command, above)
  }
  visit(pipelines, parent)
  return added
}

interface Job extends NestedText {
  readonly depth: number
  readonly parent: Command | null
}

const calledFrom = (code: Code): readonly NestedText[] => shellCalls(code).map((text) => ({ text, dialect: 'shell' }))

/** Reads a text as one dialect, and every script it carries as the dialect of its interpreter. */
const readAll = (text: string, dialect: Dialect): Script => {
  const from = { variables: new Map<string, Word>(), allowance: { characters: EXPANDED_MAX }, depth: 0 }
  const code: Code[] = PYTHON.test(text) ? [codeOf(text, 'python', false, text)] : []
  const outer = createReader(text, { ...from, dialect })
  const pipelines = readScript(outer)
  const all = new Set<Command>()
  const commands: Command[] = []
  const texts = new Set([text])
  let nestedLeft = NESTED_MAX
  let omitted = false
  const jobs: Job[] = code.flatMap(calledFrom).map((nested) => ({ ...nested, depth: 1, parent: null }))

  const inspect = (command: Command, depth: number): void => {
    setWrites(command, fileWrites(command))
    commands.push(command)
    const fragment = codeFragment(command)
    if (fragment !== null) code.push(fragment)
    if (depth >= NESTING_MAX) return
    const carried = carriedCommand(command)
    if (carried !== null) inspect(carried, depth + 1)
    for (const nested of [...nestedTexts(command), ...(fragment === null ? [] : calledFrom(fragment))]) {
      if (texts.has(nested.text)) continue
      texts.add(nested.text)
      if (nested.text.length > nestedLeft) omitted = true
      else {
        nestedLeft -= nested.text.length
        jobs.push({ ...nested, depth: depth + 1, parent: command })
      }
    }
  }

  for (const command of flatten(pipelines, null, all)) inspect(command, 0)
  for (const { text: inner, dialect: innerDialect, depth, parent } of jobs) {
    if (commands.length >= COMMANDS_MAX) {
      omitted = true
      break
    }
    for (const command of flatten(readScript(createReader(inner, { ...from, dialect: innerDialect })), parent, all))
      inspect(command, depth)
  }
  return { dialect, pipelines, commands, code, omitted, assembled: outer.assembled, joined: outer.joined }
}

/**
 * Reads a script into commands with their pipelines, arguments and redirections, once for every dialect it may
 * be written in. Comments, and text that is only printed, are no commands; text that is handed to an interpreter
 * is. Never throws; linear time.
 */
export const tokenize = (text: string): readonly Script[] =>
  plausibleDialects(text).map((dialect) => readAll(text, dialect))
