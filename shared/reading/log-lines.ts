import { LINE_FEED, OPEN_ARRAY, OPEN_OBJECT, skipWhitespace } from './json-bytes'
import { isFault } from './scan-fault'
import { valueEnd } from './scan-value'
import type { FileReport } from './file-report'
import { badLine, brokenText, tooLarge } from './problem-messages'
import type { RecordSink } from './record-sink'
import { describeFault } from './text-fault'
import type { TextPiece } from './text-piece'
import type { ValueStream } from './value-stream'

/** A fault whose meaning the next line shows: a bad line among good ones, or a broken document. */
interface OpenFault {
  readonly got: string
  readonly position: string
}

/** Reads text whose lines are values of their own; a bad line costs no other. */
export interface LogLines {
  /**
   * Begins in the middle of the given line: the rest of it is left out, and `open` is
   * reported as what it turns out to be.
   */
  readonly resume: (line: number, open: OpenFault) => void
  /** Begins with the given line. */
  readonly begin: (line: number) => void
  /** Reads on from `at`; the position up to which it is done with the piece. */
  readonly read: (piece: TextPiece, at: number) => number
  /** Number of the line at hand. */
  readonly line: () => number
  /** The text was no lines after all, or ended before that showed. */
  readonly giveUp: () => void
  readonly hasGivenUp: () => boolean
}

/** Whether [start, end) holds objects or lists and nothing else. */
const isLineOfValues = ({ bytes, words }: TextPiece, start: number, end: number): boolean => {
  for (let position = start; position < end; position = skipWhitespace(bytes, position, end)) {
    if (bytes[position] !== OPEN_OBJECT && bytes[position] !== OPEN_ARRAY) return false
    position = valueEnd(bytes, words, position, end, 0)
    if (isFault(position)) return false
  }
  return true
}

export const logLines = (
  stream: ValueStream,
  sink: RecordSink,
  report: FileReport,
  recordBytes: number,
  isBrokenOff: () => boolean,
): LogLines => {
  let line = 1
  let isSkipping = false
  let open: OpenFault | null = null
  let openLine = 1
  let hasGivenUp = false

  const begin = (first: number): void => {
    line = first
    stream.reset()
  }

  const giveUp = (): void => {
    if (open === null) return
    report.problem(brokenText(open.got), open.position)
    open = null
    hasGivenUp = true
  }

  const readLine = (piece: TextPiece, at: number, end: number): void => {
    const text = { ...piece, end, last: true }
    for (let position = at; ; ) {
      const step = stream.next(text, position)
      if (step.kind === 'fault') {
        const isCutOff = step.why === 'cut' && end === piece.end && isBrokenOff()
        if (!isCutOff) sink.reject(badLine(describeFault(text, step)), `line ${line}`)
        return stream.reset()
      }
      if (step.kind !== 'value') return
      position = step.position
    }
  }

  const takeLine = (piece: TextPiece, at: number, end: number): void => {
    const start = skipWhitespace(piece.bytes, at, end)
    if (start >= end) return
    if (open !== null) {
      if (end - at >= recordBytes || !isLineOfValues(piece, start, end)) return giveUp()
      sink.reject(badLine(open.got), `line ${openLine}`)
      open = null
    }
    if (end - at >= recordBytes) sink.reject(tooLarge(recordBytes), `line ${line}`)
    else readLine(piece, start, end)
  }

  return {
    begin,
    resume: (first, fault) => {
      begin(first)
      isSkipping = true
      open = fault
      openLine = first
    },
    line: () => line,
    giveUp,
    hasGivenUp: () => hasGivenUp,
    read: (piece, at) => {
      const { end, last } = piece
      const bytes = piece.bytes.subarray(0, end)
      let position = at
      while (position < end) {
        if (hasGivenUp) return end
        const lineFeed = bytes.indexOf(LINE_FEED, position)
        const isCut = lineFeed < 0
        if (isCut && !last) {
          if (isSkipping) return end
          if (end - position < recordBytes) return position
        }
        const lineEnd = isCut ? end : lineFeed
        if (!isSkipping) takeLine(piece, position, lineEnd)
        isSkipping = isCut
        if (!isCut) line++
        position = isCut ? end : lineEnd + 1
      }
      return position
    },
  }
}
