import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import type { Inflate } from '../../../shared/command/decode/layer'

/** What a host hands in: gzip, zlib or raw deflate. */
export const inflate: Inflate = (bytes, maxOutputLength) => {
  for (const open of [gunzipSync, inflateSync, inflateRawSync]) {
    try {
      return open(bytes, { maxOutputLength })
    } catch {
      continue
    }
  }
  return null
}
