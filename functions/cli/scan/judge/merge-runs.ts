import { compareKeys, type SortKey } from './sort-key'

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
