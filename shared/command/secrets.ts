import { commandPasswords } from './secrets/command-passwords'
import { namedValues } from './secrets/named-values'
import { privateKeys } from './secrets/private-keys'
import { quotedArguments } from './secrets/quoted-arguments'
import { redactSpans } from './secrets/spans'
import { tokenShapes } from './secrets/token-shapes'
import { urlPasswords } from './secrets/url-passwords'

/** What is left around a redacted value may read as another one; few rounds are enough. */
const ROUNDS_MAX = 8

const redactOnce = (text: string): string =>
  redactSpans(text, [
    ...privateKeys(text),
    ...tokenShapes(text),
    ...urlPasswords(text),
    ...namedValues(text),
    ...quotedArguments(text),
    ...commandPasswords(text),
  ])

/**
 * Replaces secrets in a script or a parameter by `[redacted]` and keeps the rest readable: named values, options, URLs,
 * headers, connection strings, issued tokens, private keys, and the places where well-known commands take a password.
 * Access key ids stay. Redacting the result again changes nothing. Never throws; linear time.
 */
export const redactSecrets = (text: string): string => {
  let redacted = redactOnce(text)
  for (let round = 1; round < ROUNDS_MAX; round += 1) {
    const again = redactOnce(redacted)
    if (again === redacted) break
    redacted = again
  }
  return redacted
}
