import { createReadStream } from 'node:fs'
import type { Batch } from '../../../../shared/reading/batch'
import type { FileReport } from '../../../../shared/reading/file-report'
import { GzipError } from './gzip-error'
import type { LogText } from '../../../../shared/reading/log-text'
import {
  bomb,
  cutGzip,
  damagedGzip,
  trailingBytes,
  unreadable,
  type ProblemMessage,
} from '../../../../shared/reading/problem-messages'
import type { ReadLimits } from '../../../../shared/reading/read-limits'
import { pathOf, type SourceFile } from './source-file'
import { PART_BYTES, storedText } from './stored-bytes'
import { systemReason } from '../../system-reason'
import { textWindow } from '../../../../shared/reading/text-window'

/** The problem an access or a decompression ended with; null for any other error. */
const problemOf = (error: unknown): ProblemMessage | null => {
  if (error instanceof GzipError) {
    switch (error.why) {
      case 'cut':
        return cutGzip
      case 'damaged':
        return damagedGzip(error.message)
      case 'trailing':
        return trailingBytes
    }
  }
  return error instanceof Error && 'syscall' in error ? unreadable('file', systemReason(error)) : null
}

/**
 * Reads a file of any size in pieces, with no more than a record and a piece in memory. Ends quietly at whatever the
 * file cannot give, which is in the report; what came before is read.
 */
export async function* readStream(
  source: SourceFile,
  stdin: AsyncIterable<Buffer>,
  text: LogText,
  report: FileReport,
  limits: ReadLimits,
): AsyncGenerator<Batch> {
  const file = storedText(
    source.kind === 'stdin' ? stdin : createReadStream(pathOf(source), { highWaterMark: limits.pieceBytes }),
  )
  const window = textWindow(2 * limits.pieceBytes)
  let textBytes = 0
  let reported = 0
  /** Where the last value ended, as far as it is known. */
  let confirmed = { values: -1, text: 0, stored: 0 }

  const isBomb = (): boolean => {
    const values = text.progress()
    if (!file.isCompressed() || values === null) return false
    if (values !== confirmed.values) confirmed = { values, text: textBytes, stored: file.stored() }
    const size = textBytes - confirmed.text
    return size > limits.bombBytes && size > limits.bombRatio * (file.stored() - confirmed.stored + PART_BYTES)
  }

  /**
   * A value that goes on beyond the window is looked at again when twice as much of it is there, so that a long one
   * costs no more than its length.
   */
  let enough = 0
  const read = (last: boolean): void => {
    if (!last && window.held() < enough) return
    window.release(text.read(window.piece(last), window.start()))
    enough = Math.min(2 * window.held(), limits.recordBytes)
  }

  const take = (): Batch => {
    report.batch().bytes += file.stored() - reported
    reported = file.stored()
    return report.take()
  }

  try {
    for await (const chunk of file.chunks) {
      textBytes += chunk.length
      window.append(chunk)
      read(false)
      if (isBomb()) {
        report.problem(bomb(textBytes - confirmed.text, limits.bombRatio), `byte ${confirmed.text}`)
        yield take()
        return
      }
      if (text.progress() === null && !file.isCompressed()) break
      yield take()
    }
  } catch (error) {
    const problem = problemOf(error)
    if (problem === null) throw error
    text.breakOff()
    report.problem(problem, `byte ${textBytes}`)
  }
  read(true)
  yield take()
}
