import { addBatch, newBatch, type Batch } from '../../../shared/reading/batch'
import { fileReport } from '../../../shared/reading/file-report'
import { LOG_FORMATS } from '../../../shared/reading/log-formats'
import { logText, type TextKind } from '../../../shared/reading/log-text'
import { READ_LIMITS, readSettings, type ReadSettings } from '../../../shared/reading/read-settings'
import { textWindow, wholePiece } from '../../../shared/reading/text-piece'

export interface TextReading extends Batch {
  readonly kind: TextKind
}

export interface TextReadingOptions {
  readonly settings?: ReadSettings
  /** Lengths of the pieces the text comes in, over and over; all at once when left out. */
  readonly pieces?: readonly number[]
  readonly isNamedJson?: boolean
  /** The source breaks off at the end of the text. */
  readonly breaksOff?: boolean
}

/** Everything Runwarden reads, as it reads it. */
const ORDINARY = readSettings(LOG_FORMATS, READ_LIMITS)

/** Reads a text from memory as the one file `log`, at once or in pieces. */
export const readText = (
  text: string | Uint8Array,
  { settings = ORDINARY, pieces, isNamedJson = false, breaksOff = false }: TextReadingOptions = {},
): TextReading => {
  const bytes = typeof text === 'string' ? Buffer.from(text) : Buffer.from(text)
  const report = fileReport('log', settings.limits.problemsPerFile)
  const reader = logText(settings, report, isNamedJson)
  const gathered = newBatch()
  if (pieces === undefined) {
    if (breaksOff) reader.breakOff()
    reader.read(wholePiece(bytes), 0)
  } else {
    const window = textWindow(16)
    const read = (last: boolean): void => {
      window.release(reader.read(window.piece(last), window.start()))
      addBatch(gathered, report.take())
    }
    for (let at = 0, next = 0; at < bytes.length; next++) {
      const size = Math.max(1, pieces[next % pieces.length] ?? 1)
      window.append(bytes.subarray(at, at + size))
      at += size
      read(false)
    }
    if (breaksOff) reader.breakOff()
    read(true)
  }
  const kind = reader.finish()
  report.finish()
  addBatch(gathered, report.take())
  return { ...gathered, kind }
}
