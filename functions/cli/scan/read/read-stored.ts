import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** Room for growth, so that a file that is being written is not read byte by byte at its end. */
const SPARE_BYTES = 65_536

let memory: Buffer = Buffer.alloc(0)

/**
 * The bytes of a file of at most `limit`; null when it is larger. They stand in memory that the next call uses again:
 * fresh memory for every file costs more time than the reading of it.
 */
export const readStored = (path: Buffer, limit: number): Buffer | null => {
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
