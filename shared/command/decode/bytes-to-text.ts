import { type Inflate, isCompressed } from './inflate'

const isUtf16 = (bytes: Uint8Array): boolean => {
  if (bytes.length < 4 || bytes.length % 2 !== 0) return false
  const analyzed = Math.min(bytes.length, 4096)
  let zeros = 0
  for (let at = 1; at < analyzed; at += 2) if (bytes[at] === 0 && bytes[at - 1] !== 0) zeros += 1
  return zeros * 2 >= analyzed * 0.8
}

/**
 * Short texts must be ASCII, because bytes of any kind happen to be short UTF-8; longer ones may
 * hold a comment in any language.
 */
const isReadable = (text: string): boolean => {
  if (!/[A-Za-z]/.test(text)) return false
  let control = 0
  let foreign = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code > 126) foreign += 1
    else if (code < 32 && code !== 9 && code !== 10 && code !== 13) control += 1
  }
  return control * 100 <= text.length && foreign * 4 <= (text.length < 64 ? 0 : text.length)
}

const decode = (bytes: Uint8Array, encoding: 'utf-8' | 'utf-16le'): string | null => {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return isReadable(text) ? text : null
  } catch {
    return null
  }
}

/**
 * Readable text made of bytes: UTF-16 or UTF-8, inflated first where they are compressed or `deflated` says that they
 * may be, if there is an `inflate`; null for anything else.
 */
export const bytesToText = (
  bytes: Uint8Array,
  deflated: boolean,
  inflate: Inflate | null,
): { readonly text: string; readonly inflated: boolean } | null => {
  const plain = isUtf16(bytes) ? decode(bytes, 'utf-16le') : decode(bytes, 'utf-8')
  if (plain !== null) return { text: plain, inflated: false }
  const inflated = inflate !== null && (isCompressed(bytes) || deflated) ? inflate(bytes) : null
  const text = inflated === null ? null : isUtf16(inflated) ? decode(inflated, 'utf-16le') : decode(inflated, 'utf-8')
  return text === null ? null : { text, inflated: true }
}
