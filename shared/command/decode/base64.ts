import { base64Bytes } from './base64-bytes'
import { bytesToText } from './bytes-to-text'
import type { Inflate } from './inflate'
import type { Decoded } from './layer'

/** Only text that names a decoder, or is nothing else, is searched: keys, certificates and tokens are base64 too. */
const DECODER = /base64|b64|unpack\s{0,4}\(?\s{0,4}["']m|\batob\b|openssl\s{1,8}enc|encodedcommand|\s-e(?:nc?|c)?\s/i
/** User data is handed over as base64 as a whole. */
const NOTHING_ELSE = /^[A-Za-z0-9+/\r\n]{16,}={0,2}$/
const RUN = /[A-Za-z0-9+/]{8,}={0,2}/g
const DEFLATE = /deflate|decompress|inflate|zlib/i
/** `base64` wraps at 76, PEM at 64 characters: a shorter line ends the run. */
const WRAPPED_MIN = 40
const RUNS_MAX = 4096

/** Base64 runs; lines of one wrapped run are joined. */
const runs = (text: string): readonly string[] => {
  const found: string[] = []
  let end = -1
  let lastLine = 0
  for (const { 0: run, index } of text.matchAll(RUN)) {
    const between = end === -1 || index - end > 16 ? '' : text.slice(end, index)
    if (between.includes('\n') && between.trim() === '' && lastLine >= WRAPPED_MIN) found[found.length - 1] += run
    else found.push(run)
    end = index + run.length
    lastLine = run.length
    if (found.length >= RUNS_MAX) break
  }
  return found
}

const PARAMETER = /[-/\u2013-\u2015](e[a-z]{0,15})[\s:]{1,8}["']?([A-Za-z0-9+/]{4,}={0,2})/gi

const isEncodedCommand = (name: string): boolean => name === 'ec' || 'encodedcommand'.startsWith(name)

/** PowerShell's `-EncodedCommand` in any of its shortened forms (about_PowerShell_exe: UTF-16LE in base64). */
export const decodeEncodedCommand = (text: string): readonly Decoded[] => {
  if (!/powershell|pwsh/i.test(text)) return []
  return [...text.matchAll(PARAMETER)]
    .filter(([, name = '']) => isEncodedCommand(name.toLowerCase()))
    .map(([written, , blob = '']) => ({ written, decoded: bytesToText(base64Bytes(blob), false, null) }))
    .flatMap(({ written, decoded }) =>
      decoded === null ? [] : [{ text: decoded.text, how: 'PowerShell encoded command', written }],
    )
}

/** Base64 literals of a text that decodes some, whatever language does it; compressed ones are inflated. */
export const decodeBase64 = (text: string, inflate: Inflate): readonly Decoded[] => {
  if (!DECODER.test(text) && !NOTHING_ELSE.test(text.trim())) return []
  const deflated = DEFLATE.test(text)
  return runs(text)
    .map((written) => ({
      written,
      decoded: bytesToText(base64Bytes(written), deflated && written.length >= 32, inflate),
    }))
    .flatMap(({ written, decoded }) =>
      decoded === null
        ? []
        : [{ text: decoded.text, how: decoded.inflated ? 'base64 and compression' : 'base64', written }],
    )
}
