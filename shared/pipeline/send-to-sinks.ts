import { redactAlert } from '../command/redact-alert'
import type { Alert } from '../model/alert'
import { describeError } from '../model/errors'
import type { RedactedAlert } from '../model/redacted-alert'
import { MINUTE, SECOND } from '../model/time'
import { RESEND, type Unsent } from '../state/works'
import type { Detector } from './detector'
import { Impossible } from './impossible-work'
import type { Sink } from './ports'

/** No sink took the alert: the record must take the failure path. */
class NothingSent extends Error {
  override readonly name = 'NothingSent'
}

/** Wait before a failed sink is tried again by the sweep. */
const RETRY_AFTER_MS = MINUTE

/**
 * Redacts an alert and sends it to all sinks at once. Those that fail while another succeeds are remembered and tried
 * again for 24 h; rejects when all fail.
 */
export const sendToSinks = async ({ ports }: Detector, given: Alert): Promise<void> => {
  const alert = redactAlert(given)
  const outcomes = await Promise.all(ports.sinks.map((sink) => attempt(sink, alert)))
  const failed = outcomes.filter(({ error }) => error !== null)
  ports.metrics.count('SinkFailures', failed.length)
  if (failed.length === ports.sinks.length && failed.length > 0) {
    throw new NothingSent(
      `alert ${alert.id} reached no sink: ${failed.map(({ sink, error }) => `${sink.name}: ${error}`).join('; ')}`,
    )
  }
  const now = ports.clock.now()
  ports.metrics.count('AlertsSent')
  // A digest is late by design.
  if (alert.kind !== 'digest')
    ports.metrics.count('DetectionLatencySeconds', Math.max(0, now - Date.parse(alert.time)) / SECOND)
  await Promise.all(
    failed.map(({ sink }) =>
      ports.state.defer(RESEND, `${sink.name}/${alert.id}/${alert.time}`, { since: now, alert }, now + RETRY_AFTER_MS),
    ),
  )
}

const attempt = async (
  sink: Sink,
  alert: RedactedAlert,
): Promise<{ readonly sink: Sink; readonly error: string | null }> => {
  try {
    await sink.send(alert)
    return { sink, error: null }
  } catch (cause) {
    return { sink, error: describeError(cause) }
  }
}

/** Sends an alert again to the one sink that did not take it. `id`: the sink's name and what follows it. */
export const sendAgain = async ({ ports }: Detector, { alert }: Unsent, id: string): Promise<void> => {
  const sink = ports.sinks.find(({ name }) => id.startsWith(`${name}/`))
  if (sink === undefined) throw new Impossible(`alert ${alert.id} was for a sink that is gone`)
  try {
    await sink.send(alert)
  } catch (cause) {
    ports.metrics.count('SinkFailures')
    throw cause
  }
}
