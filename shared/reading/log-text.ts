import type { FileReport } from './file-report'
import { isFault, LINE_FEED, OPEN_ARRAY, OPEN_OBJECT, skipWhitespace } from './json-bytes'
import { valueEnd } from './json-value'
import { badLine, brokenText, invalidText, repeatedList, tooDeep, tooLarge } from './read-problem'
import type { ReadSettings } from './read-settings'
import { recordReader } from './record-reader'
import { placeIn, wholePiece, type TextPiece } from './text-piece'
import { characterBoundary, utf8Check } from './utf8-check'
import { describeFault, valueStream, type TextEvent, type TextFault } from './value-stream'

/** What a text turned out to be. */
export type TextKind = 'known' | 'unknown' | 'blank' | 'not-json'

/** Reads the text of one file, piece by piece. */
export interface LogText {
  /** Reads on from `at`; the position up to which it is done with the piece. */
  readonly read: (piece: TextPiece, at: number) => number
  /** The rest of the text does not matter. */
  readonly isOver: () => boolean
  /** The source broke off: a value or line that the end of the text cuts is no further problem. */
  readonly breakOff: () => void
  readonly finish: () => TextKind
}

/** Where the reading of a text is; values in a row make a document, over however many lines. */
type Mode = 'start' | 'opening' | 'first-value' | 'after-first' | 'document' | 'lines' | 'rest'

/** A fault whose meaning the next line shows: a bad line among good ones, or a broken document. */
interface OpenFault {
  readonly got: string
  readonly place: string
  readonly line: number
}

const isBlank = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x09 || byte === 0x0d

/** Whether [start, end) holds objects or lists and nothing else. */
const isLineOfValues = ({ bytes, words }: TextPiece, start: number, end: number): boolean => {
  for (let position = start; position < end; position = skipWhitespace(bytes, position, end)) {
    if (bytes[position] !== OPEN_OBJECT && bytes[position] !== OPEN_ARRAY) return false
    position = valueEnd(bytes, words, position, end, 0)
    if (isFault(position)) return false
  }
  return true
}

/**
 * Finds out by the text itself how it is laid out. Values that fit on one line each are read line by line, so that a
 * bad line costs no other. Anything else is one value or several in a row, and is read until it is no JSON any more. A
 * bad first line is distinguished from a broken document by what follows it: a line of whole values.
 *
 * `isNamedJson`: the file's name promises JSON, so that anything else in it is a problem.
 */
export const logText = (settings: ReadSettings, report: FileReport, isNamedJson: boolean): LogText => {
  const { recordBytes } = settings.limits
  const stream = valueStream(settings.prefilter.fields, recordBytes)
  const records = recordReader(settings, report)
  const encoding = utf8Check()
  let piece = wholePiece(Buffer.alloc(0))
  let mode: Mode = 'start'
  let kind: 'blank' | 'not-json' | 'json' = 'blank'
  let isBrokenOff = false
  let spansLines = false
  /** The line at hand, counted up to the first value and from then on only in lines. */
  let line = 1
  /** The rest of the line at hand is left out. */
  let isSkipping = false
  let openFault: OpenFault | null = null
  /** Byte of the text at which reading ended, or ends unless the lines that follow are good. */
  let failedAt = Number.POSITIVE_INFINITY

  /** A mode returns where reading goes on, or a negative number when only more text helps: where it waits. */
  const wait = (at: number): number => ~at

  /** Reads the records of one value; how the text goes on behind it. */
  const readValue = (text: TextPiece, at: number): TextEvent => {
    for (let position = at; ; ) {
      const event = stream.next(text, position)
      position = event.position
      switch (event.kind) {
        case 'record':
          records.read(text, event.start, position, event.list)
          break
        case 'refused':
          records.reject(event.why === 'deep' ? tooDeep : tooLarge(recordBytes), placeIn(text, event.start))
          break
        case 'empty-list':
          records.readEmptyList()
          break
        case 'list':
          report.begin()
          break
        case 'list-again':
          report.rollback()
          break
        default:
          report.commit()
          return event
      }
    }
  }

  const start = (at: number): number => {
    const { bytes, end, last } = piece
    if (end - at < 3 && !last) return wait(at)
    mode = 'opening'
    return end - at >= 3 && bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf ? at + 3 : at
  }

  const opening = (at: number): number => {
    const { bytes, end } = piece
    const first = skipWhitespace(bytes, at, end)
    for (let position = at; position < first; position++) if (bytes[position] === LINE_FEED) line++
    if (first >= end) return wait(end)
    const isJson = isNamedJson || bytes[first] === OPEN_OBJECT || bytes[first] === OPEN_ARRAY
    kind = isJson ? 'json' : 'not-json'
    mode = isJson ? 'first-value' : 'rest'
    return first
  }

  const firstValue = (at: number): number => {
    const event = readValue(piece, at)
    spansLines ||= piece.bytes.subarray(at, event.position).includes(LINE_FEED)
    if (event.kind === 'fault') return failFirst(event, at)
    if (event.kind !== 'value') return wait(event.position)
    mode = spansLines ? 'document' : 'after-first'
    return event.position
  }

  const afterFirst = (at: number): number => {
    const { bytes, end } = piece
    let position = at
    while (position < end && isBlank(bytes[position])) position++
    if (position >= end) return wait(position)
    if (bytes[position] !== LINE_FEED) {
      mode = 'first-value'
      return position
    }
    line++
    mode = 'lines'
    return position + 1
  }

  const document = (at: number): number => {
    const event = readValue(piece, at)
    if (event.kind === 'fault') return fail(event)
    return event.kind === 'value' ? event.position : wait(event.position)
  }

  const lines = (at: number): number => {
    const { bytes, end, last } = piece
    const text = bytes.subarray(0, end)
    let position = at
    while (position < end) {
      if (mode !== 'lines') return position
      const lineFeed = text.indexOf(LINE_FEED, position)
      const isCut = lineFeed < 0
      if (isCut && !last && isSkipping) return wait(end)
      if (isCut && !last && end - position < recordBytes) return wait(position)
      const lineEnd = isCut ? end : lineFeed
      if (!isSkipping) readLine(position, lineEnd)
      isSkipping = isCut
      if (!isCut) line++
      position = isCut ? end : lineEnd + 1
    }
    return wait(position)
  }

  const readLine = (at: number, end: number): void => {
    const first = skipWhitespace(piece.bytes, at, end)
    if (first >= end) return
    const isLarge = end - at >= recordBytes
    if (openFault !== null) {
      if (isLarge || !isLineOfValues(piece, first, end)) return giveUpLines()
      records.reject(badLine(openFault.got), `line ${openFault.line}`)
      openFault = null
    }
    if (isLarge) return records.reject(tooLarge(recordBytes), `line ${line}`)
    const text = { ...piece, end, last: true, line }
    let event = readValue(text, first)
    while (event.kind === 'value') event = readValue(text, event.position)
    if (event.kind !== 'fault') return
    stream.reset()
    const isCutOff = event.why === 'cut' && end === piece.end && isBrokenOff
    if (!isCutOff) records.reject(badLine(describeFault(text, event)), `line ${line}`)
  }

  /** The text was no lines after all, or ended before that showed. */
  const giveUpLines = (): void => {
    if (openFault === null) return
    report.problem(brokenText(openFault.got), openFault.place)
    openFault = null
    mode = 'rest'
  }

  /** The next line may show that only this one is bad. In a list over several lines, some have been read already. */
  const failFirst = (fault: TextFault, valueStart: number): number => {
    const mayBeLine = spansLines ? stream.isBetween() : fault.why !== 'cut'
    if (fault.why === 'repeated-list' || !mayBeLine || (fault.why === 'cut' && isBrokenOff)) return fail(fault)
    failedAt = piece.base + fault.position
    openFault = { got: describeFault(piece, fault), place: placeIn(piece, fault.position), line }
    stream.reset()
    isSkipping = true
    mode = 'lines'
    return spansLines ? valueStart : fault.position
  }

  const fail = (fault: TextFault): number => {
    const place = placeIn(piece, fault.position)
    if (fault.why === 'repeated-list') report.problem(repeatedList, place)
    else if (fault.why !== 'cut' || !isBrokenOff) report.problem(brokenText(describeFault(piece, fault)), place)
    failedAt = piece.base + fault.position
    mode = 'rest'
    return piece.end
  }

  const rest = (): number => wait(piece.end)

  const readers = { start, opening, 'first-value': firstValue, 'after-first': afterFirst, document, lines, rest }

  return {
    isOver: () => mode === 'rest',
    breakOff: () => {
      isBrokenOff = true
    },
    read: (next, at) => {
      piece = next
      let position = at
      while (position >= 0) position = readers[mode](position)
      position = ~position
      if (kind === 'json') encoding.check(piece)
      // A character that is cut in two is kept: passing over it twice does no harm.
      return next.last ? position : Math.min(position, characterBoundary(next.bytes, next.end))
    },
    finish: () => {
      giveUpLines()
      if (kind !== 'json') return kind
      const isKnown = records.finish()
      const invalid = encoding.firstInvalid()
      const isRead = invalid !== null && (invalid < failedAt || mode === 'lines')
      if (isKnown && isRead) report.problem(invalidText, `byte ${invalid}`)
      return isKnown ? 'known' : 'unknown'
    },
  }
}
