import { createReadStream } from 'node:fs'
import type { Batch } from '../../../../shared/reading/batch'
import type { FileReport } from '../../../../shared/reading/file-report'
import type { LogText } from '../../../../shared/reading/log-text'
import {
  bomb,
  cutGzip,
  damagedGzip,
  trailingBytes,
  unreadable,
  type ProblemMessage,
} from '../../../../shared/reading/read-problem'
import type { ReadLimits } from '../../../../shared/reading/read-settings'
import { textWindow } from '../../../../shared/reading/text-piece'
import { systemReason } from '../../system-reason'
import { pathOf, type SourceFile } from './discover'
import { GzipError, gunzipStream, isGzip, MAGIC_BYTES } from './gunzip'

/** Compressed bytes are handed on and counted in parts of this size; by one part the count may be ahead of the text. */
const PART_BYTES = 65_536

/** A file's bytes as they are stored, opened for reading as text. */
interface StoredText {
  /** The text, decompressed when the bytes are gzip. Throws a GzipError, or what the source throws. */
  readonly chunks: AsyncIterable<Buffer>
  readonly isCompressed: () => boolean
  /** Stored bytes read so far; when compressed, at most one part more than the text so far was made of. */
  readonly stored: () => number
}

/** Recognises gzip by its first bytes, not by the file's name. */
const storedText = (source: AsyncIterable<Buffer>): StoredText => {
  let stored = 0
  let isCompressed = false

  async function* counted(bytes: AsyncIterable<Buffer>, partBytes: number): AsyncGenerator<Buffer> {
    for await (const chunk of bytes) {
      for (let at = 0; at < chunk.length; at += partBytes) {
        const part = chunk.subarray(at, at + partBytes)
        stored += part.length
        yield part
      }
    }
  }

  async function* chunks(): AsyncGenerator<Buffer> {
    const bytes = source[Symbol.asyncIterator]()
    try {
      let head: Buffer = Buffer.alloc(0)
      while (head.length < MAGIC_BYTES) {
        const next = await bytes.next()
        if (next.done === true) break
        head = Buffer.concat([head, next.value])
      }
      isCompressed = isGzip(head)
      const all = chain(head, bytes)
      yield* isCompressed ? gunzipStream(counted(all, PART_BYTES)) : counted(all, Number.POSITIVE_INFINITY)
    } finally {
      await bytes.return?.()
    }
  }

  return { chunks: chunks(), isCompressed: () => isCompressed, stored: () => stored }
}

async function* chain(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
}

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
export async function* readPieces(
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
    if (!file.isCompressed() || text.isOver()) return false
    const { values } = report.state()
    if (values !== confirmed.values) confirmed = { values, text: textBytes, stored: file.stored() }
    const size = textBytes - confirmed.text
    return size > limits.bombBytes && size > limits.bombRatio * (file.stored() - confirmed.stored + PART_BYTES)
  }

  /**
   * A value that goes on beyond the window is read again when twice as much of it is there, so that a long one costs no
   * more than its length.
   */
  let enough = 0
  const read = (last: boolean): void => {
    if (!last && window.held() < enough) return
    window.release(text.read(window.piece(last), window.start()))
    enough = Math.min(2 * window.held(), limits.recordBytes)
  }

  const take = (): Batch => {
    report.state().batch.bytes += file.stored() - reported
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
      if (text.isOver() && !file.isCompressed()) break
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
