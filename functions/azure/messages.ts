import { readSelftestMessage } from '../../shared/contracts/self-test'
import { parseJson } from '../../shared/model/parse-json'

/** What a batch of messages holds. */
export interface Messages {
  readonly values: readonly unknown[]
  /** Marks of test alerts that `runwarden selftest azure` asks for. */
  readonly selftests: readonly string[]
}

/**
 * The values of messages as the trigger hands them over: objects, texts or bytes of JSON, or of one JSON value a line,
 * which is what some shippers send. What is no JSON stays as it is, to be quarantined.
 */
export const readMessages = (messages: readonly unknown[]): Messages => {
  const values = messages.flatMap(valuesOf)
  const marks = values.map(readSelftestMessage)
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
