import { open } from 'node:fs/promises'

const CHUNK_CHARACTERS = 262_144
const LINE_FEED = 0x0a

/** Writes items as one JSON value a line, in chunks. The file must not exist; only its owner can read it. */
export const writeRun = async <T>(file: string, items: Iterable<T> | AsyncIterable<T>): Promise<void> => {
  const handle = await open(file, 'wx', 0o600)
  try {
    let chunk = ''
    for await (const item of items) {
      chunk += `${JSON.stringify(item)}\n`
      if (chunk.length < CHUNK_CHARACTERS) continue
      await handle.write(chunk)
      chunk = ''
    }
    await handle.write(chunk)
  } finally {
    await handle.close()
  }
}

/**
 * The items of a run in its order. Splits at line feeds alone: readline would also split at U+2028 and U+2029, which
 * JSON leaves as they are (https://nodejs.org/api/readline.html).
 */
export async function* readRun<T>(file: string): AsyncGenerator<T> {
  const handle = await open(file)
  try {
    let rest: Buffer = Buffer.alloc(0)
    for await (const chunk of handle.createReadStream({
      autoClose: false,
      highWaterMark: CHUNK_CHARACTERS,
    }) as AsyncIterable<Buffer>) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      let start = 0
      for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
        yield JSON.parse(bytes.toString('utf8', start, end)) as T
        start = end + 1
      }
      rest = bytes.subarray(start)
    }
  } finally {
    await handle.close()
  }
}
