/** Bytes with a meaning in JSON text (RFC 8259). */
export const QUOTE = 0x22
export const BACKSLASH = 0x5c
export const COMMA = 0x2c
export const COLON = 0x3a
export const OPEN_OBJECT = 0x7b
export const CLOSE_OBJECT = 0x7d
export const OPEN_ARRAY = 0x5b
export const CLOSE_ARRAY = 0x5d
export const SPACE = 0x20
export const LINE_FEED = 0x0a

/** The memory of `bytes` as words, so that strings can be searched four bytes at a time. */
export const wordsOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const pastWhitespace = (bytes: Uint8Array, at: number, end: number): number => {
  let position = at
  for (; position < end; position++) {
    const byte = bytes[position]
    if (byte !== SPACE && byte !== LINE_FEED && byte !== 0x0d && byte !== 0x09) return position
  }
  return position
}

/** First position from `at` that holds no JSON white space, or `end`. */
export const skipWhitespace = (bytes: Uint8Array, at: number, end: number): number =>
  at < end && bytes[at]! > SPACE ? at : pastWhitespace(bytes, at, end)

/**
 * Every scan returns the position after what it read, or a fault: a negative number that holds the position of the
 * first byte no valid JSON text could have there. A fault at the end of the scanned range means that the text is cut.
 */
export const fault = (position: number): number => ~position

/** Position of a fault returned by a scan. */
export const faultPosition = (result: number): number => ~result

export const isFault = (result: number): boolean => result < 0

/** A value nests deeper than anything recursive may follow; no position of a buffer can be mistaken for it. */
export const TOO_DEEP = -0x8000_0000
