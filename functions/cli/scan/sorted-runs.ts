import { open } from 'node:fs/promises'

/** What items are ordered by: strings by code unit, numbers by value, a number before a string, a shorter key first. */
export type SortKey = readonly (string | number)[]

const comparePart = (a: string | number, b: string | number): number => {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  return typeof a === 'number' ? -1 : 1
}

/** Total order of keys; their numbers must not be NaN. */
export const compareKeys = (a: SortKey, b: SortKey): number => {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const order = comparePart(a[index] as string | number, b[index] as string | number)
    if (order !== 0) return order
  }
  return a.length - b.length
}

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

interface Head<T> {
  readonly run: number
  readonly key: SortKey
  readonly item: T
}

const isBefore = <T>(a: Head<T>, b: Head<T>): boolean => {
  const order = compareKeys(a.key, b.key)
  return order === 0 ? a.run < b.run : order < 0
}

/** Lets the head at `index` sink to its place in the binary heap. */
const sink = <T>(heap: Head<T>[], index: number): void => {
  const moving = heap[index] as Head<T>
  let hole = index
  for (let child = 2 * hole + 1; child < heap.length; child = 2 * hole + 1) {
    if (child + 1 < heap.length && isBefore(heap[child + 1] as Head<T>, heap[child] as Head<T>)) child++
    const candidate = heap[child] as Head<T>
    if (!isBefore(candidate, moving)) break
    heap[hole] = candidate
    hole = child
  }
  heap[hole] = moving
}

/**
 * Merges sorted runs into one; of equal items those of an earlier run come first. Closes
 * every run, also when left early.
 */
export async function* mergeRuns<T>(
  runs: readonly AsyncGenerator<T>[],
  keyOf: (item: T) => SortKey,
): AsyncGenerator<T> {
  try {
    const heap: Head<T>[] = []
    const advance = async (run: number): Promise<Head<T> | null> => {
      const next = await runs[run]?.next()
      return next === undefined || next.done === true ? null : { run, key: keyOf(next.value), item: next.value }
    }
    for (let run = 0; run < runs.length; run++) {
      const head = await advance(run)
      if (head !== null) heap.push(head)
    }
    for (let index = (heap.length >> 1) - 1; index >= 0; index--) sink(heap, index)
    while (heap.length > 0) {
      const { item, run } = heap[0] as Head<T>
      yield item
      const next = await advance(run)
      const last = next ?? heap.pop()
      if (last === undefined || heap.length === 0) continue
      heap[0] = last
      sink(heap, 0)
    }
  } finally {
    await Promise.all(runs.map((run) => run.return(undefined)))
  }
}
