import { isGzip } from './gzip-header'
import { gunzipStream } from './gunzip-stream'

const MAGIC_BYTES = 3
/** Compressed bytes are handed on and counted in parts of this size; by one part the count may be ahead of the text. */
export const PART_BYTES = 65_536

/** A file's bytes as they are stored, opened for reading as text. */
export interface StoredText {
  /** The text, decompressed when the bytes are gzip. Throws a GzipError, or what the source throws. */
  readonly chunks: AsyncIterable<Buffer>
  readonly isCompressed: () => boolean
  /** Stored bytes read so far; when compressed, at most one part more than the text so far was made of. */
  readonly stored: () => number
}

/** Recognises gzip by its first bytes, not by the file's name. */
export const storedText = (source: AsyncIterable<Buffer>): StoredText => {
  let stored = 0
  let isCompressed = false

  async function* counted(bytes: AsyncIterable<Buffer>, partBytes: number): AsyncGenerator<Buffer> {
    for await (const chunk of bytes) {
      for (let at = 0; at < chunk.length; at += partBytes) {
        const part = chunk.subarray(at, at + partBytes)
        stored += part.length
        yield part
      }
    }
  }

  async function* chunks(): AsyncGenerator<Buffer> {
    const bytes = source[Symbol.asyncIterator]()
    try {
      let head: Buffer = Buffer.alloc(0)
      while (head.length < MAGIC_BYTES) {
        const next = await bytes.next()
        if (next.done === true) break
        head = Buffer.concat([head, next.value])
      }
      isCompressed = isGzip(head)
      const all = chain(head, bytes)
      yield* isCompressed ? gunzipStream(counted(all, PART_BYTES)) : counted(all, Number.POSITIVE_INFINITY)
    } finally {
      await bytes.return?.()
    }
  }

  return { chunks: chunks(), isCompressed: () => isCompressed, stored: () => stored }
}

async function* chain(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
}
