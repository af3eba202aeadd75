import { buildCommand, type Parts } from './command'
import { linkStages } from './link'
import type { CommandDraft, PipelineDraft, Reader } from './reader'

/** What has been read of the pipeline so far. */
export interface Open {
  readonly closed: PipelineDraft[]
  pipelineStart: number
  commandStart: number
  stages: CommandDraft[][]
  parts: Parts
  group: CommandDraft[]
  /** A group was read: its own pipelines stand in `closed` already. */
  grouped: boolean
  afterPipe: boolean
}

const emptyParts = (): Parts => ({ words: [], redirects: [] })

export const isEmpty = (open: Open): boolean =>
  open.parts.words.length === 0 && open.parts.redirects.length === 0 && open.group.length === 0

export const closeStage = (reader: Reader, open: Open): void => {
  const source = reader.text.slice(open.commandStart, reader.at).trim()
  const commands = open.group
  // Redirections behind a group hold for every command in it.
  for (const command of commands) command.redirects.push(...open.parts.redirects.slice(0, 4))
  const command = open.parts.words.length > 0 || commands.length === 0 ? buildCommand(reader, open.parts, source) : null
  if (command !== null) {
    commands.push(command)
    open.grouped = false
  }
  if (commands.length > 0) open.stages.push(commands)
  open.parts = emptyParts()
  open.group = []
}

export const closePipeline = (reader: Reader, open: Open): void => {
  closeStage(reader, open)
  if (open.stages.length > 0) {
    linkStages(open.stages, reader.text.slice(open.pipelineStart, reader.at).trim())
    if (open.stages.length > 1 || !open.grouped) open.closed.push({ stages: open.stages })
  }
  open.stages = []
  open.grouped = false
  open.afterPipe = false
}

/** Steps over a separator; a new command begins behind it. */
export const advance = (reader: Reader, open: Open, length: number): void => {
  reader.at += length
  open.commandStart = reader.at
}

export const endPipeline = (reader: Reader, open: Open, length: number): void => {
  closePipeline(reader, open)
  advance(reader, open, length)
  open.pipelineStart = reader.at
}

/** Nothing read yet, at the reader's position. */
export const openPipeline = (reader: Reader): Open => ({
  closed: [],
  pipelineStart: reader.at,
  commandStart: reader.at,
  stages: [],
  parts: emptyParts(),
  group: [],
  grouped: false,
  afterPipe: false,
})

/** Forgets the words read so far: they name a function. */
export const dropWords = (open: Open): void => {
  open.parts = emptyParts()
}
