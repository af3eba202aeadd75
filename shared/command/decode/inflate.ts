import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'

/** Opens compressed data; null when it is none, or would grow too large. */
export type Inflate = (bytes: Uint8Array) => Uint8Array | null

/** Largest text made of compressed bytes: a gzip bomb grows a thousandfold. */
const INFLATED_MAX = 262_144

/**
 * Gzip (RFC 1952), zlib (RFC 1950) or raw deflate (RFC 1951), by the first bytes of the data; raw deflate has no mark.
 */
const formatOf = ([first, second = 0]: Uint8Array): typeof gunzipSync => {
  if (first === 0x1f && second === 0x8b) return gunzipSync
  return first === 0x78 && [0x01, 0x5e, 0x9c, 0xda].includes(second) ? inflateSync : inflateRawSync
}

/** Whether data bears the mark of gzip or zlib. */
export const isCompressed = (bytes: Uint8Array): boolean => formatOf(bytes) !== inflateRawSync

export interface Inflater {
  readonly inflate: Inflate
  /** Whether compressed data stayed closed because of its size. */
  readonly refused: () => boolean
}

const isTooLargeError = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'

/** Opens up to INFLATED_MAX bytes a time, and `bytesMax` in all: what a bomb took before it was refused counts too. */
export const inflater = (bytesMax: number): Inflater => {
  let left = bytesMax
  let refused = false
  const open = (bytes: Uint8Array): Uint8Array | null => {
    const maxOutputLength = Math.min(left, INFLATED_MAX)
    try {
      const opened = formatOf(bytes)(bytes, { maxOutputLength })
      left -= opened.length
      return opened
    } catch (error) {
      const isTooLarge = isTooLargeError(error)
      refused ||= isTooLarge
      left -= isTooLarge ? maxOutputLength : bytes.length
      return null
    }
  }
  return {
    inflate: (bytes) => {
      if (left > 0) return open(bytes)
      refused ||= isCompressed(bytes)
      return null
    },
    refused: () => refused,
  }
}
