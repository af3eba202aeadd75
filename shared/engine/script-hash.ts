import { redactSecrets } from '../command/secrets'
import type { Activity, Payload } from '../model/activity'
import { sha256 } from '../model/hash'

const hashes = new WeakMap<Payload, string>()

/**
 * Hash of the command's text, null when there is none. Line ends and outer white space never distinguish
 * two scripts. Secrets are redacted first: one script run with two passwords is one script, and nobody can
 * guess a password from its hash.
 */
export const scriptHash = ({ payload }: Activity): string | null => {
  if (payload.kind !== 'text') return payload.kind === 'hidden' ? (payload.hash ?? null) : null
  const known = hashes.get(payload)
  if (known !== undefined) return known
  const hash = sha256(redactSecrets(payload.text).replaceAll('\r\n', '\n').trim())
  hashes.set(payload, hash)
  return hash
}

/** What an activity runs, as one word for keys: the script's hash where the text is known, else the document's name. */
export const scriptOrDocument = (activity: Activity): string => scriptHash(activity) ?? activity.document?.name ?? '-'
