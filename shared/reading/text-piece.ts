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
}

/** A whole text. */
export const wholePiece = (bytes: Buffer): TextPiece => ({
  bytes,
  words: wordsOf(bytes),
  base: 0,
  end: bytes.length,
  last: true,
})
