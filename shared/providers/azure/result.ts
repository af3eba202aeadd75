import type { Outcome } from '../../model/activity'
import type { Stage } from '../../model/normalized'

/** How far an operation was when its record was written, and how it went. */
export interface OperationResult {
  readonly stage: Stage['stage']
  readonly outcome: Outcome
  readonly errorCode: string | null
}

/** The words of a record about its result, as written; null when missing. */
export interface ResultWords {
  /** `Start` of the exports, `Started` of the REST API. */
  readonly type: string | null
  /** `Failed.Forbidden` of the exports, `Forbidden` of the REST API. */
  readonly signature: string | null
  readonly statusCode: string | null
  /** Code of the error that the operation returned. */
  readonly errorCode: string | null
}

type Verdict = 'start' | 'accept' | 'success' | 'failure'

/**
 * Both vocabularies, and what rule tests and gallery applications write:
 * https://learn.microsoft.com/azure/azure-monitor/platform/activity-log-schema
 */
const VERDICTS: Readonly<Record<string, Verdict>> = {
  start: 'start',
  started: 'start',
  accept: 'accept',
  accepted: 'accept',
  inprogress: 'accept',
  running: 'accept',
  success: 'success',
  succeeded: 'success',
  created: 'success',
  ok: 'success',
  failure: 'failure',
  failed: 'failure',
  rejected: 'failure',
  canceled: 'failure',
}

const DENIALS: ReadonlySet<string> = new Set([
  'forbidden',
  'unauthorized',
  '403',
  '401',
  'authorizationfailed',
  'linkedauthorizationfailed',
  'requestdisallowedbypolicy',
])

/**
 * Stage and outcome from whichever word says it. A record that says nothing of its result is no final
 * stage, and its outcome is unknown.
 */
export const readResult = (words: ResultWords): OperationResult => {
  const [head = '', ...rest] = (words.signature ?? '').split('.')
  const verdict = verdictOf(words.type) ?? verdictOf(head)
  if (verdict === 'start') return { stage: 'start', outcome: 'pending', errorCode: null }
  if (verdict === 'accept') return { stage: 'accept', outcome: 'pending', errorCode: null }
  if (verdict === 'success') return { stage: 'final', outcome: 'succeeded', errorCode: null }
  if (verdict === null) return { stage: 'accept', outcome: 'unknown', errorCode: null }
  const detail = verdictOf(head) === null ? head : rest.join('.')
  const codes = [words.errorCode, words.statusCode, detail].filter(
    (code): code is string => code !== null && code !== '',
  )
  const denied = codes.some((code) => DENIALS.has(code.toLowerCase()))
  return { stage: 'final', outcome: denied ? 'denied' : 'failed', errorCode: codes[0] ?? null }
}

const verdictOf = (word: string | null): Verdict | null => {
  const key = (word ?? '').toLowerCase().replaceAll(/[^a-z]/g, '')
  return Object.hasOwn(VERDICTS, key) ? (VERDICTS[key] ?? null) : null
}
