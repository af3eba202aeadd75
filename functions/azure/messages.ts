import { parseJson } from '../../shared/providers/json'

/** What a batch of messages holds. */
export interface Messages {
  readonly values: readonly unknown[]
  /** Marks of test alerts that `runwarden selftest azure` asks for. */
  readonly selftests: readonly string[]
}

/** The message by which the whole path is tested; no log has a source of this name. */
export const selftestMessage = (mark: string): { readonly source: string; readonly mark: string } => ({
  source: 'runwarden.selftest',
  mark,
})

/**
 * The values of messages as the trigger hands them over: objects, texts or bytes of JSON, or of one JSON value a line, which is what
 * some shippers send. What is no JSON stays as it is, to be quarantined.
 */
export const readMessages = (messages: readonly unknown[]): Messages => {
  const values = messages.flatMap(valuesOf)
  const marks = values.map(markOf)
  return {
    values: values.filter((_, index) => marks[index] === null),
    selftests: marks.filter((mark) => mark !== null),
  }
}

const valuesOf = (message: unknown): readonly unknown[] => {
  if (message instanceof Uint8Array) return textValues(Buffer.from(message).toString('utf8'))
  return typeof message === 'string' ? textValues(message) : [message]
}

const textValues = (text: string): readonly unknown[] => {
  const whole = parseJson(text)
  if (whole !== null) return [whole]
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const values = lines.map(parseJson)
  return lines.length > 1 && values.some((value) => value !== null)
    ? values.map((value, index) => value ?? lines[index])
    : [text]
}

const MARK = /^[\w-]{1,64}$/

const markOf = (value: unknown): string | null => {
  if (
    typeof value !== 'object' ||
    value === null ||
    !('source' in value) ||
    value.source !== 'runwarden.selftest' ||
    !('mark' in value)
  )
    return null
  return typeof value.mark === 'string' && MARK.test(value.mark) ? value.mark : null
}
