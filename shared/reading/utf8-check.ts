import { isUtf8 } from 'node:buffer'
import type { TextPiece } from './text-piece'

/** Finds bytes that are no UTF-8 in a text that is read piece by piece. */
export interface Utf8Check {
  /** Checks what lies in the piece and was not checked yet. No piece may begin inside a character. */
  readonly check: (piece: TextPiece) => void
  /** First byte of the text that belongs to no character; null while there is none. */
  readonly firstInvalid: () => number | null
}

export const utf8Check = (): Utf8Check => {
  let checked = 0
  let invalid: number | null = null
  return {
    firstInvalid: () => invalid,
    check: ({ bytes, base, end, last }) => {
      if (invalid !== null) return
      const stop = last ? end : characterBoundary(bytes, end)
      const found = firstInvalidIn(bytes, Math.max(0, checked - base), stop)
      if (found !== null) invalid = base + found
      checked = base + stop
    },
  }
}

/** The last position up to `end` at which, as far as the bytes before it show, no character is cut in two. */
export const characterBoundary = (bytes: Buffer, end: number): number => {
  for (let back = 1; back <= 3 && back <= end; back++) {
    const byte = bytes[end - back]!
    if (byte < 0x80) return end
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? end - back : end
  }
  return end
}

const characterLength = (bytes: Buffer, at: number, end: number): number =>
  [1, 2, 3, 4].find((length) => at + length <= end && isUtf8(bytes.subarray(at, at + length))) ?? 0

const firstInvalidIn = (bytes: Buffer, start: number, end: number): number | null => {
  if (isUtf8(bytes.subarray(start, end))) return null
  let low = start
  let high = end
  while (high - low > 64) {
    const middle = characterBoundary(bytes, (low + high) >> 1)
    if (isUtf8(bytes.subarray(low, middle))) low = middle
    else high = middle
  }
  for (let length = characterLength(bytes, low, end); length > 0; length = characterLength(bytes, low, end))
    low += length
  return low
}
