import type { Layer } from '../decode/layer'
import type { Evidence } from './category'

/** Encodings that serve a purpose of their own; the rest only hides. */
const PLAIN = new Set([
  'original',
  'JSON',
  'joined variables',
  'base64',
  'base64 and compression',
  'URL encoding',
  'hexadecimal digits',
])

/** Text hidden for hiding's sake: an encoded command, words assembled from pieces, or two encodings one in another. */
export const obfuscation = (layers: readonly Layer[]): Evidence | null => {
  const decoded = layers.filter(({ how }) => how !== 'original' && how !== 'JSON' && how !== 'joined variables')
  const [first] = decoded
  const hiding = decoded.find(({ how }) => !PLAIN.has(how))
  if (first === undefined || (hiding === undefined && new Set(decoded.map(({ how }) => how)).size < 2)) return null
  const { written, how } = hiding ?? first
  return {
    strength: 'weak',
    source: written,
    why: `hidden by ${hiding === undefined ? [...new Set(decoded.map((layer) => layer.how))].join(', then ') : how}`,
  }
}
