import {
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  faultPosition,
  isFault,
  OPEN_ARRAY,
  OPEN_OBJECT,
  QUOTE,
  skipWhitespace,
  TOO_DEEP,
} from './json-bytes'
import { closingQuote } from './json-tokens'
import { newSkim, skimmed, valueEnd } from './json-value'
import { listNameOf, listOpening, type ListName } from './list-name'
import { recordEnd, type RecordFields } from './record-fields'
import type { TextPiece } from './text-piece'

/** Text that is no JSON from `position` on, or a list of records that comes again. */
export interface TextFault {
  readonly kind: 'fault'
  readonly position: number
  readonly why: 'syntax' | 'cut' | 'repeated-list'
}

/** What comes next in a text. It goes on at `position`, up to which it is done with. Positions are the piece's. */
export type TextEvent =
  /** A value, or an element of a list of records: bytes [start, position). Its members stand in the stream's fields. */
  | { readonly kind: 'record'; readonly position: number; readonly start: number; readonly list: ListName }
  /** A value or element that is passed over. */
  | { readonly kind: 'refused'; readonly position: number; readonly start: number; readonly why: 'deep' | 'large' }
  /** An object opens whose first member is a list of records, and which may yet come again. */
  | { readonly kind: 'list'; readonly position: number }
  /** The list comes again: what it held is to be forgotten, the whole object follows as one record. */
  | { readonly kind: 'list-again'; readonly position: number }
  | { readonly kind: 'empty-list'; readonly position: number }
  /** A top-level value is over. */
  | { readonly kind: 'value'; readonly position: number }
  /** The text goes on behind the piece. */
  | { readonly kind: 'more'; readonly position: number }
  | { readonly kind: 'end'; readonly position: number }
  | TextFault

/** What stands where JSON should go on, in printable characters. */
export const describeFault = ({ bytes, end }: TextPiece, { why, position }: TextFault): string => {
  if (why === 'cut') return 'the end of the text'
  // A member behind a list of records is not held beyond the size of a record.
  if (position >= end) return 'a member that is too large'
  const byte = bytes[position]!
  return byte > 0x20 && byte < 0x7f
    ? `the character ${String.fromCharCode(byte)}`
    : `the byte 0x${byte.toString(16).padStart(2, '0')}`
}

export interface ValueStream {
  /** Reads on from `at`. After a fault only `reset` may follow. */
  readonly next: (piece: TextPiece, at: number) => TextEvent
  /** Nothing of the value at hand, if there is one, has been handed on or refused. */
  readonly isBetween: () => boolean
  readonly reset: () => void
}

type State = 'between' | 'first-element' | 'element' | 'after-element' | 'tail' | 'skim' | 'over'

/**
 * Splits a text of JSON values into records, piece by piece. A list of records, bare or as the first member of an
 * object, is handed on element by element, so that no more than one element is ever held; every other value as a whole.
 *
 * When the name of the list comes again behind it, the last one wins, as in any JSON parser: `list-again`. That needs
 * the whole object in one piece; else it is the fault `repeated-list`.
 */
export const valueStream = (fields: RecordFields, recordBytes: number): ValueStream => {
  let state: State = 'between'
  let list: ListName = null
  /** Where the object around the list begins; -1 once it lies in an earlier piece. */
  let listStart = -1
  let readWhole = false
  let skim = newSkim()
  let afterSkim: State = 'between'

  const reset = (): void => {
    state = 'between'
    list = null
    listStart = -1
    readWhole = false
  }

  const broken = (position: number, why: TextFault['why']): TextFault => ({ kind: 'fault', position, why })

  /** The beginning of an open list will be gone when the next piece comes. */
  const wait = (piece: TextPiece, position: number): TextEvent => {
    listStart = -1
    return piece.last ? broken(piece.end, 'cut') : { kind: 'more', position }
  }

  const readRecord = (piece: TextPiece, at: number, next: State): TextEvent => {
    const { bytes, words, end, last } = piece
    const bound = Math.min(end, at + recordBytes)
    const result = recordEnd(bytes, words, at, bound, fields)
    // A number may go on where the bytes end.
    const isCut = isFault(result)
      ? result !== TOO_DEEP && faultPosition(result) === bound
      : result === bound && !(bound === end && last)
    if (isCut && bound - at < recordBytes) return wait(piece, at)
    if (isFault(result) && !isCut && result !== TOO_DEEP) return broken(faultPosition(result), 'syntax')
    readWhole = false
    if (isFault(result) || isCut) {
      skim = newSkim()
      afterSkim = next
      state = 'skim'
      return { kind: 'refused', position: at, start: at, why: result === TOO_DEEP ? 'deep' : 'large' }
    }
    state = next
    return result - at >= recordBytes
      ? { kind: 'refused', position: result, start: at, why: 'large' }
      : { kind: 'record', position: result, start: at, list }
  }

  const readSkim = (piece: TextPiece, at: number): number | TextEvent => {
    const position = skimmed(skim, piece.bytes, piece.words, at, piece.end)
    if (isFault(position)) return broken(faultPosition(position), 'syntax')
    if (!skim.done) return wait(piece, position)
    state = afterSkim
    return position
  }

  const openValue = (piece: TextPiece, at: number): number | TextEvent => {
    const { bytes, end, last } = piece
    if (bytes[at] === OPEN_ARRAY) {
      state = 'first-element'
      return at + 1
    }
    const opening = bytes[at] === OPEN_OBJECT && !readWhole ? listOpening(bytes, at, end) : null
    if (typeof opening === 'number' && !last && end - at < recordBytes) return wait(piece, at)
    if (opening === null || typeof opening === 'number') return readRecord(piece, at, 'over')
    list = opening.name
    listStart = at
    state = 'first-element'
    return { kind: 'list', position: opening.position }
  }

  const closeList = (at: number): number => {
    state = list === null ? 'over' : 'tail'
    return at + 1
  }

  /** A further member of the object around the list; `at` is its comma. */
  const readTail = (piece: TextPiece, at: number): number | TextEvent => {
    const { bytes, words, end } = piece
    const stop = (position: number): TextEvent =>
      position === end && end - at < recordBytes ? wait(piece, at) : broken(position, 'syntax')
    const quote = skipWhitespace(bytes, at + 1, end)
    if (quote >= end || bytes[quote] !== QUOTE) return stop(quote)
    const closing = closingQuote(bytes, words, quote + 1, end)
    if (isFault(closing)) return stop(faultPosition(closing))
    const colon = skipWhitespace(bytes, closing + 1, end)
    if (colon >= end || bytes[colon] !== COLON) return stop(colon)
    if (listNameOf(bytes, quote + 1, closing) !== null) {
      if (listStart < 0) return broken(quote, 'repeated-list')
      const start = listStart
      reset()
      readWhole = true
      return { kind: 'list-again', position: start }
    }
    const result = valueEnd(bytes, words, colon + 1, end, 1)
    if (isFault(result)) return stop(result === TOO_DEEP ? colon + 1 : faultPosition(result))
    // The object goes on behind the value; a number may go on as well.
    return result === end ? stop(end) : result
  }

  const read = (piece: TextPiece, at: number): number | TextEvent => {
    const byte = piece.bytes[at]
    switch (state) {
      case 'between':
        return openValue(piece, at)
      case 'first-element':
        if (byte !== CLOSE_ARRAY) return readRecord(piece, at, 'after-element')
        return { kind: 'empty-list', position: closeList(at) }
      case 'element':
        return readRecord(piece, at, 'after-element')
      case 'after-element':
        if (byte === CLOSE_ARRAY) return closeList(at)
        if (byte !== COMMA) return broken(at, 'syntax')
        state = 'element'
        return at + 1
      case 'tail':
        if (byte === COMMA) return readTail(piece, at)
        if (byte !== CLOSE_OBJECT) return broken(at, 'syntax')
        state = 'over'
        return at + 1
      case 'skim':
        return readSkim(piece, at)
      case 'over':
        reset()
        return { kind: 'value', position: at }
    }
  }

  return {
    reset,
    isBetween: () => state === 'between',
    next: (piece, at) => {
      const { bytes, end, last } = piece
      for (let position = at; ; ) {
        if (state !== 'skim' && state !== 'over') position = skipWhitespace(bytes, position, end)
        if (position >= end && state !== 'over')
          return state === 'between' ? { kind: last ? 'end' : 'more', position: end } : wait(piece, end)
        const result = read(piece, position)
        if (typeof result !== 'number') return result
        position = result
      }
    },
  }
}
