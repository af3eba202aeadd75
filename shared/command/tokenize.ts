import { codeFragment, codeOf, shellCalls } from './tokens/code-fragments'
import { commandFromWords } from './tokens/command'
import { plausibleDialects } from './tokens/dialect'
import { nestedTexts, type NestedText } from './tokens/nested-texts'
import { createReader, readScript } from './tokens/pipelines'
import type { CommandDraft } from './tokens/reader'
import type { Code, Command, Dialect, Pipeline, Script, Word } from './tokens/script'

/** Scripts inside scripts are followed this deep: `ssh x "sudo bash -c 'sh -c …'"`. */
const NESTING_MAX = 5
/** Characters that variable expansion and nested scripts may add in total. */
const ALLOWANCE = 262_144

const PYTHON = /^#![^\n]{0,128}python|^(?:import|from)\s\w/

const wordsOf = ({ head, args, assignments, redirects }: Command): readonly Word[] => [
  ...(head === null ? [] : [head]),
  ...args,
  ...assignments.map(({ value }) => value),
  ...redirects.flatMap(({ target, body }) => (body === null ? [target] : [target, body])),
]

/** Adds every command of the pipelines and of the words inside them to `all`, parents before children, each once; returns the new ones. */
const flatten = (pipelines: readonly Pipeline[], parent: Command | null, all: Set<Command>): readonly Command[] => {
  const added: Command[] = []
  const visit = (list: readonly Pipeline[], above: Command | null): void => {
    for (const { stages } of list) {
      for (const command of stages.flat()) {
        if (all.has(command)) continue
        ;(command as CommandDraft).parent = above
        all.add(command)
        added.push(command)
        for (const { inner } of wordsOf(command)) visit(inner, command)
      }
    }
  }
  visit(pipelines, parent)
  return added
}

/** `find … -exec cat {} \;` */
const executedByFind = (command: Command): Command | null => {
  if (command.name !== 'find') return null
  const start = command.args.findIndex(({ text }) => text === '-exec' || text === '-execdir' || text === '-ok')
  const end = command.args.findIndex(({ text }, index) => index > start && (text === ';' || text === '+'))
  const words = start === -1 ? [] : command.args.slice(start + 1, end === -1 ? undefined : end)
  return words.length === 0 ? null : commandFromWords(words, { dialect: command.dialect, source: command.source, pipelineSource: command.pipelineSource, parent: command })
}

interface Job extends NestedText {
  readonly depth: number
  readonly parent: Command | null
}

const calledFrom = (code: Code): readonly NestedText[] => shellCalls(code).map((text) => ({ text, dialect: 'shell' }))

/** Reads a text as one dialect, and every script it carries as the dialect of its interpreter. */
const readAll = (text: string, dialect: Dialect): Script => {
  const variables = new Map<string, Word>()
  const allowance = { characters: ALLOWANCE }
  const commands = new Set<Command>()
  const code: Code[] = PYTHON.test(text) ? [codeOf(text, 'python', false, text)] : []
  const jobs: Job[] = [{ text, dialect, depth: 0, parent: null }]
  jobs.push(...code.flatMap(calledFrom).map((nested) => ({ ...nested, depth: 1, parent: null })))
  const texts = new Set<string>()
  let pipelines: readonly Pipeline[] = []
  let counts: Pick<Script, 'assembled' | 'joined'> = { assembled: [], joined: 0 }

  for (const job of jobs) {
    if (texts.has(job.text)) continue
    texts.add(job.text)
    const reader = createReader(job.text, { dialect: job.dialect, variables, allowance, depth: 0 })
    const read = readScript(reader)
    if (job.depth === 0) {
      pipelines = read
      counts = { assembled: reader.assembled, joined: reader.joined }
    }
    for (const command of flatten(read, job.parent, commands)) {
      const executed = executedByFind(command)
      if (executed !== null) commands.add(executed)
      const fragment = codeFragment(command)
      if (fragment !== null) code.push(fragment)
      if (job.depth >= NESTING_MAX) continue
      for (const nested of [...nestedTexts(command), ...(fragment === null ? [] : calledFrom(fragment))]) {
        if (nested.text.length > allowance.characters) continue
        allowance.characters -= nested.text.length
        jobs.push({ ...nested, depth: job.depth + 1, parent: command })
      }
    }
  }
  return { dialect, pipelines, commands: [...commands], code, ...counts }
}

/**
 * Reads a script into commands with their pipelines, arguments and redirections, once for every dialect it may be written in.
 * Comments, and text that is only printed, are no commands; text that is handed to an interpreter is. Never throws; linear time.
 */
export const tokenize = (text: string): readonly Script[] => plausibleDialects(text).map((dialect) => readAll(text, dialect))
