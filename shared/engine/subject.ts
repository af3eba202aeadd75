import { sha256 } from '../model/hash'
import type { Activity } from '../model/activity'

/** Script text in the form that is hashed: line ends and outer white space never tell two scripts apart. */
export const normalizeScript = (text: string): string => text.replaceAll('\r\n', '\n').trim()

/** Hash of the command's text, null when there is none. */
export const scriptHash = ({ payload }: Activity): string | null => (payload.kind === 'text' ? sha256(normalizeScript(payload.text)) : null)

/** What an activity runs, as one word for keys: the script's hash where the text is known, else the document's name. */
export const scriptOrDocument = (activity: Activity): string => scriptHash(activity) ?? activity.document?.name ?? '-'
