import type { Outcome } from './run-program'

/** What an answer holds, or what came in its place. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly got: string }

type Entry<Member extends string> = Readonly<Record<Member, string>>

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Ids become arguments of further commands, so that nothing else may pass as one. */
const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

const isEntry = <Member extends string>(value: unknown, members: readonly Member[]): value is Entry<Member> =>
  isObject(value) &&
  members.every((member) => {
    const text = value[member]
    return typeof text === 'string' && (member !== 'appId' || isId(text))
  })

const jsonOf = (outcome: Outcome): Answer<unknown> => {
  if (!outcome.ok) return outcome
  if (outcome.output.trim() === '') return { ok: false, got: 'no output' }
  try {
    return { ok: true, value: JSON.parse(outcome.output) }
  } catch {
    return { ok: false, got: 'output that is not JSON' }
  }
}

/** The object that a command printed, with these members as texts. */
export const entryOf = <Member extends string>(outcome: Outcome, members: readonly Member[]): Answer<Entry<Member>> => {
  const json = jsonOf(outcome)
  if (!json.ok) return json
  return isEntry(json.value, members)
    ? { ok: true, value: json.value }
    : { ok: false, got: `JSON that is no object with ${members.join(' and ')}` }
}

/**
 * The objects of a listing, each with these members as texts. A listing is an array; that of a subscription's
 * diagnostic settings is one in `value`.
 */
export const entriesOf = <Member extends string>(
  outcome: Outcome,
  members: readonly Member[],
): Answer<readonly Entry<Member>[]> => {
  const json = jsonOf(outcome)
  if (!json.ok) return json
  const list: unknown = isObject(json.value) ? json.value['value'] : json.value
  return Array.isArray(list) && list.every((item) => isEntry(item, members))
    ? { ok: true, value: list }
    : { ok: false, got: `JSON that is no list of objects with ${members.join(' and ')}` }
}
