import { CLOSE_ARRAY, CLOSE_OBJECT, COLON, COMMA, OPEN_ARRAY, OPEN_OBJECT, QUOTE, skipWhitespace } from './json-bytes'
import { listNameOf, listOpening, type ListName } from './list-name'
import type { RecordFields } from './record-fields'
import { faultPosition, isFault, TOO_DEEP } from './scan-fault'
import { recordEnd } from './scan-record'
import { closingQuote } from './scan-string'
import { valueEnd } from './scan-value'
import { newSkim, skimmed } from './skim'
import type { TextPiece } from './text-piece'

/** Receives the values of a text in order. Positions are those of the piece at hand. */
export interface ValueSink {
  /** A value, or an element of a list of records; its members stand in the stream's fields. */
  readonly value: (bytes: Buffer, start: number, end: number, list: ListName) => void
  readonly emptyList: () => void
  /** A value or element that is passed over. */
  readonly refused: (why: 'deep' | 'large', at: number) => void
  /** What comes from here on is withdrawn by `drop`, unless `keep` comes first. */
  readonly begin: () => void
  readonly keep: () => void
  readonly drop: () => void
}

/** How the text goes on at `position`, up to which it is done with. */
export type Step =
  | { readonly kind: 'value' | 'more' | 'end'; readonly position: number }
  | { readonly kind: 'fault'; readonly position: number; readonly why: 'syntax' | 'cut' | 'repeated-list' }

export interface ValueStream {
  /** Reads on from `at` until a top-level value ends, or the piece does. After a fault only `reset` may follow. */
  readonly next: (piece: TextPiece, at: number) => Step
  /** No value has begun. */
  readonly isBetween: () => boolean
  readonly reset: () => void
}

type State = 'between' | 'first-element' | 'element' | 'after-element' | 'tail' | 'skim'

/**
 * Splits a text of JSON values into records, piece by piece. A list of records, bare or as the first member of an
 * object, is handed on element by element, so that no more than one element is ever held; every other value as a whole.
 *
 * When the name of the list comes again behind it, the last one wins, as in any JSON parser: the elements are dropped
 * and the object is read as a whole. That needs the whole object in one piece; else it is the fault `repeated-list`.
 */
export const valueStream = (sink: ValueSink, fields: RecordFields, recordBytes: number): ValueStream => {
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

  /** The elements handed on so far stay: their list is over, or its beginning will be gone when it ends. */
  const endValue = (): void => {
    if (listStart >= 0) sink.keep()
    listStart = -1
  }

  const broken = (position: number, why: 'syntax' | 'cut' | 'repeated-list'): Step => {
    endValue()
    return { kind: 'fault', position, why }
  }

  const wait = (piece: TextPiece, position: number): Step => {
    if (piece.last) return broken(piece.end, 'cut')
    endValue()
    return { kind: 'more', position }
  }

  /** Reads the value at `at`; the position after it, or what stops the reading. */
  const readValue = (piece: TextPiece, at: number, next: State): number | Step => {
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
      sink.refused(result === TOO_DEEP ? 'deep' : 'large', at)
      skim = newSkim()
      afterSkim = next
      state = 'skim'
      return at
    }
    state = next
    if (result - at >= recordBytes) sink.refused('large', at)
    else sink.value(bytes, at, result, list)
    return result
  }

  const readSkim = (piece: TextPiece, at: number): number | Step => {
    const position = skimmed(skim, piece.bytes, piece.words, at, piece.end)
    if (isFault(position)) return broken(faultPosition(position), 'syntax')
    if (!skim.done) return wait(piece, position)
    state = afterSkim
    return position
  }

  const openValue = (piece: TextPiece, at: number): number | Step => {
    const { bytes, end, last } = piece
    if (bytes[at] === OPEN_ARRAY) {
      state = 'first-element'
      return at + 1
    }
    const opening = bytes[at] === OPEN_OBJECT && !readWhole ? listOpening(bytes, at, end) : null
    if (typeof opening === 'number' && !last && end - at < recordBytes) return wait(piece, at)
    if (opening === null || typeof opening === 'number') return readValue(piece, at, 'between')
    sink.begin()
    list = opening.name
    listStart = at
    state = 'first-element'
    return opening.position
  }

  const closeList = (at: number): number => {
    state = list === null ? 'between' : 'tail'
    return at + 1
  }

  /** A further member of the object around the list; `at` is its comma. */
  const readTail = (piece: TextPiece, at: number): number | Step => {
    const { bytes, words, end } = piece
    const stop = (position: number): Step =>
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
      sink.drop()
      reset()
      readWhole = true
      return start
    }
    const result = valueEnd(bytes, words, colon + 1, end, 1)
    if (isFault(result)) return stop(result === TOO_DEEP ? colon + 1 : faultPosition(result))
    // The object goes on behind the value; a number may go on as well.
    return result === end ? stop(end) : result
  }

  const step = (piece: TextPiece, at: number): number | Step => {
    const byte = piece.bytes[at]
    switch (state) {
      case 'between':
        return openValue(piece, at)
      case 'first-element':
        if (byte !== CLOSE_ARRAY) return readValue(piece, at, 'after-element')
        sink.emptyList()
        return closeList(at)
      case 'element':
        return readValue(piece, at, 'after-element')
      case 'after-element':
        if (byte === CLOSE_ARRAY) return closeList(at)
        if (byte !== COMMA) return broken(at, 'syntax')
        state = 'element'
        return at + 1
      case 'tail':
        if (byte === COMMA) return readTail(piece, at)
        if (byte !== CLOSE_OBJECT) return broken(at, 'syntax')
        endValue()
        reset()
        return at + 1
      case 'skim':
        return readSkim(piece, at)
    }
  }

  return {
    reset,
    isBetween: () => state === 'between',
    next: (piece, at) => {
      const { bytes, end, last } = piece
      let position = at
      for (;;) {
        const wasBetween = state === 'between'
        if (state !== 'skim') position = skipWhitespace(bytes, position, end)
        if (position >= end) return wasBetween ? { kind: last ? 'end' : 'more', position: end } : wait(piece, end)
        const result = step(piece, position)
        if (typeof result !== 'number') return result
        position = result
        if (state === 'between' && !readWhole) return { kind: 'value', position }
      }
    },
  }
}
