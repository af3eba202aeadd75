import { wordsOf } from './json-bytes'

/** A stretch of a file's text in memory. */
export interface TextPiece {
  readonly bytes: Buffer
  /** The same memory as words. */
  readonly words: DataView
  /** Which byte of the text the first one is. */
  readonly base: number
  readonly end: number
  /** Nothing follows `end`. */
  readonly last: boolean
  /** Number of the line that it is; null for any other stretch. */
  readonly line: number | null
}

/** A whole text. */
export const wholePiece = (bytes: Buffer): TextPiece => ({
  bytes,
  words: wordsOf(bytes),
  base: 0,
  end: bytes.length,
  last: true,
  line: null,
})

/** A position for a person: `line 12` of a line, `byte 3456` of the text in any other stretch. */
export const placeIn = ({ base, line }: TextPiece, at: number): string =>
  line === null ? `byte ${base + at}` : `line ${line}`

/** The part of a text that is in memory while it is read in chunks: what is not done with, and what came last. */
export interface TextWindow {
  readonly append: (chunk: Buffer) => void
  readonly piece: (last: boolean) => TextPiece
  /** Where reading goes on in the piece. */
  readonly start: () => number
  /** Bytes that are not done with. */
  readonly held: () => number
  /** Everything before this position of the piece is done with. */
  readonly release: (position: number) => void
}

/** `capacity`: bytes to begin with; it doubles whenever a record needs more. */
export const textWindow = (capacity: number): TextWindow => {
  let bytes: Buffer = Buffer.allocUnsafeSlow(capacity)
  let words = wordsOf(bytes)
  let base = 0
  let start = 0
  let end = 0

  const makeRoom = (size: number): void => {
    const held = end - start
    const target = held + size <= bytes.length ? bytes : Buffer.allocUnsafeSlow(Math.max(held + size, bytes.length * 2))
    bytes.copy(target, 0, start, end)
    if (target !== bytes) words = wordsOf(target)
    bytes = target
    base += start
    start = 0
    end = held
  }

  return {
    append: (chunk) => {
      if (end + chunk.length > bytes.length) makeRoom(chunk.length)
      chunk.copy(bytes, end)
      end += chunk.length
    },
    piece: (last) => ({ bytes, words, base, end, last, line: null }),
    start: () => start,
    held: () => end - start,
    release: (position) => {
      start = position
    },
  }
}
