import type { Reader } from './reader'

const REMARK = /@?(?:rem(?=[\s]|$)|::)/iy

const toLineEnd = (reader: Reader): void => {
  const end = reader.text.indexOf('\n', reader.at)
  reader.at = end === -1 ? reader.text.length : end
}

/**
 * Steps over a comment that begins at the reader's position and returns whether there was one; the reader
 * stands where a word may begin.
 */
export const skipComment = (reader: Reader, atCommandStart: boolean): boolean => {
  const character = reader.text[reader.at]
  if (character === '<' && reader.text[reader.at + 1] === '#') {
    // No valid shell or command prompt either, so that text of unknown dialect loses nothing by it.
    const inside = reader.at + 2
    reader.at = inside > reader.lastBlockEnd ? inside : reader.text.indexOf('#>', inside) + 2
    return true
  }
  if (reader.dialect === 'cmd') {
    REMARK.lastIndex = reader.at
    if (!atCommandStart || !REMARK.test(reader.text)) return false
    toLineEnd(reader)
    return true
  }
  if (character !== '#') return false
  toLineEnd(reader)
  return true
}
