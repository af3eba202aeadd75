import { isGzip } from './gzip-header'
import { gunzipStream } from './gunzip-stream'

const MAGIC_BYTES = 3

/** A file's bytes as they are stored, opened for reading as text. */
export interface StoredText {
  /** The text, decompressed when the bytes are gzip. Throws a GzipError, or what the source throws. */
  readonly chunks: AsyncIterable<Buffer>
  readonly isCompressed: () => boolean
  /** Stored bytes read so far. */
  readonly stored: () => number
}

/** Tells gzip by its first bytes, not by the file's name. */
export const storedText = (source: AsyncIterable<Buffer>): StoredText => {
  let stored = 0
  let isCompressed = false

  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      stored += chunk.length
      yield chunk
    }
  }

  async function* chunks(): AsyncGenerator<Buffer> {
    const bytes = counted()
    try {
      let head: Buffer = Buffer.alloc(0)
      while (head.length < MAGIC_BYTES) {
        const next = await bytes.next()
        if (next.done === true) break
        head = Buffer.concat([head, next.value])
      }
      isCompressed = isGzip(head)
      const all = chain(head, bytes)
      yield* isCompressed ? gunzipStream(all) : all
    } finally {
      await bytes.return(undefined)
    }
  }

  return { chunks: chunks(), isCompressed: () => isCompressed, stored: () => stored }
}

async function* chain(head: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head
  yield* rest
}
