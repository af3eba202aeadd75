import { bareCmdCommand } from './cmd-command'
import type { BareCommand } from './bare-command'
import { barePowerShellCommand } from './powershell-command'
import type { CommandDraft, Reader } from './reader'
import type { Dialect, Redirect, Word } from './script'
import { bareShellCommand } from './shell-command'
import type { ReadWord } from './word-draft'
import { baseName, unwrap } from './wrappers'

/** Words and redirections of one command, in order, as read. */
export interface Parts {
  readonly words: ReadWord[]
  readonly redirects: Redirect[]
}

const BARE: Readonly<Record<Dialect, (reader: Reader, words: readonly ReadWord[]) => BareCommand>> = {
  shell: bareShellCommand,
  powershell: barePowerShellCommand,
  cmd: bareCmdCommand,
}

/**
 * Aliases that no other program's name collides with (about_Aliases, PowerShell 5.1), and those
 * that count in PowerShell only.
 */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['iex', 'invoke-expression'],
  ['iwr', 'invoke-webrequest'],
  ['irm', 'invoke-restmethod'],
  ['saps', 'start-process'],
  ['gsv', 'get-service'],
  ['spsv', 'stop-service'],
  ['icm', 'invoke-command'],
  ['gwmi', 'get-wmiobject'],
  ['gcim', 'get-ciminstance'],
  ['sajb', 'start-job'],
])
const POWERSHELL_ALIASES: ReadonlyMap<string, string> = new Map([
  ['gc', 'get-content'],
  ['cat', 'get-content'],
  ['type', 'get-content'],
  ['start', 'start-process'],
  ['gp', 'get-itemproperty'],
  ['sp', 'set-itemproperty'],
  ['ni', 'new-item'],
  ['ac', 'add-content'],
  ['echo', 'write-output'],
  ['write', 'write-output'],
  ['ps', 'get-process'],
  ['gps', 'get-process'],
  ['kill', 'stop-process'],
  ['spps', 'stop-process'],
  ['del', 'remove-item'],
  ['rm', 'remove-item'],
  ['ri', 'remove-item'],
  ['erase', 'remove-item'],
  ['sls', 'select-string'],
  ['cp', 'copy-item'],
  ['copy', 'copy-item'],
  ['cpi', 'copy-item'],
])

const LINE_MAX = 4096

const lineOf = (words: readonly Word[]): string => {
  let line = ''
  for (const { text } of words) {
    if (line.length >= LINE_MAX) break
    line += line === '' ? text.slice(0, LINE_MAX) : ` ${text.slice(0, LINE_MAX)}`
  }
  return line.slice(0, LINE_MAX).toLowerCase()
}

const nameOf = (path: string, dialect: Dialect): string => {
  const name = baseName(path)
  return ALIASES.get(name) ?? (dialect === 'powershell' ? POWERSHELL_ALIASES.get(name) : undefined) ?? name
}

/** A command from words that stand alone, such as those behind `find -exec`. */
export const commandFromWords = (
  words: readonly Word[],
  like: Pick<CommandDraft, 'dialect' | 'source' | 'pipelineSource' | 'parent'>,
): CommandDraft => {
  const [head = null, ...args] = unwrap(words)
  return {
    dialect: like.dialect,
    name: nameOf(head?.text ?? '', like.dialect),
    path: head?.text ?? '',
    head,
    args,
    assignments: [],
    redirects: [],
    line: lineOf(head === null ? args : [head, ...args]),
    source: like.source,
    pipelineSource: like.pipelineSource,
    upstream: [],
    downstream: [],
    writes: [],
    parent: like.parent,
  }
}

/** Builds the command of one pipeline stage; null when nothing is left to run, assign or redirect. */
export const buildCommand = (reader: Reader, parts: Parts, source: string): CommandDraft | null => {
  const { assignments, words, isExpression } = BARE[reader.dialect](reader, parts.words)
  if (words.length === 0 && assignments.length === 0 && parts.redirects.length === 0) return null
  const command = commandFromWords(words, { dialect: reader.dialect, source, pipelineSource: source, parent: null })
  command.assignments = assignments
  command.redirects.push(...parts.redirects)
  if (isExpression) command.name = ''
  return command
}
