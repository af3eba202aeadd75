import { base64Bytes } from '../decode/base64-bytes'
import { isLiteralSecret } from './literal'
import { isSecretName } from './secret-names'
import type { Span } from './spans'

const BEFORE_LITERAL: readonly RegExp[] = [
  /\bpassword[ \t]{1,8}'([^']{1,256})'/gi, // ALTER USER x WITH PASSWORD '...'
  /\bidentified[ \t]{1,8}(?:with[ \t]{1,8}\w{1,64}[ \t]{1,8})?by[ \t]{1,8}\\?['"]([^'"\\]{1,256})\\?['"]/gi,
  /networkcredential\(\s{0,4}["'][^"']{0,256}["']\s{0,4},\s{0,4}["']([^"']{1,256})["']/gi,
  /\.(?:setpassword|changepassword)\(\s{0,4}["']([^"']{1,256})["']/gi,
  /\.login\(\s{0,4}["'][^"']{0,256}["']\s{0,4},\s{0,4}["']([^"']{1,256})["']/gi,
  /\blogin[ \t]{1,8}\S{1,128}[ \t]{1,8}password[ \t]{1,8}([^\s'"]{1,256})/gi, // .netrc
  /\bbearer[ \t]{1,4}([A-Za-z0-9._~+/=-]{16,4096})/gi,
]
const COLON = 58
const ENVIRONMENT = /environmentvariable\(\s{0,4}["']([\w.-]{1,64})["']\s{0,4},\s{0,4}["']([^"']{1,1024})["']/gi

const lastGroup = (match: RegExpExecArray, value: string): readonly Span[] => {
  const start = match.index + match[0].lastIndexOf(value)
  return isLiteralSecret(value, true) ? [{ start, end: start + value.length }] : []
}

const BASIC = /\bbasic[ \t]{1,4}([A-Za-z0-9+/]{8,1024}={0,2})/gi

/** `Basic ...` in any place: what it encodes is a user and a password with a colon between them. */
const basicCredentials = (text: string): readonly Span[] =>
  [...text.matchAll(BASIC)]
    .filter(([, value = '']) => base64Bytes(value).includes(COLON))
    .flatMap((match) => lastGroup(match, match[1] ?? ''))

/** Secrets that a statement, a call or a header takes as a literal. */
export const quotedArguments = (text: string): readonly Span[] => [
  ...BEFORE_LITERAL.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap((match) => lastGroup(match, match[1] ?? '')),
  ),
  ...basicCredentials(text),
  ...[...text.matchAll(ENVIRONMENT)].flatMap((match) =>
    isSecretName(match[1] ?? '') ? lastGroup(match, match[2] ?? '') : [],
  ),
]
