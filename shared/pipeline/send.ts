import type { Alert } from '../model/alert'
import { MINUTE, SECOND } from '../model/time'
import type { Detector } from './detector'
import type { Sink } from './ports'

/** No sink took the alert: the record must take the failure path. */
export class NothingSent extends Error {
  override readonly name = 'NothingSent'
}

/** Wait before a failed sink is tried again by the sweep. */
const RETRY_AFTER_MS = MINUTE

export const resendKey = (sink: string, alert: Pick<Alert, 'id' | 'time'>): string =>
  `resend/${sink}/${alert.id}/${alert.time}`

/**
 * Sends to all sinks at once. Those that fail while another succeeds are remembered and tried again for 24 h;
 * rejects when all fail.
 */
export const sendToSinks = async ({ ports }: Detector, alert: Alert): Promise<void> => {
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
      ports.state.defer(resendKey(sink.name, alert), JSON.stringify({ since: now, alert }), now + RETRY_AFTER_MS),
    ),
  )
}

const attempt = async (sink: Sink, alert: Alert): Promise<{ readonly sink: Sink; readonly error: string | null }> => {
  try {
    await sink.send(alert)
    return { sink, error: null }
  } catch (cause) {
    return { sink, error: cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause) }
  }
}
