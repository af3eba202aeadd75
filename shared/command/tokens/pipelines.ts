import { skipComment } from './comments'
import { readCmdWord } from './cmd-word'
import { joinPipelines } from './link'
import {
  closePipeline,
  closeStage,
  dropWords,
  endPipeline,
  isEmpty,
  type Open,
  openPipeline,
  advance,
} from './open-pipeline'
import { readPowerShellWord } from './powershell-word'
import { readAwaitedBodies, readRedirect } from './redirects'
import { MAX_DEPTH, type PipelineDraft, type Reader } from './reader'
import { renderExpression } from './write-script'
import type { Dialect } from './script'
import { readShellWord } from './shell-word'
import { literalWord, type ReadWord } from './word-draft'

const READ_WORD: Readonly<Record<Dialect, (reader: Reader) => ReadWord>> = {
  shell: readShellWord,
  powershell: readPowerShellWord,
  cmd: readCmdWord,
}

const isInTest = ({ parts }: Open): boolean => parts.words[0]?.text === '[[' && parts.words.at(-1)?.text !== ']]'

/** Groups: `( ... )` and, at the start of a shell command, `{ ...; }`. True when one was read or stepped over. */
const readGroup = (reader: Reader, open: Open): boolean => {
  const { text, at, dialect } = reader
  const isFunction = open.parts.words.length === 2 && open.parts.words[0]?.text === 'function'
  const isBrace =
    text[at] === '{' &&
    dialect === 'shell' &&
    (open.parts.words.length === 0 || isFunction) &&
    /^\s$/.test(text[at + 1] ?? '')
  if (dialect === 'powershell' || !(isBrace || text[at] === '(')) return false
  if (
    !isBrace &&
    dialect === 'cmd' &&
    open.parts.words.length > 0 &&
    !/^(?:if|for|else|do|in)$/i.test(open.parts.words[0]?.text ?? '')
  )
    return false
  if (text.startsWith('()', at)) {
    dropWords(open)
    advance(reader, open, 2)
    return true
  }
  if (text.startsWith('((', at)) {
    const length = text.slice(at, at + 256).indexOf('))')
    reader.at += length === -1 ? 2 : length + 2
    return true
  }
  reader.at += 1
  if (isFunction) dropWords(open)
  if (reader.depth >= MAX_DEPTH) return true
  const inner = reader.readInner(isBrace ? '}' : ')')
  // `for %i in (a b) do ...`: a list, no commands.
  if (dialect === 'cmd' && open.parts.words.at(-1)?.text.toLowerCase() === 'in') return true
  const before = open.parts.words.at(-1)
  if (before !== undefined && before.text.endsWith('=') && text[at - 1] === '=') {
    open.parts.words[open.parts.words.length - 1] = { ...before, text: before.text + renderExpression(inner) }
    return true
  }
  for (const pipeline of inner) open.closed.push(pipeline)
  for (const command of joinPipelines(inner)) open.group.push(command)
  open.grouped = true
  return true
}

const readSeparator = (reader: Reader, open: Open): boolean => {
  const { text, at } = reader
  switch (text[at]) {
    case '\n':
      if (open.afterPipe && isEmpty(open)) advance(reader, open, 1)
      else endPipeline(reader, open, 1)
      readAwaitedBodies(reader, (body) => createReader(body, reader))
      if (open.stages.length === 0 && isEmpty(open)) open.pipelineStart = open.commandStart = reader.at
      return true
    case ';':
      if (reader.dialect === 'cmd') return false
      endPipeline(reader, open, 1)
      return true
    case '|':
      if (text[at + 1] === '|') endPipeline(reader, open, 2)
      else {
        closeStage(reader, open)
        advance(reader, open, text[at + 1] === '&' ? 2 : 1)
        open.afterPipe = true
      }
      return true
    case '&':
      if (text[at + 1] === '>' && reader.dialect === 'shell') return false
      // At the start of a PowerShell command it is the call operator, which the command keeps as a word.
      if (reader.dialect === 'powershell' && isEmpty(open) && text[at + 1] !== '&') {
        open.parts.words.push(literalWord('&'))
        reader.at += 1
      } else endPipeline(reader, open, text[at + 1] === '&' ? 2 : 1)
      return true
    default:
      return false
  }
}

const pushWord = (reader: Reader, open: Open, word: ReadWord): void => {
  if (word.joined) reader.joined += 1
  if (!word.splits || word.quoted || !/\s/.test(word.text)) {
    open.parts.words.push(word)
    return
  }
  const pieces = word.text
    .trim()
    .split(/\s/)
    .filter((piece) => piece !== '')
  open.parts.words.push(
    ...pieces.map((text, index): ReadWord => ({ ...word, text, inner: index === 0 ? word.inner : [], equals: -1 })),
  )
}

/** `<( ... )` and `>( ... )`: commands that stand for a file. */
const readProcess = (reader: Reader): ReadWord | null => {
  const start = reader.at
  if (reader.dialect !== 'shell' || reader.depth >= MAX_DEPTH || !/^[<>]\($/.test(reader.text.slice(start, start + 2)))
    return null
  reader.at += 2
  const inner = reader.readInner(')')
  return { ...literalWord(reader.text.slice(start, reader.at)), inner }
}

const readWordOrRedirect = (reader: Reader, open: Open): void => {
  const readWord = READ_WORD[reader.dialect]
  const process = readProcess(reader)
  if (process !== null) {
    open.parts.words.push(process)
    return
  }
  const redirect = readRedirect(reader, readWord)
  if (redirect !== null) {
    open.parts.redirects.push(redirect)
    return
  }
  const start = reader.at
  const word = readWord(reader)
  if (reader.at > start) pushWord(reader, open, word)
  else reader.at += 1
}

const CONTINUES_LINE: Readonly<Record<Dialect, string>> = { shell: '\\', powershell: '`', cmd: '^' }

/** Length of an escape with the line's end behind it, 0 where none stands. */
const continuedLine = ({ text, at, dialect }: Reader): number =>
  text[at] !== CONTINUES_LINE[dialect] ? 0 : text[at + 1] === '\n' ? 2 : text.startsWith('\r\n', at + 1) ? 3 : 0

const isClosing = (reader: Reader, open: Open, closer: string): boolean =>
  reader.text[reader.at] === closer &&
  !isInTest(open) &&
  !(closer === '}' && reader.dialect === 'shell' && !isEmpty(open))

/**
 * Reads pipelines up to the closing character, or to the end of the text when it is empty, and steps over
 * it. Never throws; linear time.
 */
const readPipelines = (reader: Reader, closer: string): readonly PipelineDraft[] => {
  const open = openPipeline(reader)
  while (reader.at < reader.text.length) {
    const character = reader.text[reader.at] ?? ''
    if (closer !== '' && isClosing(reader, open, closer)) {
      closePipeline(reader, open)
      reader.at += 1
      return open.closed
    }
    if (character === ' ' || character === '\t' || character === '\r') reader.at += 1
    else if (continuedLine(reader) > 0) reader.at += continuedLine(reader)
    else if (isInTest(open) && '|&<>();'.includes(character)) reader.at += 1
    else if (skipComment(reader, isEmpty(open)) || readSeparator(reader, open) || readGroup(reader, open)) continue
    else if (character === ')' || (character === '}' && reader.dialect === 'powershell')) endPipeline(reader, open, 1)
    else readWordOrRedirect(reader, open)
  }
  closePipeline(reader, open)
  return open.closed
}

/** A reader over new text; variables, allowance and depth go on from the reader it is made from. */
export const createReader = (
  text: string,
  from: Pick<Reader, 'dialect' | 'variables' | 'allowance' | 'depth'>,
): Reader => {
  const reader: Reader = {
    text,
    dialect: from.dialect,
    variables: from.variables,
    allowance: from.allowance,
    awaited: [],
    readInner: (closer) => {
      const wasInside = reader.insideBackticks
      reader.depth += 1
      reader.insideBackticks = closer === '`'
      const inner = readPipelines(reader, closer)
      reader.depth -= 1
      reader.insideBackticks = wasInside
      return inner
    },
    lastBlockEnd: text.lastIndexOf('#>'),
    at: 0,
    depth: from.depth,
    insideBackticks: false,
    assembled: [],
    joined: 0,
  }
  return reader
}

/** Reads a whole text and counts its words that were assembled from pieces. */
export const readScript = (reader: Reader): readonly PipelineDraft[] => readPipelines(reader, '')
