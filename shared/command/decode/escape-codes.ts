import { bytesToText } from './bytes-to-text'
import type { Decoded } from './layer'

const CODES = /(?:\\x[0-9A-Fa-f]{2}){4,}|(?:\\u[0-9A-Fa-f]{4}){4,}|(?:\\0[0-7]{3}){4,}|(?:\\[0-7]{2,3}){4,}/g
const PERCENT = /(?:%[0-9A-Fa-f]{2}){4,}/g
const ONE_PERCENT = /%[0-9A-Fa-f]{2}/g
const URL_DECODER = /unquote|urldecode|decodeuricomponent|unescape/i
const HEX_DECODER = /xxd|hex/i
const HEX = /[0-9A-Fa-f]{16,}/g

const fromDigits = (digits: readonly string[], radix: number): string | null => {
  const bytes = Uint8Array.from(digits, (digit) => Number.parseInt(digit, radix) & 0xff)
  return bytesToText(bytes, false, null)?.text ?? null
}

const decodeCodes = (codes: string): string => {
  const digits = codes.split(/\\[xu]?/).slice(1)
  return fromDigits(digits, codes[1] === 'x' || codes[1] === 'u' ? 16 : 8) ?? codes
}

/** The text with all codes decoded in place; nothing when none was. */
const replaced = (text: string, codes: RegExp, decode: (codes: string) => string, how: string): readonly Decoded[] => {
  let written = ''
  const decoded = text.replace(codes, (code) => {
    const plain = decode(code)
    if (written === '' && plain !== code) written = code
    return plain
  })
  return written === '' ? [] : [{ text: decoded, how, written }]
}

/** `\x63\x75\x72\x6c`, octal and Unicode escapes, four or more in a row, wherever they stand. */
export const decodeEscapeCodes = (text: string): readonly Decoded[] =>
  replaced(text, CODES, decodeCodes, 'escape codes')

/** `%63%75%72%6c`; single codes too when the text calls a URL decoder. */
export const decodePercent = (text: string): readonly Decoded[] => {
  const readable = (codes: string): string => fromDigits(codes.split('%').slice(1), 16) ?? codes
  const single = (code: string): string => String.fromCharCode(Number.parseInt(code.slice(1), 16))
  return URL_DECODER.test(text)
    ? replaced(text, ONE_PERCENT, single, 'URL encoding')
    : replaced(text, PERCENT, readable, 'URL encoding')
}

/** Plain hexadecimal digits in a text that names a decoder for them: `xxd -r -p`, `bytes.fromhex`, FromHexString. */
export const decodeHex = (text: string): readonly Decoded[] => {
  if (!HEX_DECODER.test(text)) return []
  return [...text.matchAll(HEX)]
    .filter(([digits]) => digits.length % 2 === 0)
    .map(([written]) => ({ written, text: fromDigits(written.match(/../g) ?? [], 16) }))
    .flatMap(({ written, text: decoded }) =>
      decoded === null ? [] : [{ text: decoded, how: 'hexadecimal digits', written }],
    )
}
