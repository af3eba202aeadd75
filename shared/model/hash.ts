import { createHash } from 'node:crypto'

/** SHA-256 of a text's UTF-8 bytes, 64 hexadecimal digits. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** First 64 bits of the SHA-256, 16 hexadecimal digits: short enough to keep by the hundred in one stored item. */
export const hash64 = (text: string): string => sha256(text).slice(0, 16)
