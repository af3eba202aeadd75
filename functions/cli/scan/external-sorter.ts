import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compareKeys, mergeRuns, readRun, writeRun, type SortKey } from './sorted-runs'

export interface ExternalSorterOptions {
  /** Items held in memory before they are written to a file. */
  readonly limit?: number
  /** Folder in which the temporary folder is made; the system's own when left out. */
  readonly folder?: string
}

const DEFAULT_LIMIT = 25_000
/** Runs that are merged, and so files that are open, at once. */
const MAX_RUNS = 64

/**
 * Sorts any number of items in bounded memory. Items must survive JSON unchanged. The order is stable: items with equal
 * keys stay in the order in which they came.
 *
 * Beyond the limit, sorted runs go to a temporary folder that only its owner can read. `dispose` removes it and must be
 * called in every case; after it nothing else may be.
 */
export class ExternalSorter<T> {
  readonly #keyOf: (item: T) => SortKey
  readonly #limit: number
  readonly #parent: string
  #items: T[] = []
  #folder: string | null = null
  #runs: string[] = []
  #written = 0

  constructor(keyOf: (item: T) => SortKey, { limit = DEFAULT_LIMIT, folder = tmpdir() }: ExternalSorterOptions = {}) {
    this.#keyOf = keyOf
    this.#limit = limit
    this.#parent = folder
  }

  /** Takes an item; waits while a run is written. */
  async add(item: T): Promise<void> {
    this.#items.push(item)
    if (this.#items.length < this.#limit) return
    const items = this.#sortedItems()
    this.#items = []
    await this.#write(items)
  }

  /** All items in order. May be called again for a second pass, not during one. */
  async *sorted(): AsyncGenerator<T> {
    if (this.#runs.length === 0) {
      yield* this.#sortedItems()
      return
    }
    if (this.#items.length > 0) {
      await this.#write(this.#sortedItems())
      this.#items = []
    }
    while (this.#runs.length > MAX_RUNS) await this.#mergePass()
    yield* mergeRuns(
      this.#runs.map((file) => readRun<T>(file)),
      this.#keyOf,
    )
  }

  /** Removes the temporary files. */
  async dispose(): Promise<void> {
    this.#items = []
    this.#runs = []
    if (this.#folder !== null) await rm(this.#folder, { recursive: true, force: true })
    this.#folder = null
  }

  #sortedItems(): T[] {
    return this.#items
      .map((item) => ({ item, key: this.#keyOf(item) }))
      .sort((a, b) => compareKeys(a.key, b.key))
      .map(({ item }) => item)
  }

  /** Merges neighbouring runs, so that of equal items the earlier one stays first. */
  async #mergePass(): Promise<void> {
    const runs = this.#runs
    this.#runs = []
    for (let first = 0; first < runs.length; first += MAX_RUNS) {
      const group = runs.slice(first, first + MAX_RUNS)
      await this.#write(
        mergeRuns(
          group.map((file) => readRun<T>(file)),
          this.#keyOf,
        ),
      )
      await Promise.all(group.map((file) => rm(file)))
    }
  }

  async #write(items: Iterable<T> | AsyncIterable<T>): Promise<void> {
    this.#folder ??= await mkdtemp(join(this.#parent, 'runwarden-'))
    const file = join(this.#folder, `${this.#written++}.jsonl`)
    await writeRun(file, items)
    this.#runs.push(file)
  }
}
