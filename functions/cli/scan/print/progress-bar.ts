import type { Io } from '../../io'
import type { ReadProgress } from '../read/read-logs'

const WIDTH = 24
const EVERY_MS = 100

export interface ProgressBar {
  readonly draw: (progress: ReadProgress) => void
  /** Removes the bar before something else is written. */
  readonly clear: () => void
}

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1)

/** A line on a terminal's stderr with share, rate and time left; nothing at all elsewhere. */
export const progressBar = ({ stderr, interactive }: Io): ProgressBar => {
  if (!interactive) return { draw: () => {}, clear: () => {} }
  const started = performance.now()
  let drawnAt = -Infinity
  return {
    draw: ({ files, bytes, records, totalBytes }) => {
      const now = performance.now()
      if (now - drawnAt < EVERY_MS) return
      drawnAt = now
      const share = totalBytes === 0 ? 0 : Math.min(1, bytes / totalBytes)
      const rate = bytes / Math.max(0.001, (now - started) / 1_000)
      const left = rate > 0 && totalBytes > bytes ? `${Math.ceil((totalBytes - bytes) / rate)} s left` : ''
      const filled = Math.round(share * WIDTH)
      stderr.write(
        `\r\u001B[2K[${'='.repeat(filled)}${' '.repeat(WIDTH - filled)}] ${Math.round(share * 100)}% ${files} ` +
          `files, ${records} records, ${megabytes(rate)} MB/s ${left}`,
      )
    },
    clear: () => {
      if (drawnAt !== -Infinity) stderr.write('\r\u001B[2K')
      drawnAt = -Infinity
    },
  }
}
