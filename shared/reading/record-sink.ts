import type { FileReport } from './file-report'
import { rejectedRecord, tooDeep, tooLarge, type ProblemMessage } from './problem-messages'
import type { ReadSettings } from './read-settings'
import { recordReader } from './record-reader'
import type { ValueSink } from './value-stream'

/** Where the values of one file go. */
export interface RecordSink extends ValueSink {
  /** How many values have come, refused ones included. */
  readonly values: () => number
  /** Counts a record that cannot be read. */
  readonly reject: (words: ProblemMessage, position: string) => void
  /** False when no value was of a known format. */
  readonly finish: () => boolean
}

/** Reads values into the report of their file. `where` names a position of the piece at hand for a person. */
export const recordSink = (
  { formats, prefilter, limits }: ReadSettings,
  report: FileReport,
  where: (at: number) => string,
): RecordSink => {
  const reader = recordReader(formats.providers, prefilter, where, (place, problem) =>
    report.problem(rejectedRecord(problem), place),
  )
  let values = 0
  let before = { values, state: reader.state() }

  const reject = (words: ProblemMessage, position: string): void => {
    const batch = report.batch()
    batch.records++
    batch.rejected++
    values++
    report.problem(words, position)
  }

  return {
    value: (bytes, start, end, list) => {
      values++
      reader.read(report.batch(), bytes, start, end, list)
    },
    emptyList: reader.readEmptyList,
    refused: (why, at) => reject(why === 'deep' ? tooDeep : tooLarge(limits.recordBytes), where(at)),
    begin: () => {
      before = { values, state: reader.state() }
      report.begin()
    },
    keep: report.keep,
    drop: () => {
      values = before.values
      reader.restore(before.state)
      report.drop()
    },
    values: () => values,
    reject,
    finish: () => reader.finish(report.batch()),
  }
}
