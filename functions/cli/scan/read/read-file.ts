import type { Batch } from '../../../../shared/reading/batch'
import { fileReport, type FileReport } from '../../../../shared/reading/file-report'
import { freeBuffer } from './free-buffer'
import { gunzipWhole } from './gunzip-whole'
import { isGzip } from './gzip-header'
import { logText, type LogText, type TextKind } from '../../../../shared/reading/log-text'
import { emptyFile, unknownFormat, unreadable } from '../../../../shared/reading/problem-messages'
import type { ReadSettings } from '../../../../shared/reading/read-settings'
import { readStored } from './read-stored'
import { readStream } from './read-stream'
import { isNamedJson, pathOf, type SourceFile } from './source-file'
import { systemReason } from '../../system-reason'
import { wholePiece } from '../../../../shared/reading/text-piece'

/**
 * The fast way for a sound file of ordinary size: all of it in memory at once. False when it must be read in pieces.
 */
const readWhole = (source: SourceFile, text: LogText, report: FileReport, limit: number): boolean => {
  if (source.kind !== 'file' || source.size > limit) return false
  let stored: Buffer | null
  try {
    stored = readStored(pathOf(source), limit)
  } catch (error) {
    report.problem(unreadable('file', systemReason(error)), null)
    return true
  }
  if (stored === null) return false
  const bytes = isGzip(stored) ? gunzipWhole(stored, limit) : stored
  if (bytes === null) return false
  report.batch().bytes += stored.length
  text.read(wholePiece(bytes), 0)
  if (bytes !== stored) freeBuffer(bytes)
  return true
}

const judgeKind = (kind: TextKind, source: SourceFile, report: FileReport): void => {
  if (kind === 'known' || report.hasProblems()) return
  if (!source.isNamed) report.batch().skippedFiles++
  else report.problem(kind === 'blank' ? emptyFile : unknownFormat, null)
}

/**
 * Reads the records of one file, in whatever way it is stored and laid out. Never throws for what a file holds or
 * refuses: that is reported as problems. `stdin` is read for the source of that kind alone.
 */
export async function* readFile(
  source: SourceFile,
  settings: ReadSettings,
  stdin: AsyncIterable<Buffer>,
): AsyncGenerator<Batch> {
  const { limits } = settings
  const report = fileReport(source.name, limits.problemsPerFile)
  const text = logText(settings, report, isNamedJson(source))
  if (!readWhole(source, text, report, limits.wholeBytes)) yield* readStream(source, stdin, text, report, limits)
  judgeKind(text.finish(), source, report)
  report.finish()
  report.batch().files++
  yield report.take()
}
