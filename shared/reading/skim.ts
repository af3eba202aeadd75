import { BACKSLASH, CLOSE_ARRAY, CLOSE_OBJECT, COMMA, OPEN_ARRAY, OPEN_OBJECT, QUOTE, SPACE } from './json-bytes'
import { fault } from './scan-fault'
import { plainStringEnd } from './scan-string'

/** How far a value has been passed over that is too large or too deep to be read. */
export interface Skim {
  depth: number
  inString: boolean
  escaped: boolean
  /** The value is over; it ended where the last call returned. */
  done: boolean
}

export const newSkim = (): Skim => ({ depth: 0, inString: false, escaped: false, done: false })

/**
 * Passes over a value piece by piece with constant memory; the first piece begins with the value. Returns the position
 * after it, or `end` while it goes on in the next piece. A control character in a string is a fault; nothing else is
 * checked.
 */
export const skimmed = (skim: Skim, bytes: Uint8Array, words: DataView, at: number, end: number): number => {
  let position = at
  while (position < end) {
    if (skim.escaped) {
      skim.escaped = false
      position++
      continue
    }
    if (skim.inString) {
      position = plainStringEnd(bytes, words, position, end)
      if (position >= end) return end
      const stop = bytes[position]!
      if (stop < SPACE) return fault(position)
      skim.escaped = stop === BACKSLASH
      skim.inString = stop !== QUOTE
      position++
      if (!skim.inString && skim.depth === 0) return finished(skim, position)
      continue
    }
    const byte = bytes[position]!
    if (byte === QUOTE) skim.inString = true
    else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) skim.depth++
    else if (skim.depth === 0 && (byte === COMMA || byte === CLOSE_OBJECT || byte === CLOSE_ARRAY || byte <= SPACE))
      return finished(skim, position)
    else if ((byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) && --skim.depth === 0) return finished(skim, position + 1)
    position++
  }
  return position
}

const finished = (skim: Skim, position: number): number => {
  skim.done = true
  return position
}
