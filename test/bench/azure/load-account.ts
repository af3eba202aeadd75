import type { ProxiedCall } from '../../emulators/fault-proxy'
import type { Mail } from '../../emulators/mailbox'
import type { ExpectedAlert } from './load-story'

/** What became of the alerts; ids of those with which something is wrong. */
export interface Account {
  readonly mails: number
  readonly lost: readonly string[]
  /** Alerts that nobody expected. */
  readonly foreign: readonly string[]
  /** Further mails about an alert: a stage that came first held less than the Start after it. */
  readonly updates: number
  /** Mails that say what was said before. */
  readonly repeats: number
  /** Repeats that no injected fault comes before, and no run that did not come to its end. */
  readonly unexplained: readonly string[]
}

const ID = /^Alert ([0-9a-f]{32})$/m

const alertIn = (text: string): string => ID.exec(text)?.[1] ?? ''

/** What an alert says that was judged without history; it comes again, judged in full. */
const INCOMPLETE = 'history could not be read'

/**
 * Between two publications of one alert its ledger entry is finalized by the first run and claimed by the second. One
 * write alone says that the first run had not come to finalize within the patience of the second: on a machine as busy
 * as that, it is as good as dead.
 */
const FINALIZED_AND_CLAIMED = 2
const WRITES = new Set(['table:POST', 'table:PUT', 'table:PATCH', 'table:MERGE'])

const wordsOf = (path: string, body: string): readonly string[] =>
  [...`${path} ${body}`.matchAll(/\b[0-9a-f]{32}\b/g)].map(([word]) => word)

const wordOf = (id: string, subject: string | null | undefined): string => `${id} ${subject ?? ''}`

/** Listens to the calls of the app, and balances the account with the mails in the end. */
export const accountOf = (
  expected: readonly ExpectedAlert[],
): { readonly heard: (call: ProxiedCall) => void; readonly balance: (mails: readonly Mail[]) => Account } => {
  const alertOfRow = new Map(expected.flatMap(({ id, rows }) => rows.map((row) => [row, id] as const)))
  const alertOfLedger = new Map(expected.map(({ id, ledger }) => [ledger, id] as const))
  /** Writes of an alert's ledger entry since it was last published. */
  const writes = new Map<string, number>()
  /** Alerts that a fault has touched since they were last published, or that were published unfinished. */
  const excused = new Set<string>()
  /** Ids with subjects. */
  const published = new Set<string>()
  const unexplained: string[] = []

  const heard = ({ operation, fault, path, body }: ProxiedCall): void => {
    if (operation === 'sns:Publish') {
      const form = new URLSearchParams(body)
      const text = form.get('Message') ?? ''
      const id = alertIn(text)
      const word = wordOf(id, form.get('Subject'))
      const isExcused = (): boolean => (writes.get(id) ?? 0) < FINALIZED_AND_CLAIMED || excused.delete(id)
      if (published.has(word) && !isExcused()) unexplained.push(id)
      published.add(word)
      writes.set(id, 0)
      if (fault !== undefined || text.includes(INCOMPLETE)) excused.add(id)
      return
    }
    if (fault === undefined) {
      const ledger = WRITES.has(operation)
        ? wordsOf(path, body)
            .map((row) => alertOfLedger.get(row))
            .find((id) => id !== undefined)
        : undefined
      if (ledger !== undefined) writes.set(ledger, (writes.get(ledger) ?? 0) + 1)
    } else {
      for (const row of wordsOf(path, body)) excused.add(alertOfRow.get(row) ?? row)
    }
  }
  const balance = (mails: readonly Mail[]): Account => {
    const ids = mails.map(({ body }) => alertIn(body))
    const arrived = new Set(ids)
    const words = new Set(mails.map(({ subject }, index) => wordOf(ids[index] ?? '', subject)))
    const wanted = new Set(expected.map(({ id }) => id))
    return {
      mails: ids.length,
      lost: [...wanted].filter((id) => !arrived.has(id)),
      foreign: [...arrived].filter((id) => !wanted.has(id)),
      updates: words.size - arrived.size,
      repeats: ids.length - words.size,
      unexplained,
    }
  }
  return { heard, balance }
}
