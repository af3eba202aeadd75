import { addBatch, newBatch, type Batch } from './batch'
import { furtherProblems, type ProblemMessage } from './problem-messages'
import type { ProblemCategory } from './read-event'

/** Gathers what one file yields, and lets a part of it be withdrawn. */
export interface FileReport {
  /** Where to count and to add; another one after every `begin`, `keep`, `drop` and `take`. */
  readonly batch: () => Batch
  readonly problem: (words: ProblemMessage, position: string | null) => void
  readonly begin: () => void
  readonly keep: () => void
  readonly drop: () => void
  /** What was gathered since the last call, withdrawn parts left out. */
  readonly take: () => Batch
  readonly hasProblems: () => boolean
  /** Adds how many problems were not reported one by one. */
  readonly finish: () => void
}

/** A file of nothing but bad lines must not bury all else: beyond `limit` its problems are reported as one number. */
export const fileReport = (file: string, limit: number): FileReport => {
  let batch = newBatch()
  let kept: Batch | null = null
  let reported = 0
  let unreported = 0
  let category: ProblemCategory = 'rejected'
  let before = { reported, unreported }

  const problem = (words: ProblemMessage, position: string | null): void => {
    if (reported >= limit) {
      unreported++
      category = words.category
      return
    }
    reported++
    batch.problems.push({ ...words, file, position })
  }

  return {
    batch: () => batch,
    problem,
    begin: () => {
      kept = batch
      batch = newBatch()
      before = { reported, unreported }
    },
    keep: () => {
      if (kept === null) return
      addBatch(kept, batch)
      batch = kept
      kept = null
    },
    drop: () => {
      if (kept === null) return
      batch = kept
      kept = null
      ;({ reported, unreported } = before)
    },
    take: () => {
      const taken = batch
      batch = newBatch()
      return taken
    },
    hasProblems: () => reported > 0,
    finish: () => {
      if (unreported === 0) return
      batch.problems.push({ ...furtherProblems(category, unreported), file, position: null })
    },
  }
}
