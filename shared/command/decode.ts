import { decodeBase64, decodeEncodedCommand } from './decode/base64'
import { decodeCharCodes } from './decode/char-codes'
import { decodeEscapeCodes, decodeHex, decodePercent } from './decode/escape-codes'
import { decodeJsonStrings } from './decode/json-strings'
import type { Decoded, Inflate, Layer } from './decode/layer'
import { decodeReversed } from './decode/reversed'
import { renderScript } from './tokens/render'
import type { Script } from './tokens/script'
import { tokenize } from './tokenize'

/** Decoding steps in a row. */
export const DEPTH_MAX = 6
/** Characters of all layers together, the original included. */
export const OUTPUT_MAX = 1_048_576
export const LAYERS_MAX = 256

export interface DecodeOptions {
  /** Without it compressed payloads stay closed. */
  readonly inflate?: Inflate
  /** Reads a text into scripts; `tokenize` unless the caller keeps what it has read. */
  readonly read?: (text: string) => readonly Script[]
}

/** Words assembled from pieces, written out: quotes and escapes inside names, carets, joined strings, variables, brace lists. */
const writeOut = (text: string, read: (text: string) => readonly Script[]): readonly Decoded[] =>
  read(text)
    .filter(({ assembled, joined }) => assembled.length + joined > 0)
    .map(({ pipelines, assembled: [first] }) => ({
      text: renderScript(pipelines),
      how: first === undefined ? 'joined variables' : 'assembled words',
      written: first ?? text,
    }))

const decodeOnce = (text: string, { inflate, read = tokenize }: DecodeOptions): readonly Decoded[] => [
  ...decodeJsonStrings(text),
  ...decodeEncodedCommand(text),
  ...decodeBase64(text, inflate),
  ...decodeHex(text),
  ...decodeEscapeCodes(text),
  ...decodePercent(text),
  ...decodeCharCodes(text),
  ...decodeReversed(text),
  ...writeOut(text, read),
]

/**
 * Takes an obfuscated text apart: the original first, then every text found inside it, layer by layer, each once. At most 6 steps deep,
 * 256 layers and 1 MiB of text in all, in time linear in what it returns; what does not fit is left out. Never throws.
 */
export const decodeLayers = (text: string, options: DecodeOptions = {}): readonly Layer[] => {
  const layers: Layer[] = [{ text, how: 'original', written: text, depth: 0 }]
  const seen = new Set([text.trim()])
  let left = OUTPUT_MAX - text.length
  for (const layer of layers) {
    if (layer.depth >= DEPTH_MAX) break
    for (const { text: decoded, how, written } of decodeOnce(layer.text, options)) {
      const key = decoded.trim()
      if (key.length < 2 || seen.has(key) || decoded.length > left || layers.length >= LAYERS_MAX) continue
      seen.add(key)
      left -= decoded.length
      layers.push({ text: decoded, how, written, depth: layer.depth + 1 })
    }
  }
  return layers
}
