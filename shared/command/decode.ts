import { decodeBase64, decodeEncodedCommand } from './decode/base64'
import { decodeCharCodes } from './decode/char-codes'
import { decodeEscapeCodes, decodeHex, decodePercent } from './decode/escape-codes'
import { decodeJsonStrings } from './decode/json-strings'
import { inflater, type Inflate } from './decode/inflate'
import type { Decoded, Layer } from './decode/layer'
import { decodeReversed } from './decode/reversed'
import { renderScript } from './tokens/write-script'
import type { Script } from './tokens/script'
import { tokenize } from './tokenize'

/** Decoding steps in a row. */
const DEPTH_MAX = 6
/** Characters of all layers together, the original included. */
const OUTPUT_MAX = 1_048_576
const LAYERS_MAX = 256

/** Reads a text into scripts. */
export type ReadScripts = (text: string) => readonly Script[]

/**
 * Words assembled from pieces, written out: quotes and escapes inside names, carets, joined
 * strings, variables, brace lists.
 */
const writeOut = (text: string, read: ReadScripts): readonly Decoded[] =>
  read(text)
    .filter(({ assembled, joined }) => assembled.length + joined > 0)
    .map(({ pipelines, assembled: [first] }) => ({
      text: renderScript(pipelines),
      how: first === undefined ? 'joined variables' : 'assembled words',
      written: first ?? text,
    }))

const decodeOnce = (text: string, inflate: Inflate, read: ReadScripts): readonly Decoded[] => [
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

export interface Decoding {
  /** The original first, then every text found inside it, layer by layer, each once. */
  readonly layers: readonly Layer[]
  /** Whether a bound left something out. */
  readonly truncated: boolean
}

/**
 * Takes an obfuscated text apart: at most 6 steps deep, 256 layers and 1 MiB of text in all, in time linear in what it
 * returns. `read` is `tokenize` unless the caller keeps what it has read. Never throws.
 */
export const decodeLayers = (text: string, read: ReadScripts = tokenize): Decoding => {
  const layers: Layer[] = [{ text, how: 'original', written: text, depth: 0 }]
  const seen = new Set([text.trim()])
  const { inflate, refused } = inflater(OUTPUT_MAX)
  let left = OUTPUT_MAX - text.length
  let isLeftOut = false
  for (const layer of layers) {
    for (const { text: decoded, how, written } of decodeOnce(layer.text, inflate, read)) {
      const key = decoded.trim()
      if (key.length < 2 || seen.has(key)) continue
      seen.add(key)
      if (layer.depth >= DEPTH_MAX || decoded.length > left || layers.length >= LAYERS_MAX) {
        isLeftOut = true
        continue
      }
      left -= decoded.length
      layers.push({ text: decoded, how, written, depth: layer.depth + 1 })
    }
  }
  return { layers, truncated: isLeftOut || refused() }
}
