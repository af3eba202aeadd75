import { gunzipSync } from 'node:zlib'

const SMALLEST_CHUNK = 4_096

/**
 * The text of a sound gzip file in memory; null when it is damaged or its text is larger than `limit`. One
 * output chunk of the size that the file itself names saves zlib from copying; a file that lies costs no
 * more than `limit` for a moment.
 */
export const gunzipWhole = (bytes: Buffer, limit: number): Buffer | null => {
  if (bytes.length < 4) return null
  const named = bytes.readUInt32LE(bytes.length - 4)
  if (named > limit) return null
  try {
    return gunzipSync(bytes, { chunkSize: Math.max(SMALLEST_CHUNK, named + 1), maxOutputLength: limit })
  } catch {
    return null
  }
}
