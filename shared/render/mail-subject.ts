import type { AlertKind } from '../model/alert'
import type { RedactedAlert } from '../model/redacted-alert'
import { accountName, type RenderContext } from './context'
import { ascii, shorten } from './neutralize'
import { reportedFindings } from './reported-findings'

/**
 * SNS wants fewer than 100 characters without line breaks
 * (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html).
 */
const MAX_SUBJECT = 99

/** A part that somebody else may have chosen: it brings no tags of its own. */
const part = (text: string): string => ascii(text).replaceAll('[', '(').replaceAll(']', ')')

const KIND_TAGS: Readonly<Record<AlertKind, string>> = {
  alert: '',
  escalation: '[UPDATE] ',
  update: '[UPDATE] ',
  digest: '[DIGEST] ',
  test: '[TEST] ',
}

/** How much each part may take, from the whole of everything to the bare minimum. */
const BUDGETS = [
  { actor: 64, name: 40, more: true },
  { actor: 40, name: 24, more: true },
  { actor: 28, name: 16, more: true },
  { actor: 20, name: 12, more: false },
  { actor: 20, name: 0, more: false },
  { actor: 0, name: 0, more: false },
] as const

/**
 * Subject line of a mail: at most 99 printable ASCII characters, beginning with "[". Severity, first rule and account
 * always survive; caller, account name and the number of further rules give way when space is short.
 */
export const alertSubject = (alert: RedactedAlert, context: RenderContext): string => {
  const tags = `${KIND_TAGS[alert.kind]}[${alert.severity.toUpperCase()}]`
  const [first, ...others] = reportedFindings(alert).filter(
    ({ severity }, place) => place === 0 || severity !== 'informational',
  )
  const isOneCall = first !== undefined && alert.kind !== 'digest'
  const what = shorten(part(isOneCall ? first.title : alert.title), MAX_SUBJECT)
  const actor = isOneCall ? part(alert.actor.display) : ''
  const account = part(alert.account ?? '')
  const name = part(accountName(alert.account, context) ?? '')
  const place = (max: number): string => {
    if (account === '') return ''
    return name === '' || max === 0
      ? ` in ${shorten(account, 36)}`
      : ` in ${shorten(name, max)} (${shorten(account, 36)})`
  }
  const candidates = BUDGETS.map((budget) => {
    const more = isOneCall && budget.more && others.length > 0 ? ` and ${others.length} more` : ''
    const by = actor === '' || budget.actor === 0 ? '' : ` by ${shorten(actor, budget.actor)}`
    return `${tags} ${what}${more}${by}${place(budget.name)}`
  })
  const fitting = candidates.find((candidate) => candidate.length <= MAX_SUBJECT)
  return fitting ?? `${tags} ${shorten(what, MAX_SUBJECT - tags.length - 1 - place(0).length)}${place(0)}`
}
