import { LINE_FEED, OPEN_ARRAY, OPEN_OBJECT, skipWhitespace } from './json-bytes'
import type { FileReport } from './file-report'
import { logLines } from './log-lines'
import { brokenText, invalidText, repeatedList } from './problem-messages'
import type { ReadSettings } from './read-settings'
import { recordSink } from './record-sink'
import { characterBoundary, textCheck } from './text-check'
import { describeFault, type Fault } from './text-fault'
import { wholePiece, type TextPiece } from './text-piece'
import { valueStream } from './value-stream'

/** What a text turned out to be. */
export type TextKind = 'known' | 'unknown' | 'blank' | 'not-json'

/** Reads the text of one file, piece by piece. */
export interface LogText {
  /** Reads on from `at`; the position up to which it is done with the piece. */
  readonly read: (piece: TextPiece, at: number) => number
  /** Grows with every value that was read or refused; null once the rest of the text does not matter. */
  readonly progress: () => number | null
  /** The source broke off: a value or line that the end of the text cuts is no further problem. */
  readonly breakOff: () => void
  readonly finish: () => TextKind
}

type Mode = 'start' | 'opening' | 'first' | 'after-first' | 'document' | 'lines' | 'rest'

const isBlank = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x09 || byte === 0x0d

/**
 * Finds out by the text itself how it is laid out. Values that fit on one line each are read line by line, so that a
 * bad line costs no other. Anything else is one value or several in a row, and is read until it is no JSON any more. A
 * bad first line is distinguished from a broken document by what follows it: a line of whole values.
 *
 * `isNamedJson`: the file's name promises JSON, so that anything else in it is a problem.
 */
export const logText = (settings: ReadSettings, report: FileReport, isNamedJson: boolean): LogText => {
  const { recordBytes } = settings.limits
  let piece = wholePiece(Buffer.alloc(0))
  let mode: Mode = 'start'
  let kind: 'blank' | 'not-json' | 'json' = 'blank'
  let isWaiting = false
  let isBrokenOff = false
  let firstLine = 1
  let spansLines = false
  /** Byte of the text at which reading ended, or ends unless the lines that follow are good. */
  let failedAt = Number.POSITIVE_INFINITY

  const where = (at: number): string => (mode === 'lines' ? `line ${lines.line()}` : `byte ${piece.base + at}`)
  const sink = recordSink(settings, report, where)
  const stream = valueStream(sink, settings.prefilter.fields, recordBytes)
  const lines = logLines(stream, sink, report, recordBytes, () => isBrokenOff)
  const encoding = textCheck()

  const hasToWait = (): boolean => {
    const had = isWaiting
    isWaiting = false
    return had
  }

  const waitAt = (at: number): number => {
    isWaiting = true
    return at
  }

  const fail = (fault: Fault): number => {
    if (fault.why === 'repeated-list') report.problem(repeatedList, where(fault.position))
    else if (fault.why !== 'cut' || !isBrokenOff)
      report.problem(brokenText(describeFault(piece, fault)), where(fault.position))
    failedAt = piece.base + fault.position
    mode = 'rest'
    return piece.end
  }

  const start = (at: number): number => {
    const { bytes, end, last } = piece
    if (end - at < 3 && !last) return waitAt(at)
    mode = 'opening'
    return end - at >= 3 && bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf ? at + 3 : at
  }

  const opening = (at: number): number => {
    const { bytes, end } = piece
    const first = skipWhitespace(bytes, at, end)
    for (let position = at; position < first; position++) if (bytes[position] === LINE_FEED) firstLine++
    if (first >= end) return waitAt(end)
    const isJson = isNamedJson || bytes[first] === OPEN_OBJECT || bytes[first] === OPEN_ARRAY
    kind = isJson ? 'json' : 'not-json'
    mode = isJson ? 'first' : 'rest'
    return first
  }

  const first = (at: number): number => {
    const step = stream.next(piece, at)
    spansLines ||= piece.bytes.subarray(at, step.position).includes(LINE_FEED)
    if (step.kind === 'more' || step.kind === 'end') return waitAt(step.position)
    if (step.kind === 'fault') return failFirst(step, at)
    mode = spansLines ? 'document' : 'after-first'
    return step.position
  }

  /** The next line may show that only this one is bad. In a list over several lines, some have been read already. */
  const failFirst = (fault: Fault, valueStart: number): number => {
    const mayResume = spansLines ? stream.isBetween() : fault.why !== 'cut'
    if (fault.why === 'repeated-list' || !mayResume || isBrokenOff) return fail(fault)
    failedAt = piece.base + fault.position
    lines.resume(firstLine, { got: describeFault(piece, fault), position: where(fault.position) })
    mode = 'lines'
    return spansLines ? valueStart : fault.position
  }

  const afterFirst = (at: number): number => {
    const { bytes, end } = piece
    let position = at
    while (position < end && isBlank(bytes[position])) position++
    if (position >= end) return waitAt(position)
    if (bytes[position] !== LINE_FEED) {
      mode = 'first'
      return position
    }
    lines.begin(firstLine + 1)
    mode = 'lines'
    return position + 1
  }

  const document = (at: number): number => {
    const step = stream.next(piece, at)
    if (step.kind === 'fault') return fail(step)
    return step.kind === 'value' ? step.position : waitAt(step.position)
  }

  const readMode = (at: number): number => {
    switch (mode) {
      case 'start':
        return start(at)
      case 'opening':
        return opening(at)
      case 'first':
        return first(at)
      case 'after-first':
        return afterFirst(at)
      case 'document':
        return document(at)
      case 'lines':
        return waitAt(lines.read(piece, at))
      case 'rest':
        return waitAt(piece.end)
    }
  }

  return {
    progress: () => (mode === 'rest' || lines.hasGivenUp() ? null : sink.values()),
    breakOff: () => {
      isBrokenOff = true
    },
    read: (next, at) => {
      piece = next
      let position = at
      do position = readMode(position)
      while (!hasToWait())
      if (kind === 'json') encoding.check(piece)
      // A character that is cut in two is kept: passing over it twice does no harm.
      return next.last ? position : Math.min(position, characterBoundary(next.bytes, next.end))
    },
    finish: () => {
      lines.giveUp()
      if (kind !== 'json') return kind
      const isKnown = sink.finish()
      const invalid = encoding.firstInvalid()
      const isRead = invalid !== null && (invalid < failedAt || (mode === 'lines' && !lines.hasGivenUp()))
      if (isKnown && isRead) report.problem(invalidText, `byte ${invalid}`)
      return isKnown ? 'known' : 'unknown'
    },
  }
}
