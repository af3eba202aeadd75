import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import type { Batch } from '../../../../shared/reading/batch'
import { fileReport, type FileReport } from '../../../../shared/reading/file-report'
import { logText, type LogText, type TextKind } from '../../../../shared/reading/log-text'
import { emptyFile, unknownFormat, unreadable } from '../../../../shared/reading/read-problem'
import type { ReadSettings } from '../../../../shared/reading/read-settings'
import { wholePiece } from '../../../../shared/reading/text-piece'
import { systemReason } from '../../system-reason'
import { isNamedJson, pathOf, type SourceFile } from './discover'
import { freeBuffer, gunzipWhole, isGzip } from './gunzip'
import { readPieces } from './read-pieces'

/** Room for growth, so that a file that is being written is not read byte by byte at its end. */
const SPARE_BYTES = 65_536

let memory: Buffer = Buffer.alloc(0)

/**
 * The bytes of a file of at most `limit`; null when it is larger. They stand in memory that the next call uses again:
 * fresh memory for every file costs more time than the reading of it.
 */
const storedBytes = (path: Buffer, limit: number): Buffer | null => {
  const file = openSync(path, 'r')
  try {
    const { size } = fstatSync(file)
    if (size > limit) return null
    if (memory.length < size + SPARE_BYTES) memory = Buffer.allocUnsafeSlow(size + SPARE_BYTES)
    let end = 0
    while (end < memory.length) {
      const count = readSync(file, memory, end, memory.length - end, null)
      if (count === 0) return end > limit ? null : memory.subarray(0, end)
      end += count
    }
    return null
  } finally {
    closeSync(file)
  }
}

/**
 * The fast way for a sound file of ordinary size: all of it in memory at once. False when it must be read in pieces.
 */
const readWhole = (source: SourceFile, text: LogText, report: FileReport, limit: number): boolean => {
  if (source.kind !== 'file' || source.size > limit) return false
  let stored: Buffer | null
  try {
    stored = storedBytes(pathOf(source), limit)
  } catch (error) {
    report.problem(unreadable('file', systemReason(error)), null)
    return true
  }
  if (stored === null) return false
  const bytes = isGzip(stored) ? gunzipWhole(stored, limit) : stored
  if (bytes === null) return false
  report.state().batch.bytes += stored.length
  text.read(wholePiece(bytes), 0)
  if (bytes !== stored) freeBuffer(bytes)
  return true
}

/** A file that holds no log is skipped when it was met by walking, and a problem when the user named it. */
const reportKind = (kind: TextKind, source: SourceFile, report: FileReport): void => {
  const { batch, reported } = report.state()
  if (kind === 'known' || reported > 0) return
  if (!source.isNamed) batch.skippedFiles++
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
  if (!readWhole(source, text, report, limits.wholeBytes)) yield* readPieces(source, stdin, text, report, limits)
  reportKind(text.finish(), source, report)
  report.finish()
  report.state().batch.files++
  yield report.take()
}
