import { redactSecrets } from '../command/secrets'
import type { QuarantinedVerdict } from '../contracts/quarantined'
import { parseJson } from '../model/parse-json'
import { asObject, type JsonObject } from '../providers/json'
import type { Work } from '../state/store'
import { readActivityRecord } from './judged-activity'
import type { Task } from './deferred-work'
import type { Detector } from './detector'
import { DEFERRED_FORMAT, type GivenUpBody } from './restore-work'

/** Most pieces that a notice names. */
const MAX_NAMED = 5

/** Most characters of a reason: the message of a service may quote whatever was sent to it. */
const MAX_REASON = 500

/** A piece of work that was given up, and why. */
export interface GivenUp {
  readonly key: string
  readonly reason: string
}

/**
 * Puts a piece of work into quarantine, without secrets and with what was judged of its activity, and forgets it.
 * `runwarden replay` does it again. Rejects when the quarantine or the store cannot be reached.
 */
export const giveUp = async (
  detector: Detector,
  work: Work,
  task: Task | undefined,
  reason: string,
): Promise<GivenUp> => {
  const { quarantine, state, clock, metrics } = detector.ports
  const { key, since, tries } = work
  const basis = withoutSecrets((await task?.basis(state, work)) ?? null)
  const value = redacted(work.text())
  const body: GivenUpBody = { key, since, tries, value, ...(basis === null ? {} : { basis }) }
  const why = redactSecrets(reason).slice(0, MAX_REASON)
  const verdict = await verdictOf(detector, work, task)
  await quarantine.put({
    reason: `deferred work given up: ${why}`,
    format: DEFERRED_FORMAT,
    body,
    at: clock.now(),
    ...(verdict === null ? {} : { verdict }),
  })
  metrics.count('WorkGivenUp')
  metrics.count('RecordsQuarantined')
  await state.complete(work.key, work.version)
  return { key, reason: why }
}

/** One notice for all that a sweep gave up. */
export const reportGivenUp = async ({ ports }: Detector, givenUp: readonly GivenUp[]): Promise<void> => {
  if (givenUp.length === 0) return
  const named = givenUp.slice(0, MAX_NAMED).map(({ key, reason }) => `${key}: ${reason}`)
  const more = givenUp.length > MAX_NAMED ? [`and ${givenUp.length - MAX_NAMED} more`] : []
  await ports.health.notice(
    'Deferred work given up',
    `${[...named, ...more].join('; ')}. It is in quarantine: remove the cause, then run runwarden replay`,
  )
}

/** The text of a body as the value it holds, every string in it without secrets; as text where it is no JSON. */
const redacted = (text: string): unknown => {
  const value = parseJson(text)
  return value === null ? redactSecrets(text) : withoutSecrets(value)
}

const withoutSecrets = (value: unknown): unknown => {
  if (typeof value === 'string') return redactSecrets(value)
  if (Array.isArray(value)) return value.map(withoutSecrets)
  const fields = asObject(value)
  return fields === null ? value : mapValues(fields, withoutSecrets)
}

const mapValues = (fields: JsonObject, map: (value: unknown) => unknown): JsonObject =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, map(value)]))

/** What was judged of the activity; null where that is not known. */
const verdictOf = async (
  { ports }: Detector,
  work: Work,
  task: Task | undefined,
): Promise<QuarantinedVerdict | null> => {
  try {
    const id = task?.activityId(work) ?? null
    const judged = id === null ? null : await readActivityRecord(ports.state, id)
    if (judged === null) return null
    const { severity, risk, findings } = judged.record
    return { severity, risk, rules: findings.map(({ rule }) => rule) }
  } catch {
    return null
  }
}
