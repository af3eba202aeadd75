import { redactAlert } from '../command/redact-alert'
import type { Alert } from '../model/alert'
import { sha256 } from '../model/hash'
import type { RedactedAlert } from '../model/redacted-alert'
import { isAtLeast } from '../model/severity'
import { DAY, HOUR, type EpochMs } from '../model/time'
import { HELD, RATE } from '../state/kinds'
import type { StateStore } from '../state/store'
import { DIGEST } from '../state/works'
import type { Detector } from './detector'
import { Impossible } from './impossible-work'
import type { Ports } from './ports'
import { sendToSinks } from './send-to-sinks'

/** How long alerts wait for their summary: longer than that is tried, and than an outage on a weekend. */
export const KEEP_HELD_MS = 3 * DAY

/** Most alerts a summary can name. */
const MAX_HELD = 1_000

const hourOf = (at: EpochMs): number => Math.floor(at / HOUR)

/**
 * Counts an alert among those of its hour and says whether it must wait for the digest: beyond the allowed number
 * everything below high does (RUNWARDEN_MAX_ALERTS_PER_HOUR). Counting one alert twice changes nothing.
 */
export const isOverRate = async ({ ports, settings, limitsRate }: Detector, alert: Alert): Promise<boolean> => {
  if (!limitsRate || isAtLeast(alert.severity, 'high')) return false
  const now = ports.clock.now()
  const { members, more } = await ports.state.addMembers(RATE, String(hourOf(now)), [alert.id], MAX_HELD, now + DAY)
  return more || members.length > settings.maxAlertsPerHour
}

/** Keeps an alert for the summary of its hour. */
export const holdForSummary = async ({ ports }: Detector, given: Alert): Promise<void> => {
  const alert = redactAlert(given)
  const now = ports.clock.now()
  const hour = hourOf(now)
  const held = {
    id: alert.id,
    title: alert.title,
    activity: alert.activities[0] ?? '',
    severity: alert.severity,
    risk: alert.risk,
  }
  await ports.state.addMembers(HELD, String(hour), [held], MAX_HELD, now + KEEP_HELD_MS)
  await ports.state.defer(DIGEST, String(hour), alert, (hour + 1) * HOUR)
}

/** Sends one alert that stands for all that were rate-limited in an hour, built on the latest of them. */
export const sendSummary = async (detector: Detector, latest: RedactedAlert, hour: string): Promise<void> => {
  const { members } = await detector.ports.state.addMembers(HELD, hour, [], MAX_HELD, 0)
  if (members.length === 0) throw new Impossible('the alerts of the hour are gone, or cannot be read')
  const held = members.toSorted((a, b) => b.risk - a.risk || (a.id < b.id ? -1 : 1))
  await sendToSinks(detector, {
    ...latest,
    kind: 'digest',
    severity: held[0]?.severity ?? latest.severity,
    risk: held[0]?.risk ?? latest.risk,
    id: sha256(`digest/${hour}`).slice(0, 32),
    title:
      `${held.length} alerts rate-limited within the ` +
      `hour: ${[...new Set(held.map(({ title }) => title))].slice(0, 5).join('; ')}`,
    repeats: held.length,
    activities: held.map(({ activity }) => activity),
    silence: null,
  })
}

/** The alerts that wait for the summary of an hour, for the quarantine. */
export const heldAlertsOf = async (state: StateStore, hour: string): Promise<unknown> =>
  (await state.addMembers(HELD, hour, [], MAX_HELD, 0)).members

/** Puts back what `heldAlertsOf` gave. Rejects with Unreadable for what is damaged. */
export const restoreHeldAlerts = async (
  { state, clock }: Pick<Ports, 'state' | 'clock'>,
  hour: string,
  kept: unknown,
): Promise<void> => {
  if (!Array.isArray(kept)) return
  const held = kept.map((alert: unknown) => HELD.decode(JSON.stringify(alert)))
  await state.addMembers(HELD, hour, held, MAX_HELD, clock.now() + KEEP_HELD_MS)
}
